package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.History;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Healed at 10 s, over at 60 s, 30 s allowed. */
class RecoveryJudgeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HEALED = 10 * SECOND;
    private static final long END = 60 * SECOND;

    private final History.Builder history = History.builder();

    private void read(String key, long fromSeconds, long toSeconds, boolean ok) {
        history.invoke(1, "read", key, null, fromSeconds * SECOND);
        if (ok) {
            history.ok(1, "read", key, null, toSeconds * SECOND);
        } else {
            history.fail(1, "read", key, null, toSeconds * SECOND);
        }
    }

    private Recovery judged(boolean complete) {
        return RecoveryJudge.judge(history.build(), HEALED, END, Optional.of(Duration.ofSeconds(30)), complete);
    }

    @Test
    void theTimeToRecoverIsTheLongestWaitForAFirstAnswer() {
        read("k1", 2, 9, false);
        read("k1", 11, 12, false);
        read("k1", 13, 15, true);
        read("k2", 16, 17, true);

        assertThat(judged(true)).isEqualTo(new Recovery(Recovery.Outcome.RECOVERED, HEALED, 4 * SECOND, List.of()));
    }

    @Test
    void aKeyThatNobodyAskedForIsNotLate() {
        read("k1", 50, 51, true);

        assertThat(judged(true).outcome()).isEqualTo(Recovery.Outcome.RECOVERED);
    }

    @Test
    void aKeyThatIsAskedForInVainIsLateThoughOthersAreAnswered() {
        read("k1", 11, 12, false);
        read("k2", 13, 14, true);
        read("k1", 20, 21, false);

        Recovery recovery = judged(true);
        assertThat(recovery.outcome()).isEqualTo(Recovery.Outcome.NOT_RECOVERED);
        assertThat(recovery.unanswered()).containsExactly("k1");
        assertThat(recovery.nanos()).isEqualTo(49 * SECOND);
    }

    @Test
    void anAnswerThatComesTooLateIsTooLate() {
        read("k1", 11, 12, false);
        read("k1", 42, 43, true);

        assertThat(judged(true).outcome()).isEqualTo(Recovery.Outcome.NOT_RECOVERED);
    }

    @Test
    void aSystemThatAnswersOnceAndNeverAgainHasNotRecovered() {
        read("k1", 11, 12, true);
        read("k1", 13, 14, false);

        assertThat(judged(true).outcome()).isEqualTo(Recovery.Outcome.NOT_RECOVERED);
    }

    @Test
    void aRequestThatWasUnderWayWhenTheFaultsEndedWaitsFromThenOn() {
        read("k1", 2, 45, true);

        Recovery recovery = judged(true);
        assertThat(recovery.outcome()).isEqualTo(Recovery.Outcome.NOT_RECOVERED);
        assertThat(recovery.nanos()).isEqualTo(35 * SECOND);
    }

    @Test
    void aKeyThatWasNotAskedForLongEnoughIsOpen() {
        read("k1", 11, 12, true);
        read("k2", 40, 41, false);

        assertThat(judged(true).outcome()).isEqualTo(Recovery.Outcome.UNDECIDED);
        assertThat(judged(false).outcome()).isEqualTo(Recovery.Outcome.NOT_TESTED);
    }

    @Test
    void aNodeThatDoesNotAnswerHasNotRecoveredThoughItsKeysAreAnsweredByOthers() {
        read("k1", 11, 12, true);
        FinalReads reads = new FinalReads(
                HEALED, END, List.of(finalRead("n1", 12, 12), finalRead("n2", 12, -1), finalRead("n3", 12, 45)));

        Recovery recovery = RecoveryJudge.through(judged(true), reads, END, Optional.of(Duration.ofSeconds(30)));

        assertThat(recovery)
                .isEqualTo(new Recovery(
                        Recovery.Outcome.NOT_RECOVERED,
                        HEALED,
                        48 * SECOND,
                        List.of("k1 through n2", "k1 through n3")));
    }

    @Test
    void aKeyThatIsLostThroughEveryNodeGoesByItsName() {
        read("k1", 11, 12, false);
        FinalReads reads = new FinalReads(HEALED, END, List.of(finalRead("n1", 12, -1), finalRead("n2", 13, -1)));

        Recovery recovery = RecoveryJudge.through(judged(true), reads, END, Optional.of(Duration.ofSeconds(30)));

        assertThat(recovery)
                .isEqualTo(new Recovery(Recovery.Outcome.NOT_RECOVERED, HEALED, 49 * SECOND, List.of("k1")));
    }

    @Test
    void aReadThatThereWasNoTimeForLeavesRecoveryOpen() {
        read("k1", 11, 12, true);
        FinalReads reads = new FinalReads(HEALED, END, List.of(finalRead("n1", 12, 12), finalRead("n2", -1, -1)));

        Recovery recovery = RecoveryJudge.through(judged(true), reads, END, Optional.of(Duration.ofSeconds(30)));

        assertThat(recovery.outcome()).isEqualTo(Recovery.Outcome.UNDECIDED);
        assertThat(recovery.unanswered()).containsExactly("k1 through n2");
    }

    private static FinalReads.FinalRead finalRead(String node, long fromSeconds, long toSeconds) {
        return new FinalReads.FinalRead(
                0, node, "k1", fromSeconds < 0 ? 0 : 1, nanos(fromSeconds), nanos(toSeconds), "no answer");
    }

    private static OptionalLong nanos(long seconds) {
        return seconds < 0 ? OptionalLong.empty() : OptionalLong.of(seconds * SECOND);
    }
}
