package dev.faultline.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.invariant.NaiveEvaluation.Everything;
import dev.faultline.invariant.NaiveEvaluation.Mistake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random invariants over random histories of changes: what the watch finds, which looks only where something has changed and
 * copies only what it must, is what comes out if everything is copied and computed anew each time.
 */
class WatchOracleTest {
    private static final int HISTORIES = Integer.getInteger("faultline.oracle", 10_000);
    private static final int STEPS = 25;
    private static final Duration PERIOD = Duration.ofNanos(1_000);
    private static final long STEP_NANOS = 400;

    @Test
    void theWatchFindsWhatIsFoundByComputingEverythingAnew() {
        int decided = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = new History(seed, Mistake.NONE);
            assertThat(history.difference())
                    .as("seed %d: %s", seed, history.invariant.text())
                    .isEmpty();
            decided += history.decided;
        }
        assertThat(decided).as("looks that decided").isGreaterThan(HISTORIES);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whereOneOfTheTwoIsWrongTheyDiffer(Mistake mistake) {
        for (int seed = 0; seed < 10 * HISTORIES; seed++) {
            if (new History(seed, mistake).difference().isPresent()) {
                return;
            }
        }
        assertThat(mistake).as("a mistake that no history shows").isEqualTo(Mistake.NONE);
    }

    /** An invariant, and what happens. */
    private static final class History {
        private final Random random;
        private final Mistake mistake;
        private final Invariant invariant;
        private final InvariantWatch watch;
        private final Map<String, List<String>> lists;
        private final Moment moment;
        private final Everything now = new Everything();
        private @Nullable Everything atLook;
        private @Nullable Value last;
        private int decided;

        History(long seed, Mistake mistake) {
            random = new Random(seed);
            this.mistake = mistake;
            RandomTrees trees = new RandomTrees(seed, false);
            Expression tree = trees.nextRight();
            moment = pick(List.of(Moment.operation(), new Moment.AtChange(), new Moment.Every(PERIOD)));
            List<Moment> moments =
                    moment.equals(Moment.operation()) ? List.of(moment, new Moment.AtTransaction()) : List.of(moment);
            invariant = new Invariant("i", trees.scope(tree), tree, moments);
            lists = random.nextInt(3) == 0 ? Map.of("term", List.of("balance.a", "x", "balance.b")) : Map.of();
            watch = new InvariantWatch(List.of(invariant), lists);
        }

        /** Returns the first difference. */
        Optional<String> difference() {
            for (int step = 0; step < STEPS; step++) {
                long nanos = step * STEP_NANOS;
                watch.pass(nanos);
                boolean periodic = moment instanceof Moment.Every;
                Optional<String> difference = periodic ? compare() : Optional.empty();
                boolean looked = happens(Occasion.of("step " + step, nanos));
                difference = difference.or(() -> looked ? compare() : Optional.empty());
                if (difference.isPresent()) {
                    int at = step;
                    return difference.map(words -> "step " + at + ": " + words);
                }
            }
            return Optional.empty();
        }

        private long looks;
        private long held;
        private long violated;

        private Optional<String> compare() {
            Account account = watch.accounts().getFirst();
            boolean looked = account.looks() > looks;
            @Nullable
            Value found =
                    account.held() > held ? Value.of(true) : account.violated() > violated ? Value.of(false) : null;
            looks = account.looks();
            held = account.held();
            violated = account.violated();
            @Nullable
            Value expected = new NaiveEvaluation(mistake, invariant.scope(), lists, now, atLook).of(invariant.holds());
            if (looked) {
                decided += found == null ? 0 : 1;
                last = found;
                atLook = now.copy();
                return same(expected, found, "found");
            }
            // Between two periods nobody looks; and what is old may be another, where nothing has changed since.
            boolean unlike = moment instanceof Moment.Every || invariant.text().contains("old(");
            return atLook == null || unlike
                    ? Optional.empty()
                    : same(expected, last, "had nothing to look at, and it was");
        }

        private Optional<String> same(@Nullable Value expected, @Nullable Value found, String words) {
            return java.util.Objects.equals(expected, found)
                    ? Optional.empty()
                    : Optional.of("the watch " + words + " " + found + ", computed anew it is " + expected);
        }

        /** Lets something happen to both; returns whether the invariant is looked at. */
        private boolean happens(Occasion occasion) {
            boolean atChange = moment.equals(new Moment.AtChange());
            boolean atOperation = moment.equals(Moment.operation());
            String node = pick(RandomTrees.NODES);
            switch (random.nextInt(10)) {
                case 0 -> {
                    watch.ended(node, occasion);
                    now.remove(new Name(node, List.of()));
                }
                case 1 -> {
                    Name name = name();
                    watch.printed(node, new Probe.Withdrawn(name.path()), occasion);
                    now.remove(name);
                    now.remove(name.ofNode(node));
                }
                case 2, 3 -> {
                    watch.printed(node, new Probe.Transaction(false), occasion);
                    return atOperation;
                }
                case 4, 5 -> {
                    Object result = random.nextInt(3) == 0 ? members() : (Object) (long) random.nextInt(3);
                    OperationAtHand operation = OperationAtHand.of(
                            pick(List.of("balance", "read")),
                            random.nextInt(3) == 0 ? null : pick(RandomTrees.PARTS),
                            (long) random.nextInt(3),
                            result,
                            pick(List.of(OperationAtHand.Outcome.values())),
                            random.nextInt(2));
                    watch.completed(operation, result, occasion);
                    complete(operation, result);
                    return !(moment instanceof Moment.Every);
                }
                default -> {
                    Name name = name();
                    Value value = random.nextInt(6) == 0
                            ? Value.of(pick(RandomTrees.PARTS))
                            : Value.of(random.nextInt(4) - 1);
                    watch.printed(node, new Probe.Published(List.of(new Probe.Change(name.path(), value))), occasion);
                    now.put(name, value);
                    now.put(name.ofNode(node), value);
                }
            }
            return atChange;
        }

        /** Of what a map holds is published each member, and nothing else that was under its name. */
        private void complete(OperationAtHand operation, Object result) {
            now.complete(operation);
            if (operation.outcome() != OperationAtHand.Outcome.OK) {
                return;
            }
            Name plain = new Name("", List.of(operation.f()));
            Name name = operation.key().equals(Value.nil())
                    ? plain
                    : plain.with(operation.key().asPart());
            if (result instanceof Map<?, ?> members) {
                now.remove(name);
                members.forEach((part, value) -> now.put(name.with(String.valueOf(part)), Value.ofHistory(value)));
            } else {
                now.put(name, operation.result());
            }
        }

        private Map<String, Long> members() {
            Map<String, Long> members = new TreeMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                members.put(pick(RandomTrees.PARTS), (long) random.nextInt(3));
            }
            return members;
        }

        private Name name() {
            String first = pick(RandomTrees.FIRST);
            return new Name(
                    "",
                    switch (random.nextInt(4)) {
                        case 0 -> List.of(first);
                        case 1 -> List.of(first, pick(RandomTrees.PARTS), pick(RandomTrees.FIRST));
                        default -> List.of(first, pick(RandomTrees.PARTS));
                    });
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }
    }
}
