package dev.faultline.workload;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Generators.Weight;
import java.util.ArrayList;
import java.util.List;

/** Chooses among parts by their weights; what is over is left out. */
final class Weighted implements Generator {
    private final Rng rng;
    /** Those that are not over. */
    private final List<Weight> left;

    private final Routing routing = new Routing();

    Weighted(Rng rng, List<Weight> parts) {
        this.rng = rng;
        left = new ArrayList<>(parts);
    }

    @Override
    public Next next(Turn turn) {
        // Parts that wait are passed over in this turn; the earliest that any of them wants to be asked again
        // counts.
        List<Weight> candidates = new ArrayList<>(left);
        Next idle = Next.over();
        while (!candidates.isEmpty()) {
            Weight chosen = choose(candidates);
            candidates.remove(chosen);
            Next next = routing.ask(chosen.part(), turn);
            switch (next) {
                case Next.Ask _, Next.Mark _ -> {
                    return next;
                }
                case Next.Over _ -> left.remove(chosen);
                case Next.Later _, Next.Waiting _ -> idle = Routing.earlier(idle, next);
            }
        }
        return idle;
    }

    private Weight choose(List<Weight> candidates) {
        int drawn = rng.below(candidates.stream().mapToInt(Weight::weight).sum());
        for (Weight candidate : candidates) {
            drawn -= candidate.weight();
            if (drawn < 0) {
                return candidate;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    @Override
    public void completed(Completion completion) {
        routing.completed(completion);
    }
}
