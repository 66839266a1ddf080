package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvariantTest {

    @Test
    void counterStaysBetweenWhatWasAddedAndWhatMayHaveBeen() {
        History.Builder history = History.builder()
                .invoke(0, "add", null, 5L, 0)
                .ok(0, "add", null, 5L, 1)
                .invoke(0, "add", null, -2L, 2)
                .invoke(1, "read", null, null, 3);
        assertThat(Invariant.COUNTER.check(history.build())).isInstanceOf(Verdict.Valid.class);
        assertThat(Invariant.COUNTER.check(history.ok(1, "read", null, 3L, 4).build()))
                .isInstanceOf(Verdict.Valid.class);
        history.invoke(1, "read", null, null, 5).ok(1, "read", null, 2L, 6);
        assertBroken(Invariant.COUNTER, history.build(), "between 3 and 5");
    }

    @Test
    void elementMissingFromTheLastReadIsLostOnlyIfItWasKnownBefore() {
        History.Builder concurrent = History.builder()
                .invoke(0, "add", null, 1L, 0)
                .invoke(1, "read", null, null, 1)
                .ok(0, "add", null, 1L, 2)
                .ok(1, "read", null, List.of(), 3);
        assertThat(Invariant.SET_FULL.check(concurrent.build())).isInstanceOf(Verdict.Valid.class);
        concurrent.invoke(1, "read", null, null, 4).ok(1, "read", null, List.of(), 5);
        assertBroken(Invariant.SET_FULL, concurrent.build(), "1 was added, and is missing");
        concurrent.invoke(1, "read", null, null, 6).ok(1, "read", null, List.of(1L), 7);
        assertThat(Invariant.SET_FULL.check(concurrent.build())).isInstanceOf(Verdict.Valid.class);
        concurrent.invoke(1, "read", null, null, 8).ok(1, "read", null, List.of(1L, 2L), 9);
        assertBroken(Invariant.SET_FULL, concurrent.build(), "2, which nobody had added");
    }

    @Test
    void queueLosesNothingAndInventsNothing() {
        History.Builder history = History.builder()
                .invoke(0, "enqueue", null, "a", 0)
                .ok(0, "enqueue", null, "a", 1)
                .invoke(0, "enqueue", null, "b", 2)
                .info(0, "enqueue", null, "b", 3);
        assertBroken(Invariant.TOTAL_QUEUE, history.build(), "a went in and never comes out");
        history.invoke(1, "drain", null, null, 4).ok(1, "drain", null, List.of("a"), 5);
        assertThat(Invariant.TOTAL_QUEUE.check(history.build())).isInstanceOf(Verdict.Valid.class);
        history.invoke(1, "dequeue", null, null, 6).ok(1, "dequeue", null, "a", 7);
        assertBroken(Invariant.TOTAL_QUEUE, history.build(), "a comes out more often");
    }

    @Test
    void bankKeepsItsTotalAndAllowsOverdraftOnlyIfAsked() {
        History.Builder history = History.builder()
                .invoke(0, "read", null, null, 0)
                .ok(0, "read", null, Map.of("x", 5L, "y", 5L), 1)
                .invoke(0, "read", null, null, 2)
                .ok(0, "read", null, Map.of("x", -1L, "y", 11L), 3);
        assertBroken(Invariant.BANK, history.build(), "account x holds -1");
        assertThat(Invariant.BANK_WITH_OVERDRAFT.check(history.build())).isInstanceOf(Verdict.Valid.class);
        history.invoke(0, "read", null, null, 4).ok(0, "read", null, Map.of("x", 5L, "y", 6L), 5);
        assertBroken(Invariant.BANK_WITH_OVERDRAFT, history.build(), "total of 10, another of 11");
    }

    private static void assertBroken(Invariant invariant, History history, String why) {
        Verdict verdict = invariant.check(history);
        assertThat(verdict).isInstanceOf(Verdict.Violation.class);
        assertThat(verdict.sentence()).contains(why);
    }
}
