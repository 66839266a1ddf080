package dev.faultline.workload.ready;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Generators;
import dev.faultline.workload.LineProtocol;
import dev.faultline.workload.Next;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Turn;
import dev.faultline.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Locks: a client asks until it has one, or often enough, holds it for a while, and lets it go. Who does not know whether it has it, or
 * could not let it go, goes on under another name, and lets it stay with the old one.
 *
 * @param models that can judge it
 */
record Locks(List<String> models, Form form) implements Workload {
    private static final String HOLD = "hold";
    private static final String RENEWALS = "renewals";
    private static final String TRIES = "tries";
    private static final int HOLD_MOST = 1_000_000;
    private static final int HOLD_USUAL = 200;
    private static final int RENEWALS_MOST = 1_000;
    private static final int TRIES_MOST = 1_000_000;
    private static final int RELEASES_MOST = 5;
    private static final double READERS = 0.7;

    /** What a client says when it asks. */
    enum Form {
        /** Who it is. */
        OWNED,
        /** Who it is, and whether others may have it at the same time. */
        SHARED,
        /** Nothing: it takes one permit. */
        PERMITS
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(HOLD, "for how many milliseconds a client keeps what it has, on average; default 200");
        settings.put(TRIES, "how often it asks for a lock before it goes on to another; default 0: until it has it");
        if (form == Form.OWNED) {
            settings.put(RENEWALS, "how often it renews its lease meanwhile; default 0");
        }
        return settings;
    }

    @Override
    public Set<Knob> knobs() {
        return EnumSet.of(Knob.KEYS);
    }

    @Override
    public Generator generator(Setting setting) {
        return new Proper(setting);
    }

    /** All clients with their locks, until the time is up. */
    private final class Proper implements Generator {
        private final Setting setting;
        private final Rng keys;
        private final Rng holds;
        private final Rng readers;
        private final int hold;
        private final int renewals;
        private final int tries;
        private final Generator rounds;
        /** What lets go what each client has, the oldest first. */
        private final Map<Integer, List<Request>> held = new HashMap<>();
        /** The names that still have a lock, as far as they were told. */
        private final Set<String> owners = new HashSet<>();
        /** How many names each process has given up. */
        private final Map<Integer, Integer> givenUp = new HashMap<>();

        Proper(Setting setting) {
            this.setting = setting;
            keys = setting.random("keys");
            holds = setting.random("holds");
            readers = setting.random("readers");
            hold = setting.number(HOLD, 0, HOLD_MOST, HOLD_USUAL);
            renewals = form == Form.OWNED ? setting.number(RENEWALS, 0, RENEWALS_MOST, 0) : 0;
            tries = setting.number(TRIES, 0, TRIES_MOST, 0);
            rounds = Generators.eachProcess(process -> Generators.cycle(() -> round(name(process))));
        }

        /** A process that begins a round with a lock goes on under another name: it asks for any lock as one that has none. */
        private String name(int process) {
            if (owners.contains(owner(process))) {
                givenUp.merge(process, 1, Integer::sum);
            }
            return owner(process);
        }

        private String owner(int process) {
            int times = givenUp.getOrDefault(process, 0);
            return "p" + process + (times == 0 ? "" : "." + times);
        }

        /** Whether who asked to let go has nothing any more. */
        private boolean isOver(Reply reply) {
            return switch (reply) {
                // The service says that there is nothing to let go, as when a lease is over; else nobody was reached.
                case Reply.Fail _ -> LineProtocol.isRefusal(reply);
                // A permit has no name on it: to let it go twice would be to let go another's.
                case Reply.Unknown _ -> form == Form.PERMITS;
                case Reply.Ok _, Reply.Records _ -> true;
            };
        }

        /** Once from asking for a lock to letting it go. */
        private Generator round(String owner) {
            String mode = form == Form.SHARED ? readers.chance(READERS) ? "-read" : "-write" : "";
            // What others are about does not matter for a choice that is made before the client asks.
            String key = setting.keys().next(keys, -1);
            Duration pause = Duration.ofMillis((long) (-StrictMath.log(1 - holds.unit()) * hold) / (renewals + 1));
            Generator asking = Generators.untilOk(Generators.repeat(call("acquire" + mode, key, owner)));
            List<Generator> steps = new ArrayList<>();
            for (int i = 0; i < renewals; i++) {
                steps.add(Generators.sleep(pause));
                steps.add(Generators.once(call("renew", key, owner)));
            }
            steps.add(Generators.sleep(pause));
            steps.add(released(call("release" + mode, key, owner)));
            return new IfGiven(
                    tries == 0 ? asking : Generators.limit(tries, asking),
                    Generators.sequence(steps.toArray(Generator[]::new)));
        }

        @Override
        public Next next(Turn turn) {
            return rounds.next(turn);
        }

        @Override
        public void completed(Completion completion) {
            int client = completion.turn().client();
            if (completion.request() instanceof Request.Call(String f, String key, Object owner, boolean _)
                    && key != null) {
                if (f.startsWith("acquire") && completion.reply().isOk()) {
                    held.computeIfAbsent(client, _ -> new ArrayList<>())
                            .add(new Request.Call(f.replace("acquire", "release"), key, owner, true));
                    owners.add(String.valueOf(owner));
                } else if (f.startsWith("release") && isOver(completion.reply())) {
                    held.getOrDefault(client, new ArrayList<>()).remove(completion.request());
                    owners.remove(String.valueOf(owner));
                }
            }
            rounds.completed(completion);
        }
    }

    /** Of one client: asks, and if it was given what it asked for, goes on. */
    private static final class IfGiven implements Generator {
        private final Generator asking;
        private final Generator holding;
        private boolean given;

        IfGiven(Generator asking, Generator holding) {
            this.asking = asking;
            this.holding = holding;
        }

        @Override
        public Next next(Turn turn) {
            return (given ? holding : asking).next(turn);
        }

        @Override
        public void completed(Completion completion) {
            if (given) {
                holding.completed(completion);
            } else {
                asking.completed(completion);
                given = completion.reply().isOk();
            }
        }
    }

    /** Lets go; again, where that failed, as it does while nobody can be reached, but not for ever, as it does when the lease is over. */
    private static Generator released(Request release) {
        return Generators.limit(RELEASES_MOST, Generators.untilOk(Generators.repeat(release)));
    }

    private Request call(String f, String key, String owner) {
        return new Request.Call(f, key, form == Form.PERMITS ? null : owner, true);
    }

    /**
     * Each client lets go what it has; then it gets each lock once more and lets it go. Where somebody does not know whether it has one, and
     * no lease runs out, that never comes to an end.
     */
    @Override
    public Optional<Generator> afterwards(Setting setting, Generator proper) {
        String mode = form == Form.SHARED ? "-write" : "";
        Map<Integer, List<Request>> held = proper instanceof Proper own ? own.held : Map.of();
        return Optional.of(Generators.eachClient(client -> {
            Stream<Generator> first =
                    List.copyOf(held.getOrDefault(client, List.of())).stream().map(Locks::released);
            Stream<Generator> then = setting.keyNames().stream()
                    .flatMap(key -> Stream.of(
                            Generators.untilOk(Generators.repeat(call("acquire" + mode, key, "end" + client))),
                            released(call("release" + mode, key, "end" + client))));
            return Generators.sequence(Stream.concat(first, then).toArray(Generator[]::new));
        }));
    }

    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        return new LinkedHashMap<>();
    }
}
