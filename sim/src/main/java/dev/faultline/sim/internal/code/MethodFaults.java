package dev.faultline.sim.internal.code;

import dev.faultline.sim.NodeCode.Effect;
import dev.faultline.sim.NodeCode.Fault;
import dev.faultline.sim.NodeCode.Seen;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.vm.Probed;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The faults at the methods of a node that are in force, and which calls they strike. */
final class MethodFaults {
    /** How far a fault has come. */
    private static final class Count {
        long calls;
        long struck;
        final Set<String> refusals = new LinkedHashSet<>();
        /** Those called so far, and whether they are points. What was only loaded may follow from an earlier run of the JVM. */
        final Map<String, Boolean> methods = new LinkedHashMap<>();
    }

    /** What becomes of a call. */
    static final class Hit {
        long delayNanos;

        @Nullable
        Fault fault;

        private @Nullable Count count;

        /** Takes note that it could not be, and why. */
        void refused(String why) {
            if (count != null) {
                count.struck--;
                count.refusals.add(why);
            }
        }
    }

    private final Map<Fault, Count> faults = new LinkedHashMap<>();
    private final long seed;
    private final Rng chances;
    private final Rng delays;

    MethodFaults(long seed, String node) {
        this.seed = seed;
        chances = Rng.fork(seed, "faults of methods of " + node);
        delays = Rng.fork(seed, "delays of methods of " + node);
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    void inject(Fault fault) {
        faults.putIfAbsent(fault, new Count());
    }

    Seen heal(Fault fault) {
        Seen seen = seen(fault);
        faults.remove(fault);
        return seen;
    }

    private Seen seen(Fault fault) {
        Count count = faults.getOrDefault(fault, new Count());
        int points =
                (int) count.methods.values().stream().filter(chosen -> chosen).count();
        return new Seen(
                List.copyOf(count.methods.keySet()), points, count.calls, count.struck, List.copyOf(count.refusals));
    }

    /** Returns what becomes of a call; nothing, mostly. */
    Hit strike(Probed.Site site) {
        Hit hit = new Hit();
        faults.forEach((fault, count) -> {
            if (!Probes.isMeant(fault.methods(), site)
                    || !count.methods.computeIfAbsent(site.text(), _ -> isChosen(fault, site))) {
                return;
            }
            count.calls++;
            boolean isDelay = fault.effect() instanceof Effect.Delay;
            if ((!isDelay && hit.fault != null) || count.struck >= fault.most() || !chances.chance(fault.chance())) {
                return;
            }
            count.struck++;
            if (fault.effect() instanceof Effect.Delay delay) {
                hit.delayNanos += delay.by().sample(delays);
            } else {
                hit.fault = fault;
                hit.count = count;
            }
        });
        return hit;
    }

    /** Whether the method is a point in this run: the same for all nodes and for all faults of one kind and pattern. */
    private boolean isChosen(Fault fault, Probed.Site site) {
        String kind = fault.effect().getClass().getSimpleName();
        return fault.chosen() == 1
                || Rng.fork(seed, "point " + kind + " " + fault.methods() + " " + site.key())
                                .unit()
                        < fault.chosen();
    }
}
