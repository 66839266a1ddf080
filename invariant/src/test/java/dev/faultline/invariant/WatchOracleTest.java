package dev.faultline.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.invariant.NaiveEvaluation.Everything;
import dev.faultline.invariant.NaiveEvaluation.Mistake;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random invariants over random histories of changes: what the watch finds, which looks only where something has changed and
 * copies only what it must, is what comes out if everything is copied and computed anew each time.
 */
class WatchOracleTest {
    private static final int HISTORIES = Integer.getInteger("faultline.oracle", 2_000);
    private static final int STEPS = 25;

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
        private final Everything now = Everything.none();
        private @Nullable Everything atLook;
        private @Nullable OperationAtHand operation;
        private @Nullable Value last;
        private int decided;

        History(long seed, Mistake mistake) {
            random = new Random(seed);
            this.mistake = mistake;
            RandomTrees trees = new RandomTrees(seed, false);
            invariant = new Invariant(
                    "i", trees.scope(), trees.nextRight(), List.of(Moment.operation(), new Moment.AtTransaction()));
            watch = new InvariantWatch(List.of(invariant), Map.of(), violation -> {});
        }

        /** Returns the first difference. */
        Optional<String> difference() {
            for (int step = 0; step < STEPS; step++) {
                boolean moment = happens(step);
                Account account = watch.accounts().getFirst();
                Optional<String> difference = moment ? compare(account) : Optional.empty();
                if (difference.isPresent()) {
                    return difference.map(("step " + step + ": ")::concat);
                }
            }
            return Optional.empty();
        }

        private long looks;
        private long held;
        private long violated;

        private Optional<String> compare(Account account) {
            boolean looked = account.looks() > looks;
            @Nullable
            Value found =
                    account.held() > held ? Value.of(true) : account.violated() > violated ? Value.of(false) : null;
            looks = account.looks();
            held = account.held();
            violated = account.violated();
            @Nullable
            Value expected =
                    new NaiveEvaluation(mistake, invariant.scope(), now, atLook, operation).of(invariant.holds());
            if (looked) {
                decided += found == null ? 0 : 1;
                last = found;
                atLook = now.copy();
                return same(expected, found, "found");
            }
            boolean old = invariant.text().contains("old(");
            return atLook == null || old
                    ? Optional.empty()
                    : same(expected, last, "had nothing to look at, and it was");
        }

        private Optional<String> same(@Nullable Value expected, @Nullable Value found, String words) {
            return java.util.Objects.equals(expected, found)
                    ? Optional.empty()
                    : Optional.of("the watch " + words + " " + found + ", computed anew it is " + expected);
        }

        /** Lets something happen to both; returns whether the invariant is looked at. */
        private boolean happens(int step) {
            Occasion occasion = Occasion.of("step " + step, step);
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
                    return true;
                }
                case 4, 5 -> {
                    operation = OperationAtHand.of(
                            pick(List.of("balance", "read")),
                            pick(RandomTrees.PARTS),
                            (long) random.nextInt(3),
                            (long) random.nextInt(3),
                            pick(List.of(OperationAtHand.Outcome.values())),
                            random.nextInt(2));
                    watch.completed(operation, operation.result(), occasion);
                    if (operation.outcome() == OperationAtHand.Outcome.OK) {
                        now.put(
                                new Name(
                                        "",
                                        List.of(operation.f(), operation.key().asPart())),
                                operation.result());
                    }
                    return true;
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
            return false;
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
