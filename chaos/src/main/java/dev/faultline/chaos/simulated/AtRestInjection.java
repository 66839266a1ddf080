package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.DamageFault.BitRot;
import dev.faultline.chaos.DamageFault.Truncate;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.DiskFault.Layer;
import dev.faultline.sim.Node;
import dev.faultline.sim.Rng;
import java.util.Optional;
import java.util.function.BiFunction;

/** A file is damaged at rest. Evidence: which, how, and whether a program was given what is wrong since. */
final class AtRestInjection implements Injection {
    private final Victims victims;
    private final Node node;
    private final String pattern;
    private final Layer layer;
    private final long bytes;
    private final BiFunction<String, Rng, String> damage;
    private final DamageReads reads;
    private Evidence evidence = Evidence.of(false, "it did not begin");

    /**
     * Makes one.
     *
     * @param layer where the damage is done
     * @param bytes how many a file must have there
     * @param damage does it to the file of that path, and returns what was done
     */
    private AtRestInjection(
            Victims victims,
            Node node,
            String pattern,
            Layer layer,
            long bytes,
            BiFunction<String, Rng, String> damage) {
        this.victims = victims;
        this.node = node;
        this.pattern = pattern;
        this.layer = layer;
        this.bytes = bytes;
        this.damage = damage;
        reads = new DamageReads(node);
    }

    /** A bit turns round. */
    static Injection of(Victims victims, Node node, BitRot rot) {
        return new AtRestInjection(victims, node, rot.path(), rot.layer(), Math.max(rot.at() + 1, 1), (path, rng) -> {
            long offset = rot.at() < 0 ? rng.between(0, node.disk().read(path, rot.layer()).length - 1) : rot.at();
            int bit = rot.bit() < 0 ? rng.below(8) : (int) rot.bit();
            node.disk().flipBit(path, offset, bit, rot.layer());
            return "bit " + bit + " of byte " + offset + " of " + path + " on " + node.name() + " flipped";
        });
    }

    /** The end is lost. */
    static Injection of(Victims victims, Node node, Truncate truncate) {
        return new AtRestInjection(victims, node, truncate.path(), Layer.CACHE, 1, (path, _) -> {
            long size = node.disk().read(path).length;
            long left = Math.max(0, size - truncate.bytes());
            node.disk().truncate(path, left);
            return path + " on " + node.name() + " lost " + Evidence.count(size - left, "byte") + " of " + size;
        });
    }

    @Override
    public void inject() {
        Rng rng = victims.rng(node);
        Optional<String> victim = Victims.draw(node, pattern, layer, bytes, rng);
        victim.ifPresent(reads::watch);
        evidence = victim.map(path -> Evidence.of(true, damage.apply(path, rng)))
                .orElseGet(() -> Evidence.of(
                        false,
                        "no file " + Victims.named(pattern) + " on " + node.name() + " has "
                                + (bytes == 1 ? "a byte" : "byte " + (bytes - 1))
                                + (layer == Layer.PLATTER ? " on the disk itself" : "")));
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
