package dev.faultline.workload;

import java.util.function.LongSupplier;

/** Leaves times between requests, which are drawn. */
final class Paced extends Wrapped {
    private final LongSupplier pause;
    private long dueNanos = Long.MIN_VALUE;

    Paced(Generator part, LongSupplier pause) {
        super(part);
        this.pause = pause;
    }

    @Override
    public Next next(Turn turn) {
        if (dueNanos == Long.MIN_VALUE) {
            dueNanos = turn.nowNanos() + pause.getAsLong();
        }
        if (turn.nowNanos() < dueNanos) {
            return new Next.Later(dueNanos);
        }
        Next next = super.next(turn);
        if (next instanceof Next.Ask) {
            dueNanos += pause.getAsLong();
        }
        return next;
    }
}
