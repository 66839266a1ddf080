package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.DamageFault;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;
import java.util.Optional;

/** A file loses its end. Evidence: which, how much of it, and whether a program came to its end since. */
final class TruncateInjection implements Injection {
    private final Simulation simulation;
    private final Node node;
    private final DamageFault.Truncate truncate;
    private final DamageReads reads;
    private Evidence evidence = Evidence.of(false, "it did not begin");

    TruncateInjection(Simulation simulation, Node node, DamageFault.Truncate truncate) {
        this.simulation = simulation;
        this.node = node;
        this.truncate = truncate;
        reads = new DamageReads(node);
    }

    @Override
    public void inject() {
        Optional<String> victim = Victim.of(node, truncate.path(), 1, Victim.rng(simulation, node));
        if (victim.isEmpty()) {
            evidence = Evidence.of(false, "no file " + truncate.path() + " on " + node.name() + " has a byte");
            return;
        }
        String path = victim.get();
        long size = node.disk().read(path).length;
        long left = Math.max(0, size - truncate.bytes());
        node.disk().truncate(path, left);
        reads.watch(path);
        evidence = Evidence.of(
                true, path + " on " + node.name() + " lost " + Evidence.count(size - left, "byte") + " of " + size);
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
