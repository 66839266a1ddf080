package dev.faultline.workload;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Generators that are made up of others, by the names that Jepsen's users know (Kyle Kingsbury, {@code jepsen.generator}, 2020),
 * as far as these say the same here.
 *
 * <p>In Jepsen a generator is a pure function that offers an operation for some free thread. Here a client that is free asks, and
 * takes what it gets: so there is nothing to offer in advance, and no generator is asked for what is then not done. Where nothing is to
 * do as yet a client waits and asks again.
 *
 * <p>The generators that are given are used up: give each to one place only.
 */
public final class Generators {
    private Generators() {}

    /** Makes one request, once, for whichever client asks first. */
    public static Generator once(Request request) {
        return limit(1, repeat(request));
    }

    /** Makes this request again and again. */
    public static Generator repeat(Request request) {
        return _ -> Next.ask(request);
    }

    /** Makes what it is given, as long as it is asked. */
    public static Generator repeatedly(Supplier<Request> requests) {
        return _ -> Next.ask(requests.get());
    }

    /** Makes nothing. */
    public static Generator nothing() {
        return _ -> Next.over();
    }

    /** Chooses among the parts for each request, each as likely as any other; one that is over is left out. */
    public static Generator mix(Rng rng, Generator... parts) {
        Map<Generator, Integer> weights = new LinkedHashMap<>();
        Arrays.asList(parts).forEach(part -> weights.put(part, 1));
        return weighted(rng, weights);
    }

    /**
     * Chooses among the parts for each request in proportion to their weights; one that is over is left out.
     *
     * @param weights each from 1
     */
    public static Generator weighted(Rng rng, Map<Generator, Integer> weights) {
        weights.values().forEach(weight -> requireAtLeast("a weight", weight, 1));
        return new Weighted(rng, weights);
    }

    private static final class Weighted implements Generator {
        private final Rng rng;
        private final Map<Generator, Integer> left;
        private final Routing routing = new Routing();

        Weighted(Rng rng, Map<Generator, Integer> weights) {
            this.rng = rng;
            left = new LinkedHashMap<>(weights);
        }

        @Override
        public Next next(Turn turn) {
            // Parts that wait are passed over in this turn; the earliest that any of them wants to be asked again
            // counts.
            Map<Generator, Integer> candidates = new LinkedHashMap<>(left);
            Next idle = Next.over();
            while (!candidates.isEmpty()) {
                Generator chosen = choose(candidates);
                candidates.remove(chosen);
                Next next = routing.ask(chosen, turn);
                switch (next) {
                    case Next.Ask _, Next.Mark _ -> {
                        return next;
                    }
                    case Next.Over _ -> left.remove(chosen);
                    case Next.Later _, Next.Waiting _ -> idle = earlier(idle, next);
                }
            }
            return idle;
        }

        private Generator choose(Map<Generator, Integer> candidates) {
            int drawn = rng.below(
                    candidates.values().stream().mapToInt(Integer::intValue).sum());
            for (Map.Entry<Generator, Integer> candidate : candidates.entrySet()) {
                drawn -= candidate.getValue();
                if (drawn < 0) {
                    return candidate.getKey();
                }
            }
            throw new IllegalStateException("the weights do not add up");
        }

        @Override
        public void completed(Completion completion) {
            routing.completed(completion);
        }
    }

    /** Returns which of two that have nothing to ask now is to be asked first. */
    private static Next earlier(Next one, Next other) {
        return switch (one) {
            case Next.Later(long at) when other instanceof Next.Later(long otherAt) && otherAt < at -> other;
            case Next.Later _ -> one;
            case Next.Waiting _ -> other instanceof Next.Later ? other : one;
            case Next.Over _, Next.Ask _, Next.Mark _ -> other;
        };
    }

    /** Makes what the first part makes, and when that is over what the next one makes. Clients may still be about the last requests. */
    public static Generator sequence(Generator... parts) {
        return new Sequence(List.of(parts), false);
    }

    /** As {@link #sequence}, but a part begins only when every request of the part before it is over. */
    public static Generator phases(Generator... parts) {
        return new Sequence(List.of(parts), true);
    }

    private static final class Sequence implements Generator {
        private final List<Generator> parts;
        private final boolean apart;
        private final Routing routing = new Routing();
        private int at;

        Sequence(List<Generator> parts, boolean apart) {
            this.parts = parts;
            this.apart = apart;
        }

        @Override
        public Next next(Turn turn) {
            while (at < parts.size()) {
                Next next = routing.ask(parts.get(at), turn);
                if (!(next instanceof Next.Over)) {
                    return next;
                }
                if (apart && routing.isOpen()) {
                    return new Next.Waiting();
                }
                at++;
            }
            return Next.over();
        }

        @Override
        public void completed(Completion completion) {
            routing.completed(completion);
        }
    }

    /** Makes at most so many requests, by all clients together. */
    public static Generator limit(int most, Generator part) {
        requireAtLeast("a limit", most, 1);
        return new Wrapped(part) {
            private int made;

            @Override
            public Next next(Turn turn) {
                if (made == most) {
                    return Next.over();
                }
                Next next = super.next(turn);
                made += next instanceof Next.Ask ? 1 : 0;
                return next;
            }
        };
    }

    /** Makes nothing more when so much time has passed since it was first asked. Requests that are open then go on. */
    public static Generator timeLimit(Duration most, Generator part) {
        return new Wrapped(part) {
            private long endNanos = Long.MIN_VALUE;

            @Override
            public Next next(Turn turn) {
                if (endNanos == Long.MIN_VALUE) {
                    endNanos = turn.nowNanos() + most.toNanos();
                }
                if (turn.nowNanos() >= endNanos) {
                    return Next.over();
                }
                Next next = super.next(turn);
                return next instanceof Next.Later(long at) && at > endNanos ? new Next.Later(endNanos) : next;
            }
        };
    }

    /**
     * Leaves times between requests, of all clients together, that are drawn evenly from nothing to twice this: on average it makes a
     * request each {@code mean}, if clients are free.
     */
    public static Generator stagger(Rng rng, Duration mean, Generator part) {
        return new Paced(part, () -> (long) (2 * rng.unit() * mean.toNanos()));
    }

    /**
     * An open loop: requests come at the times of a Poisson process, however long the system takes to answer. One for which no client is
     * free waits for one, and those that come meanwhile as well, so that the rate is made good.
     *
     * @param perSecond above 0
     */
    public static Generator rate(Rng rng, double perSecond, Generator part) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate is above 0, not " + perSecond);
        }
        return new Paced(part, () -> (long) (-StrictMath.log(1 - rng.unit()) * 1e9 / perSecond));
    }

    private static final class Paced extends Wrapped {
        private final Supplier<Long> pause;
        private long dueNanos = Long.MIN_VALUE;

        Paced(Generator part, Supplier<Long> pause) {
            super(part);
            this.pause = pause;
        }

        @Override
        public Next next(Turn turn) {
            if (dueNanos == Long.MIN_VALUE) {
                dueNanos = turn.nowNanos() + pause.get();
            }
            if (turn.nowNanos() < dueNanos) {
                return new Next.Later(dueNanos);
            }
            Next next = super.next(turn);
            if (next instanceof Next.Ask) {
                dueNanos += pause.get();
            }
            return next;
        }
    }

    /** Lets each client wait for so long after each of its requests. */
    public static Generator delay(Duration pause, Generator part) {
        return new Wrapped(part) {
            private final Map<Integer, Long> free = new HashMap<>();

            @Override
            public Next next(Turn turn) {
                long at = free.getOrDefault(turn.client(), Long.MIN_VALUE);
                return turn.nowNanos() < at ? new Next.Later(at) : super.next(turn);
            }

            @Override
            public void completed(Completion completion) {
                free.put(completion.turn().client(), completion.nowNanos() + pause.toNanos());
                super.completed(completion);
            }
        };
    }

    /** Makes nothing for so long, once, and is over then. */
    public static Generator sleep(Duration pause) {
        return new Generator() {
            private long endNanos = Long.MIN_VALUE;

            @Override
            public Next next(Turn turn) {
                if (endNanos == Long.MIN_VALUE) {
                    endNanos = turn.nowNanos() + pause.toNanos();
                }
                return turn.nowNanos() < endNanos ? new Next.Later(endNanos) : Next.over();
            }
        };
    }

    /** Makes what the part makes until one of its requests is answered ok. One that is open while another is asked for may be ok, too. */
    public static Generator untilOk(Generator part) {
        return new Wrapped(part) {
            private boolean ok;

            @Override
            public Next next(Turn turn) {
                return ok ? Next.over() : super.next(turn);
            }

            @Override
            public void completed(Completion completion) {
                ok |= completion.reply().isOk();
                super.completed(completion);
            }
        };
    }

    /** Gives each client a generator of its own. It is over when those of all clients are. */
    public static Generator eachClient(IntFunction<Generator> parts) {
        return new Each(parts, Turn::client);
    }

    /**
     * Gives each process a generator of its own: a client of which a request came to nobody knows what goes on as another process,
     * and begins anew. It is over when those of all clients are.
     */
    public static Generator eachProcess(IntFunction<Generator> parts) {
        return new Each(parts, Turn::process);
    }

    private static final class Each implements Generator {
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

    /** Is for some clients only; the others wait until it is over. */
    public static Generator on(IntPredicate clients, Generator part) {
        return new Wrapped(part) {
            private boolean over;

            @Override
            public Next next(Turn turn) {
                if (!clients.test(turn.client())) {
                    return over ? Next.over() : new Next.Waiting();
                }
                Next next = super.next(turn);
                over |= next instanceof Next.Over;
                return next;
            }
        };
    }

    /**
     * Keeps clients for parts of the workload, so that a slow one takes no client from another: the first {@code count} clients do what the
     * first part says, the next ones what the second says, and so on; those that are left do the rest.
     */
    public static Generator reserve(List<Reserved> parts, Generator rest) {
        List<Generator> ranges = new ArrayList<>();
        int first = 0;
        for (Reserved part : parts) {
            requireAtLeast("the clients that are reserved", part.count, 1);
            int from = first;
            int to = first + part.count;
            ranges.add(on(client -> client >= from && client < to, part.part));
            first = to;
        }
        int left = first;
        ranges.add(on(client -> client >= left, rest));
        return any(ranges.toArray(Generator[]::new));
    }

    /**
     * Clients that are kept for a part.
     *
     * @param count how many, from 1
     * @param part what they do
     */
    public record Reserved(int count, Generator part) {}

    /** Makes what the first part makes that has something to ask now. */
    public static Generator any(Generator... parts) {
        return new Generator() {
            private final Routing routing = new Routing();

            @Override
            public Next next(Turn turn) {
                Next idle = Next.over();
                for (Generator part : parts) {
                    Next next = routing.ask(part, turn);
                    switch (next) {
                        case Next.Ask _, Next.Mark _ -> {
                            return next;
                        }
                        case Next.Over _ -> {}
                        case Next.Later _, Next.Waiting _ -> idle = earlier(idle, next);
                    }
                }
                return idle;
            }

            @Override
            public void completed(Completion completion) {
                routing.completed(completion);
            }
        };
    }

    /** Makes the parts anew each time that they are over. What is over at once is over for good. */
    public static Generator cycle(Supplier<Generator> parts) {
        return new Generator() {
            private final Routing routing = new Routing();
            private Generator part = parts.get();

            @Override
            public Next next(Turn turn) {
                Next next = routing.ask(part, turn);
                if (next instanceof Next.Over) {
                    part = parts.get();
                    next = routing.ask(part, turn);
                }
                return next;
            }

            @Override
            public void completed(Completion completion) {
                routing.completed(completion);
            }
        };
    }

    /**
     * Lets the event {@code WorkloadMark} with this name be recorded, once: a schedule of faults that runs beside the clients can wait for
     * it, as {@code on event WorkloadMark name=NAME}. That is what a nemesis between phases is here.
     */
    public static Generator mark(String name) {
        return new Generator() {
            private boolean marked;

            @Override
            public Next next(Turn turn) {
                if (marked) {
                    return Next.over();
                }
                marked = true;
                return new Next.Mark(name);
            }
        };
    }

    /** Lets one thread at a time ask or tell, where one may lose its turn in the middle of it. */
    public static Generator oneAtATime(Generator part) {
        ReentrantLock lock = new ReentrantLock();
        return new Generator() {
            @Override
            public Next next(Turn turn) {
                lock.lock();
                try {
                    return part.next(turn);
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public void completed(Completion completion) {
                lock.lock();
                try {
                    part.completed(completion);
                } finally {
                    lock.unlock();
                }
            }
        };
    }

    /** A part that something is said about. */
    private static class Wrapped implements Generator {
        private final Generator part;
        private final Routing routing = new Routing();

        Wrapped(Generator part) {
            this.part = part;
        }

        @Override
        public Next next(Turn turn) {
            return routing.ask(part, turn);
        }

        @Override
        public void completed(Completion completion) {
            routing.completed(completion);
        }
    }

    private static void requireAtLeast(String what, int number, int least) {
        if (number < least) {
            throw new IllegalArgumentException(what + " is " + least + " or more, not " + number);
        }
    }
}
