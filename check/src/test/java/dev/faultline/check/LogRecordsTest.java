package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs with one fault each, and logs without, on short histories by hand and on long ones at random. */
class LogRecordsTest {

    private final History.Builder history = History.builder();

    private void send(Object value, @Nullable Integer offset) {
        history.invoke(0, "send", "a", value, 0).ok(0, "send", "a", offset == null ? value : List.of(offset, value), 0);
    }

    private void poll(Object... records) {
        history.invoke(1, "poll", null, null, 0).ok(1, "poll", null, List.of(records), 0);
    }

    private void read(Object... records) {
        history.invoke(2, "read", "a", null, 0).ok(2, "read", "a", List.of(records), 0);
    }

    private static List<Object> at(int offset, Object value) {
        return List.of("a", offset, value);
    }

    private void assertHolds() {
        Verdict verdict = Invariant.LOG.check(history.build());
        assertThat(verdict).as(verdict.sentence()).isInstanceOf(Verdict.Valid.class);
    }

    private void assertBroken(String why, int... operations) {
        Verdict verdict = Invariant.LOG.check(history.build());
        assertThat(verdict).as(verdict.sentence()).isInstanceOf(Verdict.Violation.class);
        assertThat(verdict.sentence()).contains(why);
        assertThat(((Verdict.Violation) verdict)
                        .operations().stream().mapToInt(Operation::index).toArray())
                .containsExactly(operations);
    }

    @Test
    void recordsThatComeOnceInOrderAreFine() {
        send("x", 0);
        send("y", 3);
        poll(at(0, "x"));
        poll();
        poll(at(3, "y"));
        read(List.of(0, "x"), at(3, "y"));
        assertHolds();
    }

    @Test
    void recordMayBePolledAgain() {
        send("x", 0);
        send("y", 1);
        poll(at(0, "x"), at(1, "y"));
        poll(at(0, "x"));
        assertHolds();
    }

    @Test
    void acknowledgedRecordMissingFromALaterReadIsLost() {
        send("x", null);
        read();
        assertBroken("x of a is lost", 0, 1);
    }

    @Test
    void recordThatSomebodySawIsLostThoughItsSendNeverAnswered() {
        history.invoke(0, "send", "a", "x", 0).info(0, "send", "a", null, 0);
        poll(at(0, "x"));
        read();
        assertBroken("x of a is lost", 0, 1, 2);
    }

    @Test
    void readThatOverlapsTheSendNeedNotHaveTheRecord() {
        history.invoke(2, "read", "a", null, 0);
        send("x", 0);
        history.ok(2, "read", "a", List.of(), 0);
        assertHolds();
    }

    @Test
    void sendThatMayHaveFailedNeedNotBeThere() {
        history.invoke(0, "send", "a", "x", 0).info(0, "send", "a", null, 0);
        read();
        assertHolds();
    }

    @Test
    void recordAtTwoOffsetsIsDoubled() {
        send("x", 0);
        poll(at(1, "x"));
        assertBroken("a holds x twice, at 0 and at 1", 0, 1);
    }

    @Test
    void twoRecordsAtOneOffsetContradictEachOther() {
        send("x", 0);
        send("y", null);
        poll(at(0, "y"));
        assertBroken("a holds x and y at the same offset, 0", 0, 2);
    }

    @Test
    void sameOffsetOfTwoLogsIsFine() {
        send("x", 0);
        history.invoke(0, "send", "b", "x", 0).ok(0, "send", "b", List.of(0, "x"), 0);
        poll(at(0, "x"), List.of("b", 0, "x"));
        assertHolds();
    }

    @Test
    void knownRecordThatPollsSkipIsPassedOver() {
        send("x", 0);
        send("y", 1);
        poll(at(1, "y"));
        assertBroken("polls passed over x, which is at 0 of a", 0, 2);
    }

    @Test
    void anotherConsumerMayHaveHadIt() {
        send("x", 0);
        send("y", 1);
        history.invoke(5, "poll", null, null, 0).ok(5, "poll", null, List.of(at(0, "x")), 0);
        poll(at(1, "y"));
        assertHolds();
    }

    @Test
    void pollWithoutAnAnswerMayHaveHadIt() {
        send("x", 0);
        send("y", 1);
        history.invoke(5, "poll", null, null, 0).info(5, "poll", null, null, 0);
        poll(at(1, "y"));
        assertHolds();
    }

    @Test
    void recordAfterTheLastOneThatWasPolledMayStillCome() {
        send("x", 0);
        send("y", 1);
        poll(at(0, "x"));
        assertHolds();
    }

    @Test
    void recordThatNobodySentIsAPhantom() {
        poll(at(0, "ghost"));
        assertBroken("a holds ghost, which was not sent", 0);
    }

    @Test
    void recordSeenBeforeItsSendBeganIsAPhantom() {
        poll(at(0, "x"));
        send("x", 0);
        assertBroken("a holds x, which was not sent", 0, 1);
    }

    @Test
    void recordOfAFailedSendIsAPhantom() {
        history.invoke(0, "send", "a", "x", 0).fail(0, "send", "a", null, 0);
        poll(at(0, "x"));
        assertBroken("a holds x, which was not sent", 0, 1);
    }

    @Test
    void answerInAnotherOrderThanTheLogIsWrong() {
        send("x", 0);
        send("y", 1);
        poll(at(1, "y"), at(0, "x"));
        assertBroken("in one answer, 0 of a comes after 1", 2);
    }

    @Test
    void readInAnotherOrderThanTheLogIsWrong() {
        send("x", 0);
        send("y", 1);
        read(at(1, "y"), at(0, "x"));
        assertBroken("in one answer, 0 of a comes after 1", 2);
    }

    @Test
    void malformedAnswersAreRefused() {
        for (Object answer : List.of("x", List.of(1, "x"), List.of(List.of("a", 0.5, "x")), List.of(List.of("a", 0)))) {
            History malformed = History.builder()
                    .invoke(1, "poll", null, null, 0)
                    .ok(1, "poll", null, answer, 0)
                    .build();
            assertThatThrownBy(() -> Invariant.LOG.check(malformed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("poll");
        }
    }

    @Test
    void secondSendOfAValueIsRefused() {
        send("x", 0);
        send("x", 1);
        assertThatThrownBy(() -> Invariant.LOG.check(history.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a second time");
    }

    enum Fault {
        NONE,
        LOST,
        DOUBLED,
        OVERWRITTEN,
        PASSED_OVER,
        PHANTOM,
        UNORDERED
    }

    /** A broker with two consumers who share a log; one thing goes wrong in the middle. */
    private static History broker(Fault fault, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        History.Builder history = History.builder();
        List<Object> log = new ArrayList<>();
        int position = 0;
        int sends = 0;
        boolean planted = fault == Fault.NONE;
        for (int i = 0; i < 300; i++) {
            boolean now = !planted && i > 150;
            int choice = random.nextInt(10);
            if (choice < 5) {
                String value = "v" + sends++;
                log.add(value);
                boolean crash = choice == 0;
                history.invoke(0, "send", "a", value, i);
                if (crash) {
                    history.info(0, "send", "a", null, i);
                } else {
                    history.ok(0, "send", "a", choice == 1 ? value : List.of(log.size() - 1, value), i);
                }
            } else if (choice < 9) {
                int client = 1 + random.nextInt(2);
                int to = Math.min(log.size(), position + random.nextInt(4));
                List<Object> told = new ArrayList<>();
                for (int offset = position; offset < to; offset++) {
                    told.add(List.of("a", offset, log.get(offset)));
                }
                if (now && told.size() > 1) {
                    Object value = log.get(to - 1);
                    planted = true;
                    switch (fault) {
                        case DOUBLED -> told.add(List.of("a", to + 1000, value));
                        case OVERWRITTEN -> told.set(0, List.of("a", position, value));
                        case PASSED_OVER -> told.removeFirst();
                        case PHANTOM -> told.add(List.of("a", to + 1000, "ghost"));
                        case UNORDERED -> told.addFirst(told.removeLast());
                        default -> planted = false;
                    }
                }
                history.invoke(client, "poll", null, null, i).ok(client, "poll", null, told, i);
                position = to;
            } else {
                List<Object> all = new ArrayList<>();
                for (int offset = 0; offset < log.size(); offset++) {
                    all.add(List.of(offset, log.get(offset)));
                }
                if (now && fault == Fault.LOST && position > 2) {
                    all.remove(random.nextInt(position));
                    planted = true;
                }
                history.invoke(3, "read", "a", null, i).ok(3, "read", "a", all, i);
            }
        }
        if (!planted) {
            throw new AssertionError("seed " + seed + " has no place for " + fault);
        }
        return history.build();
    }

    @ParameterizedTest
    @EnumSource
    void faultyBrokerIsFoundOutAndASoundOneIsNot(Fault fault) {
        for (long seed = 0; seed < 100; seed++) {
            Verdict verdict = Invariant.LOG.check(broker(fault, seed));
            assertThat(verdict)
                    .as("%s, seed %d: %s", fault, seed, verdict.sentence())
                    .isInstanceOf(fault == Fault.NONE ? Verdict.Valid.class : Verdict.Violation.class);
            if (verdict instanceof Verdict.Violation violation) {
                String sentence = switch (fault) {
                    case LOST -> "lost";
                    case DOUBLED -> "twice";
                    case OVERWRITTEN -> "at the same offset|twice";
                    case PASSED_OVER -> "passed over";
                    case PHANTOM -> "not sent";
                    default -> "comes after";
                };
                assertThat(violation.sentence()).as("seed %d", seed).containsPattern(sentence);
            }
        }
    }

    @Test
    void stopsWhenItIsToldTo() {
        History long_ = broker(Fault.NONE, 1);
        for (Invariant invariant : Invariant.values()) {
            History some =
                    invariant == Invariant.LOG ? long_ : History.builder().build();
            Verdict verdict = invariant.check(some, Limits.standard().withMemoryBytes(1));
            assertThat(verdict)
                    .as(invariant.toString())
                    .isInstanceOf(some.size() == 0 ? Verdict.Valid.class : Verdict.Unknown.class);
        }
        Stream.of(0, 1).forEach(after -> {
            int[] polls = {0};
            Verdict verdict = Invariant.LOG.check(long_, Limits.standard().stoppedBy(() -> polls[0]++ >= after));
            assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
            assertThat(((Verdict.Unknown) verdict).reason()).isEqualTo(Verdict.Limit.STOPPED);
        });
    }
}
