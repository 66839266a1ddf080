package dev.faultline.chaos;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws one fault by which a number of nodes is missing while all others are whole. */
final class AbsenceDraw {
    private AbsenceDraw() {}

    /** Returns whether so many nodes can be left out, those whose disks may be damaged among them. */
    static boolean isPossible(List<String> kinds, SafetyBudget budget, int count) {
        boolean damages = kinds.stream().map(FaultKind::ofWord).anyMatch(FaultKind::isDamage);
        return (kills(kinds, budget, count) || cuts(kinds, budget, count)) && (!damages || budget.damaged() <= count);
    }

    private static boolean kills(List<String> kinds, SafetyBudget budget, int count) {
        return kinds.contains(FaultKind.KILL.word()) && budget.down() >= count;
    }

    private static boolean cuts(List<String> kinds, SafetyBudget budget, int count) {
        return kinds.contains(FaultKind.PARTITION.word()) && budget.cutOff() >= count;
    }

    static Schedule.Entry draw(FaultPlan plan, int count, Duration at, Duration lasting, long seed) {
        boolean kills = kills(plan.kinds(), plan.budget(), count);
        boolean cuts = cuts(plan.kinds(), plan.budget(), count);
        List<String> missing = new ArrayList<>(PlanDraw.victims(plan, seed));
        if (count < 1 || count >= plan.nodes().size() || !isPossible(plan.kinds(), plan.budget(), count)) {
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
