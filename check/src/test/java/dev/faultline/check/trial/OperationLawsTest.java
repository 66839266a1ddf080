package dev.faultline.check.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.HistoryReader;
import dev.faultline.check.Level;
import dev.faultline.check.Model;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import dev.faultline.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws between two histories of single operations: what one is tells what the other must be, for every model. */
class OperationLawsTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 100);
    private static final List<Level> LEVELS = List.of(Level.LINEARIZABLE, Level.SEQUENTIAL);
    private static final int SPREAD = 10;

    /** Models of which values are names only, or compare as numbers do. */
    private static final Set<String> OF_ANY_VALUES = Set.of(
            "register of unique values",
            "cas-register",
            "queue",
            "queue of unique values",
            "priority queue",
            "stack",
            "stack of unique values",
            "set",
            "set read whole",
            "bag",
            "log",
            "unique ids");

    static List<Subject> subjects() {
        return Subject.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void namesOfClientsKeysAndValuesDoNotMatterNorDoTimes(Subject subject) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = RandomRun.history(subject, seed);
            History named = History.of(history.operations().stream()
                    .map(o -> copy(o, 3 * o.process() + 7, "key", o.outcome(), 900, 40))
                    .toList());
            same(subject, history, named, seed);
            if (OF_ANY_VALUES.contains(subject.name())) {
                same(subject, history, each(history, OperationLawsTest::withOtherValues), seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void whatFailedAndOtherKeysDoNotMatter(Subject subject) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            History history = RandomRun.history(subject, seed);
            List<Operation> operations = history.operations();
            Operation model = operations.get(random.nextInt(operations.size()));
            int at = SPREAD * random.nextInt(history.events()) + 3;
            Operation failed = new Operation(
                    100, 999, model.f(), model.key(), model.value(), Outcome.FAIL, null, at, at + SPREAD, 0, 0);
            if (subject.model().effect(failed) == Model.Effect.NONE) {
                List<Operation> more = new ArrayList<>(spread(history));
                more.add(failed);
                same(subject, history, untimed(more), seed);
            }
            History other = RandomRun.history(subject, seed + HISTORIES);
            Operation elsewhere = copy(other.operation(0), 0, "other", Outcome.OK, 0, 1);
            if ("other".equals(subject.model().partition(elsewhere))) {
                beside(subject, history, other, seed);
            }
        }
    }

    /** Keys are independent: both together hold if both do. Of other clients, so that this is so of sequential consistency. */
    private static void beside(Subject subject, History one, History two, long seed) {
        List<Operation> both = new ArrayList<>(spread(one));
        for (Operation o : two.operations()) {
            Operation later = copy(o, o.process() + 500, "other", o.outcome(), 5, SPREAD);
            both.add(new Operation(
                    o.index() + 200,
                    later.process(),
                    later.f(),
                    later.key(),
                    later.value(),
                    later.outcome(),
                    later.result(),
                    later.invokedEvent(),
                    later.completedEvent(),
                    0,
                    0));
        }
        for (Level level : LEVELS) {
            boolean holds = holds(subject, level, one) && holds(subject, level, two);
            assertThat(holds(subject, level, untimed(both)))
                    .as("seed %d, %s: %s", seed, level, both)
                    .isEqualTo(holds);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void widerIntervalsAndForgottenAnswersKeepWhatHolds(Subject subject) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            History history = RandomRun.history(subject, seed);
            keeps(subject, history, wider(history, random), LEVELS, "wider", seed);
            History forgotten =
                    each(history, o -> o.outcome() == Outcome.OK && random.nextInt(3) == 0 ? forgotten(o) : o);
            keeps(subject, history, forgotten, LEVELS, "forgotten", seed);
            int end = random.nextInt(history.events()) + 1;
            List<Operation> begun = history.operations().stream()
                    .filter(o -> o.invokedEvent() < end)
                    .map(o -> o.completedEvent() < end ? o : forgotten(o))
                    .toList();
            keeps(subject, history, untimed(begun), List.of(Level.LINEARIZABLE), "its beginning", seed);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void whatIsLinearizableIsSequentialAndKeepsEverySession(Subject subject) {
        boolean sessions =
                subject.name().contains("register") && !subject.name().startsWith("multi");
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = RandomRun.history(subject, seed);
            boolean sequential = holds(subject, Level.SEQUENTIAL, history);
            assertThat(!holds(subject, Level.LINEARIZABLE, history) || sequential)
                    .as("seed %d: %s", seed, history.operations())
                    .isTrue();
            for (Level level : Level.values()) {
                boolean ofSessions = level != Level.INVARIANT && !LEVELS.contains(level);
                assertThat(!sequential
                                || !sessions
                                || !ofSessions
                                || !(verdict(subject, level, history) instanceof Verdict.Violation))
                        .as("seed %d, %s: %s", seed, level, history.operations())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void theVerdictIsThatOfTheFileInEdnAndInJson(Subject subject, @TempDir Path folder) throws IOException {
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = RandomRun.history(subject, seed);
            // In JSON the accounts of a bank would be texts.
            for (boolean json :
                    subject.name().startsWith("bank") ? new boolean[] {false} : new boolean[] {false, true}) {
                Path file = Files.writeString(folder.resolve("history"), new Texts(json).of(history));
                same(subject, history, HistoryReader.read(file, HistoryReader.Keys.FIELD), seed);
            }
        }
    }

    private static void same(Subject subject, History history, History other, long seed) {
        for (Level level : LEVELS) {
            assertThat(holds(subject, level, other))
                    .as("seed %d, %s: %s", seed, level, other.operations())
                    .isEqualTo(holds(subject, level, history));
        }
    }

    private static void keeps(
            Subject subject, History history, History other, List<Level> levels, String what, long seed) {
        for (Level level : levels) {
            assertThat(!holds(subject, level, history) || holds(subject, level, other))
                    .as("seed %d, %s, %s: %s", seed, level, what, other.operations())
                    .isTrue();
        }
    }

    private static boolean holds(Subject subject, Level level, History history) {
        Verdict verdict = verdict(subject, level, history);
        assertThat(verdict).isNotInstanceOf(Verdict.Unknown.class);
        return verdict instanceof Verdict.Valid;
    }

    private static Verdict verdict(Subject subject, Level level, History history) {
        return Check.of(level, subject.model()).run(history);
    }

    private static History each(History history, UnaryOperator<Operation> change) {
        return untimed(history.operations().stream().map(change).toList());
    }

    /** At positions only: all events at one time. */
    private static History untimed(List<Operation> operations) {
        return History.of(operations.stream()
                .map(o -> new Operation(
                        o.index(),
                        o.process(),
                        o.f(),
                        o.key(),
                        o.value(),
                        o.outcome(),
                        o.result(),
                        o.invokedEvent(),
                        o.completedEvent(),
                        0,
                        0))
                .toList());
    }

    private static List<Operation> spread(History history) {
        return history.operations().stream()
                .map(o -> copy(o, o.process(), o.key(), o.outcome(), 0, SPREAD))
                .toList();
    }

    private static Operation forgotten(Operation o) {
        return new Operation(
                o.index(),
                o.process(),
                o.f(),
                o.key(),
                o.value(),
                Outcome.INFO,
                null,
                o.invokedEvent(),
                Operation.NEVER,
                0,
                0);
    }

    /** With other positions and times; each event moves by {@code shift} after it was multiplied. */
    private static Operation copy(
            Operation o, int process, @Nullable Object key, Outcome outcome, int shift, int factor) {
        boolean open = o.completedEvent() == Operation.NEVER;
        int invoked = factor * o.invokedEvent() + shift;
        int completed = open ? Operation.NEVER : factor * o.completedEvent() + shift;
        return new Operation(
                o.index(),
                process,
                o.f(),
                key,
                o.value(),
                outcome,
                o.result(),
                invoked,
                completed,
                invoked,
                open ? invoked : completed);
    }

    private static Operation withOtherValues(Operation o) {
        return new Operation(
                o.index(),
                o.process(),
                o.f(),
                o.key(),
                other(o.value()),
                o.outcome(),
                other(o.result()),
                o.invokedEvent(),
                o.completedEvent(),
                0,
                0);
    }

    private static @Nullable Object other(@Nullable Object value) {
        return switch (value) {
            case Long number -> 3 * number + 1_000;
            case List<?> list -> list.stream().map(OperationLawsTest::other).toList();
            case null, default -> value;
        };
    }

    /** Begins earlier and ends later, but not before the one before and after the one after of its client. */
    private static History wider(History history, SplittableRandom random) {
        List<Operation> all = spread(history);
        return untimed(all.stream().map(o -> wider(o, all, random)).toList());
    }

    private static Operation wider(Operation o, List<Operation> all, SplittableRandom random) {
        int earliest = 0;
        int latest = 1_000;
        for (Operation other : all) {
            if (other.process() == o.process() && other.invokedEvent() < o.invokedEvent()) {
                boolean open = other.completedEvent() == Operation.NEVER;
                earliest = open ? o.invokedEvent() : Math.max(earliest, other.completedEvent() + 1);
            } else if (other.process() == o.process() && other.invokedEvent() > o.invokedEvent()) {
                latest = Math.min(latest, other.invokedEvent() - 1);
            }
        }
        int sooner = random.nextInt(Math.max(1, o.invokedEvent() - earliest + 1));
        int later = random.nextInt(Math.max(1, latest - Math.min(latest, o.completedEvent()) + 1));
        return new Operation(
                o.index(),
                o.process(),
                o.f(),
                o.key(),
                o.value(),
                o.outcome(),
                o.result(),
                o.invokedEvent() - sooner,
                o.completedEvent() == Operation.NEVER ? Operation.NEVER : o.completedEvent() + later,
                0,
                0);
    }
}
