package dev.faultline.sim.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnTimeTest {
    private static final long LIMIT = 30;

    private final TurnTime time = new TurnTime();

    @Test
    void aThreadThatTheHostSeldomLetsComputeIsNotInABusyLoop() {
        time.begin(1_000, 0);
        for (long now = 10; now <= 1_000; now += 10) {
            time.look(1_000 + now / 40, now);
            assertThat(time.isStillLongerThan(LIMIT, now)).as("at %d", now).isFalse();
            assertThat(time.computesLongerThan(LIMIT)).as("at %d", now).isFalse();
        }
    }

    @Test
    void oneThatComputesForLongerIs() {
        time.begin(1_000, 0);
        time.look(1_030, 40);
        assertThat(time.computesLongerThan(LIMIT)).isFalse();
        time.look(1_031, 41);
        assertThat(time.computesLongerThan(LIMIT)).isTrue();

        time.begin(1_031, 41);
        assertThat(time.computesLongerThan(LIMIT)).as("in the next turn").isFalse();
    }

    @Test
    void oneThatComputesNothingIsStopped() {
        time.begin(1_000, 0);
        time.look(1_001, 5);
        time.look(1_001, 35);
        assertThat(time.isStillLongerThan(LIMIT, 35)).isFalse();
        assertThat(time.isStillLongerThan(LIMIT, 36)).isTrue();
    }
}
