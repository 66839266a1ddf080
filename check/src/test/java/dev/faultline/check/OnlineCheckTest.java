package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.HistoryGenerator.Anomaly;
import dev.faultline.check.HistoryGenerator.Kind;
import dev.faultline.check.trial.ExhaustiveSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeding a history event by event finds what a check of the whole finds, and soon. */
class OnlineCheckTest {

    private static final int HISTORIES = 4_000;

    private record Event(int number, Operation operation, boolean completion) {}

    /** Feeds events until a violation is told; returns after how many, or -1. */
    private static int feed(OnlineCheck check, History history) {
        List<Event> events = new ArrayList<>();
        for (Operation o : history.operations()) {
            events.add(new Event(o.invokedEvent(), o, false));
            if (o.completedEvent() != Operation.NEVER) {
                events.add(new Event(o.completedEvent(), o, true));
            }
        }
        events.sort(Comparator.comparingInt(Event::number));
        int count = 0;
        for (Event event : events) {
            Operation o = event.operation;
            count++;
            if (!event.completion) {
                check.invoke(o.process(), o.f(), o.key(), o.value(), event.number);
                continue;
            }
            Optional<Verdict.Violation> told = switch (o.outcome()) {
                case OK -> check.ok(o.process(), o.f(), o.key(), o.result(), event.number);
                case FAIL -> check.fail(o.process(), o.f(), o.key(), o.result(), event.number);
                case INFO -> check.info(o.process(), o.f(), o.key(), o.result(), event.number);
            };
            if (told.isPresent()) {
                return count;
            }
        }
        return -1;
    }

    @Test
    void tellsAViolationOnlyWhereThereIsOneAndTheVerdictMissesNone() {
        Model<Optional<Object>> model = Models.casRegister(0, RegisterOption.FAILED_CAS_IS_CHECKED);
        int told = 0;
        int violations = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = SmallHistories.generate(seed, true);
            boolean expected = ExhaustiveSearch.isLinearizable(model, history);
            OnlineCheck check = OnlineCheck.linearizability(model, Limits.standard());
            int at = feed(check, history);
            if (at >= 0) {
                assertThat(expected).as("seed %d", seed).isFalse();
                assertThat(check.violation().orElseThrow().failingPrefixEvents())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(at);
                told++;
            }
            assertThat(check.verdict())
                    .as("seed %d", seed)
                    .isInstanceOf(expected ? Verdict.Valid.class : Verdict.Violation.class);
            violations += expected ? 0 : 1;
        }
        // Some end while operations are open, so that only the verdict at the end can tell.
        assertThat(told).isBetween(violations / 2, violations);
    }

    /** Dequeues and pops that are still open when it looks may take anything, and may never end. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void containersWithOpenRemovalsAreToldOnlyWhereTheHistoryIsWrong(boolean fifo) {
        SmallContainers containers = fifo ? SmallContainers.ofQueues() : SmallContainers.ofStacks();
        Model<?> model = fifo ? Models.queue() : Models.stack();
        int told = 0;
        int violations = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = containers.generate(seed, true);
            boolean expected = ExhaustiveSearch.isLongLinearizable(model, history);
            OnlineCheck check = OnlineCheck.linearizability(model, Limits.standard());
            int at = feed(check, history);
            if (at >= 0) {
                assertThat(expected).as("seed %d", seed).isFalse();
                told++;
            }
            assertThat(check.verdict())
                    .as("seed %d", seed)
                    .isInstanceOf(expected ? Verdict.Valid.class : Verdict.Violation.class);
            violations += expected ? 0 : 1;
        }
        assertThat(told).isBetween(violations / 3, violations);
    }

    /** With somebody always waiting at an empty queue there is no quiet moment; the violation is told all the same. */
    @Test
    void aQueueThatIsNeverQuietIsToldBeforeTheEnd() {
        OnlineCheck check = OnlineCheck.linearizability(Models.queue(), Limits.standard());
        check.invoke(99, "dequeue", null, null, 0);
        for (long i = 0; i < 1_000; i++) {
            check.invoke(0, "enqueue", null, i, i);
            check.ok(0, "enqueue", null, null, i);
            check.invoke(1, "dequeue", null, null, i);
            long answer = i < 300 ? i : i == 300 ? 4 : i - 1;
            if (check.ok(1, "dequeue", null, answer, i).isPresent()) {
                assertThat(i).isBetween(300L, 500L);
                return;
            }
        }
        throw new AssertionError("not told: " + check.verdict());
    }

    @Test
    void forgetsNothingThatCountsAtQuietMoments() {
        Model<?> model = Models.casRegister(null);
        for (long seed = 0; seed < 60; seed++) {
            HistoryGenerator shape = Registers.shape(400, 2, 3, 4, 25, 45, (int) seed % 3, 0);
            History sound = shape.generate(seed);
            OnlineCheck quiet = OnlineCheck.linearizability(model, Limits.standard());
            assertThat(feed(quiet, sound)).as("seed %d", seed).isEqualTo(-1);
            assertThat(quiet.verdict()).as("seed %d", seed).isInstanceOf(Verdict.Valid.class);
            History broken = shape.with(Anomaly.PHANTOM).generate(seed);
            OnlineCheck check = OnlineCheck.linearizability(model, Limits.standard());
            int at = feed(check, broken);
            int first = ((Verdict.Violation) Check.linearizability(model).run(broken)).failingPrefixEvents();
            assertThat(at).as("seed %d", seed).isBetween(first, first + 120);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REGISTER", "QUEUE", "STACK"})
    void findsPlantedAnomaliesAmongManyClientsBeforeTheEnd(Kind kind) {
        Model<?> model = LargeHistoriesTest.model(kind);
        for (long seed = 0; seed < 4; seed++) {
            HistoryGenerator shape = HistoryGenerator.unique(kind, 2_000, 12, 1, 0);
            Limits limits = Limits.standard().withConfigurations(20_000);
            assertThat(feed(OnlineCheck.linearizability(model, limits), shape.generate(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(-1);
            History broken = shape.with(Anomaly.PHANTOM).generate(seed);
            assertThat(feed(OnlineCheck.linearizability(model, limits), broken))
                    .as("seed %d", seed)
                    .isBetween(1_700, 3_900);
        }
    }

    /** Only to walk through so long a key takes more configurations than the limit names. */
    @Test
    void aKeyThatIsLongerThanItsLimitsIsToldWhenItHasGrownByHalf() {
        Model<?> model = Models.casRegister(null);
        HistoryGenerator shape =
                new HistoryGenerator(Kind.REGISTER, 8_000, 10, 1, 1_000_000, 20, 40, 0, 0, Anomaly.STALE);
        History broken = shape.generate(3);
        Limits few = Limits.standard().withConfigurations(1 << 14);
        assertThat(Check.linearizability(model).within(few).run(broken)).isInstanceOf(Verdict.Unknown.class);
        // The anomaly is in the middle of 16,000 events.
        assertThat(feed(OnlineCheck.linearizability(model, few), broken)).isBetween(7_900, 13_000);
    }

    /** A register whose steps are counted. */
    private record Counted(AtomicLong steps) implements Model<Long> {
        @Override
        public String name() {
            return "counted";
        }

        @Override
        public Long initial() {
            return -1L;
        }

        @Override
        public @Nullable Object partition(Operation operation) {
            return null;
        }

        @Override
        public List<Long> step(Long state, Operation operation) {
            steps.incrementAndGet();
            return List.of((long) operation.index());
        }
    }

    /** Each of the crashed writes might come next, and is asked what it would allow each other one. */
    @Test
    void aWindowSpendsNoMoreStepsThanItsAnswersBring() {
        AtomicLong steps = new AtomicLong();
        OpenWindow<Long> window = new OpenWindow<>(new Counted(steps));
        OpenWindow.Standing standing = OpenWindow.Standing.EXPLAINED;
        int answers = 0;
        while (standing == OpenWindow.Standing.EXPLAINED && answers < 1_000) {
            window.invoke();
            Outcome outcome = answers < 40 ? Outcome.INFO : Outcome.OK;
            int at = 2 * answers;
            standing = window.complete(
                    new Operation(answers, answers, "write", null, null, outcome, null, at, at + 1, at, at + 1));
            answers++;
        }
        assertThat(standing).isEqualTo(OpenWindow.Standing.LOST);
        assertThat(steps.get()).isBetween(100_000L, 110_000 + 400L * answers);
    }

    /** A run that is stopped by the check must stop at the same event wherever it is made again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void fewerStepsMakeItTellLaterOrNotAtAllAndTheSameEachTime(long configurations) {
        Model<Optional<Object>> model = Models.casRegister(0, RegisterOption.FAILED_CAS_IS_CHECKED);
        Limits few = Limits.standard().withConfigurations(configurations);
        int later = 0;
        int told = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = SmallHistories.generate(seed, true);
            int at = feed(OnlineCheck.linearizability(model, few), history);
            int atBest = feed(OnlineCheck.linearizability(model, Limits.standard()), history);
            assertThat(at).as("seed %d, again", seed).isEqualTo(feed(OnlineCheck.linearizability(model, few), history));
            if (at >= 0) {
                assertThat(at).as("seed %d", seed).isGreaterThanOrEqualTo(atBest);
                assertThat(ExhaustiveSearch.isLinearizable(model, history))
                        .as("seed %d", seed)
                        .isFalse();
                told++;
            }
            later += at == atBest ? 0 : 1;
        }
        assertThat(later).as("histories for which the limit counts").isGreaterThan(10);
        assertThat(told).isPositive();
    }

    /** Ids again, but what is remembered of each is only whether it was given out. */
    private record Tickets() implements Model<Boolean> {
        @Override
        public String name() {
            return "tickets";
        }

        @Override
        public Boolean initial() {
            return false;
        }

        @Override
        public @Nullable Object partition(Operation operation) {
            return operation.result();
        }

        @Override
        public List<Boolean> step(Boolean given, Operation operation) {
            return given ? List.of() : List.of(true);
        }
    }

    @Test
    void anOperationThatWentToAnotherPartIsNotJudgedInTheFirst() {
        OnlineCheck check = OnlineCheck.linearizability(new Tickets(), Limits.standard());
        for (long i = 0; i < 100; i++) {
            check.invoke(0, "draw", null, null, 0);
            assertThat(check.ok(0, "draw", null, i, 0)).isEmpty();
        }
        check.invoke(0, "draw", null, null, 0);
        assertThat(check.ok(0, "draw", null, null, 0)).isEmpty();
        assertThat(check.verdict()).isInstanceOf(Verdict.Valid.class);
        check.invoke(0, "draw", null, null, 0);
        check.ok(0, "draw", null, null, 0);
        assertThat(check.verdict()).isInstanceOf(Verdict.Violation.class);
    }

    @Test
    void idsThatAreGivenOutTwiceAreToldThoughTheAnswerNamesTheirPart() {
        OnlineCheck check = OnlineCheck.linearizability(Models.uniqueIds(), Limits.standard());
        for (long i = 0; i < 100; i++) {
            check.invoke(0, "generate", null, null, 0);
            assertThat(check.ok(0, "generate", null, i, 0)).isEmpty();
        }
        check.invoke(0, "generate", null, null, 0);
        Optional<Verdict.Violation> told = check.ok(0, "generate", null, 5L, 0);
        assertThat(told.isPresent() || check.verdict() instanceof Verdict.Violation)
                .isTrue();
    }
}
