package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each key is a counter, a queue or a bank of its own: what one lacks another has not got. */
class KeyedInvariantsTest {
    @Test
    void aCounterIsBoundedByItsOwnAdditions() {
        History.Builder right = History.builder();
        done(right, 0, "add", "a", 5, 5);
        done(right, 0, "add", "b", 1, 1);
        done(right, 0, "read", "b", null, 1);
        assertThat(Invariant.COUNTER.check(right.build())).isInstanceOf(Verdict.Valid.class);

        done(right, 0, "read", "a", null, 6);
        assertThat(Invariant.COUNTER.check(right.build()).sentence()).contains("answers 6", "between 5 and 5");
    }

    @Test
    void whatGoesIntoOneQueueDoesNotComeOutOfAnother() {
        History.Builder history = History.builder();
        done(history, 0, "enqueue", "a", 1, 1);
        done(history, 0, "dequeue", "b", null, 1);

        assertThat(Invariant.TOTAL_QUEUE.check(history.build()).sentence()).contains("1 went in and never comes out");
    }

    @Test
    void aTakerOfWhomNobodyKnowsExcusesItsOwnQueueOnly() {
        History.Builder history = History.builder();
        done(history, 0, "enqueue", "a", 1, 1);
        history.invoke(1, "dequeue", "a", null, 1);
        assertThat(Invariant.TOTAL_QUEUE.check(history.build())).isNotInstanceOf(Verdict.Violation.class);

        done(history, 0, "enqueue", "b", 2, 2);
        assertThat(Invariant.TOTAL_QUEUE.check(history.build()).sentence()).contains("2 went in and never comes out");
    }

    @Test
    void eachBankHasATotalOfItsOwn() {
        History.Builder history = History.builder();
        done(history, 0, "read", "a", null, Map.of("x", 10, "y", 0));
        done(history, 0, "read", "b", null, Map.of("x", 7));
        done(history, 0, "read", "a", null, Map.of("x", 4, "y", 6));
        assertThat(Invariant.BANK.check(history.build())).isInstanceOf(Verdict.Valid.class);

        done(history, 0, "read", "b", null, Map.of("x", 8));
        assertThat(Invariant.BANK.check(history.build()).sentence()).contains("total of 7, another of 8");
    }

    private static void done(
            History.Builder history, int process, String f, String key, @Nullable Object argument, Object answer) {
        history.invoke(process, f, key, argument, 1);
        history.ok(process, f, key, answer, 1);
    }
}
