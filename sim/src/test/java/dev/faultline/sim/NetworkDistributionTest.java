package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkDistributionTest {
    private static final int SAMPLES = 20_001;

    /** The medians are what the laws say: of the exponential one, the mean times the natural logarithm of 2. */
    @ParameterizedTest
    @CsvSource({
        "constant 1ms, 1000000",
        "uniform 100us 500us, 300000",
        "normal 1s 200ms, 1000000000",
        "lognormal 250us 0.5, 250000",
        "exponential 10ms, 6931472",
    })
    void textIsReadBackAndTheMedianOfSamplesIsThatOfTheLaw(String text, long medianNanos) {
        Distribution distribution = Distribution.parse(text);
        assertThat(distribution).hasToString(text);
        Rng rng = new Rng(42);
        long[] samples = new long[SAMPLES];
        Arrays.setAll(samples, _ -> distribution.sample(rng));
        Arrays.sort(samples);
        assertThat((double) samples[SAMPLES / 2]).isCloseTo(medianNanos, within(medianNanos * 0.05));
        assertThat(samples[0]).isPositive();
    }

    @Test
    void samplesStayWithinTheLimitsWhateverTheTails() {
        Rng rng = new Rng(1);
        Distribution wide = Distribution.parse("normal 1us 1h");
        Distribution heavy = Distribution.parse("lognormal 1m 10");
        for (int i = 0; i < SAMPLES; i++) {
            assertThat(wide.sample(rng)).isBetween(Distribution.MIN_NANOS, Distribution.MAX_NANOS);
            assertThat(heavy.sample(rng)).isBetween(Distribution.MIN_NANOS, Distribution.MAX_NANOS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gamma 1ms",
                "constant",
                "constant 1",
                "constant ms",
                "constant 1ms 2ms",
                "constant 0ms",
                "constant 2h",
                "uniform 2ms 1ms",
                "normal 1ms",
                "lognormal 1ms 0",
                "lognormal 1ms x",
                "exponential -1ms",
            })
    void whatIsNoDistributionIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> Distribution.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).{15,}");
    }
}
