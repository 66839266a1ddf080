package dev.faultline.workload;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Remembers which part of a combined generator made the request that a client is about, so that it alone is told of the end. */
final class Routing {
    private final Map<Integer, Generator> makers = new HashMap<>();

    /** Asks a part. */
    Next ask(Generator part, Turn turn) {
        Next next = Objects.requireNonNull(part.next(turn), "a generator returned null");
        if (next instanceof Next.Ask) {
            makers.put(turn.client(), part);
        }
        return next;
    }

    /** Tells the part that made the request. */
    void completed(Completion completion) {
        Generator maker = makers.remove(completion.turn().client());
        if (maker != null) {
            maker.completed(completion);
        }
    }

    /** Returns whether a request that came through here is still open. */
    boolean isOpen() {
        return !makers.isEmpty();
    }

    /** Returns which of two that have nothing to ask now is to be asked first. */
    static Next earlier(Next one, Next other) {
        return switch (one) {
            case Next.Later(long at) when other instanceof Next.Later(long otherAt) && otherAt < at -> other;
            case Next.Later _ -> one;
            case Next.Waiting(boolean moved) ->
                other instanceof Next.Later ? other : moved || !(other instanceof Next.Waiting) ? one : other;
            case Next.Over _, Next.Ask _, Next.Mark _ -> other;
        };
    }

    /** Returns what a client is told, by a generator that has come further by being asked. */
    static Next moved(Next next) {
        return next instanceof Next.Waiting ? new Next.Waiting(true) : next;
    }
}
