package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.vm.Checksum;
import dev.faultline.sim.internal.vm.WovenClasses;

/**
 * Woven classes that outlive the JVM.
 *
 * @param ofNodes those of the class path, by name
 * @param ofLoaders those of class loaders that programs make, by a checksum of what they were
 */
record KeptClasses(WovenClasses ofNodes, WovenClasses ofLoaders) {
    /** Returns those that were woven in one way, of which there are several for the same class path. */
    static KeptClasses of(String way, Checksum contents) {
        return new KeptClasses(WovenClasses.of(way + "nodes", contents), WovenClasses.of(way + "loaders", contents));
    }
}
