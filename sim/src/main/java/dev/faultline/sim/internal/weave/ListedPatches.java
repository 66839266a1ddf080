package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.JdkStatics;
import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.jdk.nativecode.NativeMethodHooks;
import dev.faultline.sim.internal.jdk.nativecode.NativeMethods;
import dev.faultline.sim.internal.jdk.process.StaticHooks;
import java.util.ArrayList;
import java.util.List;

/** The patches that follow from the lists of static fields and of native methods of the JDK. */
final class ListedPatches {
    private ListedPatches() {}

    static List<Patch> all() {
        List<Patch> patches = new ArrayList<>(ownStatics());
        patches.addAll(refusals());
        return patches;
    }

    /** Those that make the code of the JDK ask for the process's own. */
    private static List<Patch> ownStatics() {
        List<Patch> patches = new ArrayList<>();
        for (JdkStatics.Field field : JdkStatics.all()) {
            patches.add(new Patch.OwnStatic(field.owner(), field, StaticHooks.class));
            field.users().forEach(user -> patches.add(new Patch.OwnStatic(user, field, StaticHooks.class)));
        }
        return patches;
    }

    /** Those of all code that calls what is refused. */
    private static List<Patch> refusals() {
        List<Patch> patches = new ArrayList<>();
        for (NativeMethods.Line line : NativeMethods.lines()) {
            for (String caller : line.callers()) {
                patches.add(new Patch.RefuseNative(caller, line.owner(), line.methods(), NativeMethodHooks.class));
            }
        }
        return patches;
    }
}
