package dev.faultline.experiment;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Next;
import dev.faultline.workload.Turn;

/**
 * The requests of an open loop: they come at the times of a Poisson process, and wait where no client is free. As {@link
 * dev.faultline.workload.Generators#rate}, and it counts who had to wait.
 */
final class Arrivals implements Generator {
    private final Rng rng;
    private final double perSecond;
    private final Generator part;
    /** When the first request came, or comes, that no client has asked yet. */
    private long dueNanos = Long.MIN_VALUE;

    private boolean over;
    private int asked;
    private int unasked;
    private long longestWaitNanos;

    Arrivals(Rng rng, double perSecond, Generator part) {
        this.rng = rng;
        this.perSecond = perSecond;
        this.part = part;
    }

    @Override
    public Next next(Turn turn) {
        if (dueNanos == Long.MIN_VALUE) {
            dueNanos = turn.nowNanos() + gapNanos();
        }
        if (turn.nowNanos() < dueNanos) {
            return new Next.Later(dueNanos);
        }
        Next next = part.next(turn);
        over |= next instanceof Next.Over;
        if (next instanceof Next.Ask) {
            asked++;
            longestWaitNanos = Math.max(longestWaitNanos, turn.nowNanos() - dueNanos);
            dueNanos += gapNanos();
        }
        return next;
    }

    private long gapNanos() {
        return (long) (-StrictMath.log(1 - rng.unit()) * 1e9 / perSecond);
    }

    @Override
    public void completed(Completion completion) {
        part.completed(completion);
    }

    /** Returns how the clients kept up until that time of the run, which is over: what came until then and was not asked never is. */
    OpenLoop until(long nanos) {
        if (!over && dueNanos != Long.MIN_VALUE) {
            longestWaitNanos = Math.max(longestWaitNanos, nanos - dueNanos);
        }
        while (!over && dueNanos != Long.MIN_VALUE && dueNanos <= nanos) {
            unasked++;
            dueNanos += gapNanos();
        }
        return new OpenLoop(asked, unasked, longestWaitNanos);
    }
}
