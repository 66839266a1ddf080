package dev.faultline.sim.internal.vm;

import java.lang.classfile.ClassHierarchyResolver;

/** What weaving knows of the classes that a class mentions, without loading any. */
public final class Hierarchies {
    private Hierarchies() {}

    /** Returns what can be known of the classes that a loader sees. */
    public static ClassHierarchyResolver of(ClassLoader loader) {
        return ClassHierarchyResolver.ofResourceParsing(loader)
                .orElse(ClassHierarchyResolver.defaultResolver())
                // A class that is absent: nothing is known of it, and the verifier takes any interface for another.
                .orElse(_ -> ClassHierarchyResolver.ClassHierarchyInfo.ofInterface())
                .cached();
    }
}
