package dev.faultline.chaos;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws one fault by which a number of nodes is missing while all others are whole. */
final class AbsenceDraw {
    private AbsenceDraw() {}

    static Schedule.Entry draw(FaultPlan plan, int count, Duration at, Duration lasting, long seed) {
        boolean kills =
                plan.kinds().contains(FaultKind.KILL.word()) && plan.budget().down() >= count;
        boolean cuts = plan.kinds().contains(FaultKind.PARTITION.word())
                && plan.budget().cutOff() >= count;
        List<String> missing = new ArrayList<>(PlanDraw.victims(plan, seed));
        if (count < Math.max(1, missing.size()) || count >= plan.nodes().size() || !(kills || cuts)) {
            throw new IllegalArgumentException("no fault leaves out " + count + " of "
                    + Evidence.count(plan.nodes().size(), "node") + ": kinds " + plan.kinds() + ", " + plan.budget());
        }
        Rng rng = Rng.fork(seed, "absence");
        List<String> others = new ArrayList<>(plan.nodes());
        others.removeAll(missing);
        while (missing.size() < count) {
            missing.add(others.remove(rng.below(others.size())));
        }
        boolean kill = kills && (!cuts || rng.chance(0.5));
        Fault fault = kill
                ? new ProcessFault.Kill(missing, lasting)
                : new NetworkFault.Partition(
                        new NetworkFault.Cut(NetworkFault.Cut.Shape.SIDES, missing, others), lasting);
        return new Schedule.Entry(at, fault);
    }
}
