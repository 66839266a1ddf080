package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.DamageFault;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Node;
import dev.faultline.sim.Rng;
import dev.faultline.sim.Simulation;
import java.util.Optional;

/** A bit of a file turns round. Evidence: which, and whether a program was given it since. */
final class BitRotInjection implements Injection {
    private final Simulation simulation;
    private final Node node;
    private final DamageFault.BitRot rot;
    private final DamageReads reads;
    private Evidence evidence = Evidence.of(false, "it did not begin");

    BitRotInjection(Simulation simulation, Node node, DamageFault.BitRot rot) {
        this.simulation = simulation;
        this.node = node;
        this.rot = rot;
        reads = new DamageReads(node);
    }

    @Override
    public void inject() {
        Rng rng = Victim.rng(simulation, node);
        Optional<String> victim = Victim.of(node, rot.path(), Math.max(rot.at() + 1, 1), rng);
        if (victim.isEmpty()) {
            evidence = Evidence.of(
                    false,
                    "no file " + rot.path() + " on " + node.name() + " has "
                            + (rot.at() < 0 ? "a byte" : "byte " + rot.at()));
            return;
        }
        String path = victim.get();
        long offset = rot.at() < 0 ? rng.between(0, node.disk().read(path).length - 1) : rot.at();
        int bit = rot.bit() < 0 ? rng.below(8) : (int) rot.bit();
        node.disk().flipBit(path, offset, bit, rot.layer());
        reads.watch(path);
        evidence = Evidence.of(
                true, "bit " + bit + " of byte " + offset + " of " + path + " on " + node.name() + " flipped");
    }

    @Override
    public Evidence heal() {
        return evidence;
    }

    @Override
    public Optional<Aftermath> aftermath() {
        return evidence.effective() ? Optional.of(reads) : Optional.empty();
    }
}
