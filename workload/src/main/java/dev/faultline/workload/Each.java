package dev.faultline.workload;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** A generator for each client, or process. */
final class Each implements Generator {
    private final IntFunction<Generator> parts;
    private final ToIntFunction<Turn> who;
    private final Map<Integer, Generator> made = new HashMap<>();
    /** The clients that have nothing more to do. */
    private final Set<Integer> done = new HashSet<>();

    private final Routing routing = new Routing();

    Each(IntFunction<Generator> parts, ToIntFunction<Turn> who) {
        this.parts = parts;
        this.who = who;
    }

    @Override
    public Next next(Turn turn) {
        Next next = routing.ask(made.computeIfAbsent(who.applyAsInt(turn), parts::apply), turn);
        if (!(next instanceof Next.Over)) {
            return next;
        }
        done.add(turn.client());
        return done.size() == turn.clients() ? next : new Next.Waiting();
    }

    @Override
    public void completed(Completion completion) {
        routing.completed(completion);
    }
}
