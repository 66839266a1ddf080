package dev.faultline.check.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.IsolationCheck;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.IsolationLimits;
import dev.faultline.check.isolation.IsolationVerdict;
import dev.faultline.check.isolation.ScheduleVerifier;
import dev.faultline.check.isolation.Transactions;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Counters where there are too many ways to say which increments were seen to try them all, as far as they are decided. */
class OpenSumsTest {

    private static final int HISTORIES = 500;

    @Test
    void whatIsDecidedWithoutTryingEveryWayAgreesWithTheOracle() {
        IsolationLimits few = IsolationLimits.standard();
        few = new IsolationLimits(few.memoryBytes(), few.edgesToVisit(), 1, few.stop());
        int open = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            SmallHistory small = SmallHistory.random(seed, Model.COUNTER_ADD);
            Transactions history = small.build();
            Set<IsolationLevel> satisfied = IsolationOracle.satisfied(small);
            for (IsolationLevel level : IsolationLevel.all()) {
                IsolationVerdict verdict = IsolationCheck.check(history, level, few);
                String words = "seed %d, %s: %s".formatted(seed, verdict.sentence(), small);
                switch (verdict) {
                    case IsolationVerdict.Valid valid -> {
                        assertThat(satisfied).as(words).contains(level);
                        assertThat(ScheduleVerifier.verify(history, level, valid.witness()))
                                .as(words)
                                .isEmpty();
                    }
                    case IsolationVerdict.Violation _ ->
                        assertThat(satisfied).as(words).doesNotContain(level);
                    case IsolationVerdict.Unknown _ -> {
                        assertThat(level.word()).as(words).doesNotEndWith("serializable");
                        open++;
                    }
                }
            }
        }
        assertThat(open).as("levels that were left open").isPositive();
    }
}
