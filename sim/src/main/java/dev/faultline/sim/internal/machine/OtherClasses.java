package dev.faultline.sim.internal.machine;

import dev.faultline.sim.Preemption;
import dev.faultline.sim.internal.code.Probes;
import dev.faultline.sim.internal.vm.Checksum;
import dev.faultline.sim.internal.vm.HostClasses;
import dev.faultline.sim.internal.vm.ObjectSizes;
import dev.faultline.sim.internal.vm.Probed;
import dev.faultline.sim.internal.vm.Weaving;
import dev.faultline.sim.internal.vm.WovenClasses;
import java.lang.classfile.ClassFile;

/**
 * Weaves the classes of class loaders that programs make themselves: of jars in jars, of plugins, of code that is generated.
 *
 * @param sizes of objects, for those whose allocations are counted
 */
record OtherClasses(Preemption preemption, ObjectSizes sizes) {
    private static final ClassLoader SEEN = ClassLoader.getPlatformClassLoader();

    /**
     * Returns a class as nodes are to define it.
     *
     * @param isOfFile whether it comes from a file, and not from code that generates it: then it is kept
     * @param kept by a checksum of what they were
     */
    byte[] woven(byte[] original, boolean isOfFile, Probes probes, WovenClasses kept) {
        byte[] probed = probes.patterns().isEmpty() ? original : probed(original, probes);
        if (!isOfFile || probed != original) {
            return weave(probed, probes);
        }
        String key = new Checksum().add(original).hex();
        byte[] woven = kept.get(key);
        if (woven == null) {
            woven = weave(original, probes);
            kept.put(key, woven);
        }
        return woven;
    }

    private static byte[] probed(byte[] original, Probes probes) {
        String name = ClassFile.of().parse(original).thisClass().asInternalName();
        if (!probes.want(name.replace('/', '.'))) {
            return original;
        }
        Probed probed = Weaving.installed().withProbes(SEEN, probes.patterns(), original);
        probes.found(probed);
        return probed.bytes();
    }

    private byte[] weave(byte[] original, Probes probes) {
        byte[] woven =
                Weaving.installed().ofApplication(SEEN, preemption, name -> !HostClasses.isOfJdk(name), original);
        return probes.areOfAllocations() ? Weaving.installed().withAllocations(SEEN, sizes, woven) : woven;
    }
}
