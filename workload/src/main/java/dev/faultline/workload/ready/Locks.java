package dev.faultline.workload.ready;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Generators;
import dev.faultline.workload.Next;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Turn;
import dev.faultline.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Locks: a client asks until it has one, holds it for a while, and lets it go. Who does not know whether it has it goes on under another
 * name, and lets it stay with the old one.
 *
 * @param models that can judge it
 */
record Locks(List<String> models, Form form) implements Workload {
    private static final int HOLD_MOST = 1_000_000;
    private static final int HOLD_USUAL = 200;
    private static final int RENEWALS_MOST = 1_000;
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
        return form == Form.OWNED
                ? Map.of(
                        "hold", "for how many milliseconds a client keeps what it has, on average; default 200",
                        "renewals", "how often it renews its lease meanwhile; default 0")
                : Map.of("hold", "for how many milliseconds a client keeps what it has, on average; default 200");
    }

    @Override
    public Generator generator(Setting setting) {
        Rng keys = setting.random("keys");
        Rng holds = setting.random("holds");
        Rng readers = setting.random("readers");
        int hold = setting.number("hold", 0, HOLD_MOST, HOLD_USUAL);
        int renewals = form == Form.OWNED ? setting.number("renewals", 0, RENEWALS_MOST, 0) : 0;
        return Generators.eachProcess(process -> Generators.cycle(() -> {
            // Which client asks is known when it asks.
            String owner = "p" + process;
            return new Round(
                    setting,
                    keys,
                    owner,
                    form == Form.SHARED ? readers.chance(READERS) ? "-read" : "-write" : "",
                    Duration.ofMillis((long) (-StrictMath.log(1 - holds.unit()) * hold)),
                    renewals);
        }));
    }

    /** Once from asking for a lock to letting it go. */
    private final class Round implements Generator {
        private final Setting setting;
        private final Rng keys;
        private final String owner;
        private final String mode;
        private final Duration hold;
        private final int renewals;
        private @Nullable Generator parts;

        Round(Setting setting, Rng keys, String owner, String mode, Duration hold, int renewals) {
            this.setting = setting;
            this.keys = keys;
            this.owner = owner;
            this.mode = mode;
            this.hold = hold;
            this.renewals = renewals;
        }

        @Override
        public Next next(Turn turn) {
            if (parts == null) {
                parts = of(setting.keys().next(keys, turn.client()));
            }
            return parts.next(turn);
        }

        private Generator of(String key) {
            List<Generator> steps = new ArrayList<>();
            steps.add(Generators.untilOk(Generators.repeat(call("acquire" + mode, key, owner))));
            for (int i = 0; i < renewals; i++) {
                steps.add(Generators.sleep(hold.dividedBy(renewals + 1L)));
                steps.add(Generators.once(call("renew", key, owner)));
            }
            steps.add(Generators.sleep(hold.dividedBy(renewals + 1L)));
            steps.add(Generators.once(call("release" + mode, key, owner)));
            return Generators.sequence(steps.toArray(Generator[]::new));
        }

        @Override
        public void completed(Completion completion) {
            if (parts != null) {
                parts.completed(completion);
            }
        }
    }

    private Request call(String f, String key, String owner) {
        return new Request.Call(f, key, form == Form.PERMITS ? null : owner, true);
    }

    /**
     * Each client gets each lock once more and lets it go. Where somebody does not know whether it has one, and no lease runs out, that
     * never comes to an end.
     */
    @Override
    public Optional<Generator> afterwards(Setting setting) {
        String mode = form == Form.SHARED ? "-write" : "";
        return Optional.of(Generators.eachClient(client -> Generators.sequence(setting.keyNames().stream()
                .flatMap(key -> Stream.of(
                        Generators.untilOk(Generators.repeat(call("acquire" + mode, key, "end" + client))),
                        Generators.once(call("release" + mode, key, "end" + client))))
                .toArray(Generator[]::new))));
    }

    @Override
    public Map<String, Request> atTheEnd(List<String> keys) {
        return Map.of();
    }
}
