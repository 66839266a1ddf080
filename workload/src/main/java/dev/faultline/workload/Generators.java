package dev.faultline.workload;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

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
        return weighted(
                rng, Arrays.stream(parts).map(part -> new Weight(1, part)).toArray(Weight[]::new));
    }

    /** Chooses among the parts for each request in proportion to their weights; one that is over is left out. */
    public static Generator weighted(Rng rng, Weight... parts) {
        return new Weighted(rng, List.of(parts));
    }

    /**
     * How often a part is chosen beside others.
     *
     * @param weight from 1
     * @param part what is chosen
     */
    public record Weight(int weight, Generator part) {
        /** Refuses a weight below 1. */
        public Weight {
            requireAtLeast("a weight", weight, 1);
        }
    }

    /** Makes what the first part makes, and when that is over what the next one makes. Clients may still be about the last requests. */
    public static Generator sequence(Generator... parts) {
        return new Sequence(List.of(parts), false);
    }

    /** As {@link #sequence}, but a part begins only when every request of the part before it is over. */
    public static Generator phases(Generator... parts) {
        return new Sequence(List.of(parts), true);
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
                return switch (super.next(turn)) {
                    case Next.Later(long at) when at > endNanos -> new Next.Later(endNanos);
                    case Next.Waiting _ -> new Next.Later(endNanos);
                    case Next next -> next;
                };
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
                        case Next.Later _, Next.Waiting _ -> idle = Routing.earlier(idle, next);
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
                    return Routing.moved(routing.ask(part, turn));
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

    private static void requireAtLeast(String what, int number, int least) {
        if (number < least) {
            throw new IllegalArgumentException(what + " is " + least + " or more, not " + number);
        }
    }
}
