package dev.faultline.sim.internal.vm;

import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.stream.Collectors;

/** A class with probes in some of its methods. */
public final class Probed {
    private final byte[] bytes;
    private final List<Site> sites;
    private final List<String> others;

    /**
     * A method with a probe.
     *
     * @param className the binary name with dots
     * @param descriptor as in class files
     */
    public record Site(String className, String name, String descriptor, boolean isMade) {
        /** Returns the text by which woven code tells it. */
        public String key() {
            return className + "." + name + descriptor;
        }

        /** Returns it as a user would write it. */
        public String text() {
            return Probed.text(className, name, descriptor);
        }
    }

    public Probed(byte[] bytes, List<Site> sites, List<String> others) {
        this.bytes = bytes;
        this.sites = List.copyOf(sites);
        this.others = List.copyOf(others);
    }

    /** Returns the class. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the methods that have a probe. */
    public List<Site> sites() {
        return sites;
    }

    /** Returns what else the class has, as a user would write it, and why a method that was meant has no probe. */
    public List<String> others() {
        return others;
    }

    public static String text(String className, String name, String descriptor) {
        return className + "." + name
                + MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
                        .map(type -> type.displayName())
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
