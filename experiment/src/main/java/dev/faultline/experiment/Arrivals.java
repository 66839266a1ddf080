package dev.faultline.experiment;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Next;
import dev.faultline.workload.Turn;
import java.util.ArrayDeque;
import java.util.Deque;

/** The requests of an open loop: they come at the times of a Poisson process, and wait where no client is free. */
final class Arrivals implements Generator {
    private final Rng rng;
    private final double perSecond;
    private final Generator part;
    /** Those that have come and that no client has asked yet; the first came first. */
    private final Deque<Long> come = new ArrayDeque<>();

    private long nextNanos = Long.MIN_VALUE;
    private int asked;
    private long longestWaitNanos;

    Arrivals(Rng rng, double perSecond, Generator part) {
        this.rng = rng;
        this.perSecond = perSecond;
        this.part = part;
    }

    @Override
    public Next next(Turn turn) {
        letCome(turn.nowNanos());
        Long first = come.peekFirst();
        if (first == null) {
            return new Next.Later(nextNanos);
        }
        Next next = part.next(turn);
        if (next instanceof Next.Ask) {
            come.removeFirst();
            asked++;
            longestWaitNanos = Math.max(longestWaitNanos, turn.nowNanos() - first);
        }
        return next;
    }

    private void letCome(long nowNanos) {
        if (nextNanos == Long.MIN_VALUE) {
            nextNanos = nowNanos + gapNanos();
        }
        while (nextNanos <= nowNanos) {
            come.addLast(nextNanos);
            nextNanos += gapNanos();
        }
    }

    private long gapNanos() {
        return (long) (-StrictMath.log(1 - rng.unit()) * 1e9 / perSecond);
    }

    @Override
    public void completed(Completion completion) {
        part.completed(completion);
    }

    /** Returns how the clients kept up until that time of the run. */
    OpenLoop until(long nanos) {
        letCome(nanos);
        return new OpenLoop(asked, come.size(), longestWaitNanos);
    }
}
