package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
        "pareto 1ms 2.0, 1414214",
        "empirical 1ms 5ms 5ms 2ms 90us, 2000000",
        "constant 50ms + uniform 1ms 3ms, 52000000",
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

    /** Jitter adds its mean and its variance; a power law has the tail that its shape says. */
    @Test
    void meansAndTailsAreThoseOfTheLaws() {
        assertThat(mean("normal 10ms 1ms + exponential 2ms")).isCloseTo(12e6, within(0.1e6));
        assertThat(mean("pareto 1ms 3.0")).isCloseTo(1.5e6, within(0.03e6));
        assertThat(mean("empirical 1ms 2ms 9ms")).isCloseTo(4e6, within(0.1e6));
        Distribution heavy = Distribution.parse("pareto 1ms 1.5");
        Rng rng = new Rng(7);
        long beyondTenfold = IntStream.range(0, SAMPLES)
                .filter(_ -> heavy.sample(rng) > 10_000_000)
                .count();
        // 10 to the power -1.5 is 0.0316.
        assertThat(beyondTenfold / (double) SAMPLES).isCloseTo(0.0316, within(0.004));
    }

    private static double mean(String text) {
        Distribution distribution = Distribution.parse(text);
        Rng rng = new Rng(43);
        return LongStream.generate(() -> distribution.sample(rng))
                .limit(SAMPLES)
                .average()
                .orElseThrow();
    }

    @Test
    void jitterIsADistributionThatIsAdded() {
        Distribution base = Distribution.parse("constant 50ms").plus(Distribution.parse("uniform 1ms 2ms"));
        assertThat(base.plus(Distribution.parse("constant 1us")))
                .isEqualTo(Distribution.parse("constant 50ms + uniform 1ms 2ms + constant 1us"));
    }

    @Test
    void samplesStayWithinTheLimitsWhateverTheTails() {
        Rng rng = new Rng(1);
        Distribution wide = Distribution.parse("normal 1us 1h");
        Distribution heavy = Distribution.parse("lognormal 1m 10");
        Distribution sum = Distribution.parse("constant 1h + pareto 1ms 0.01");
        for (int i = 0; i < SAMPLES; i++) {
            assertThat(wide.sample(rng)).isBetween(Distribution.MIN_NANOS, Distribution.MAX_NANOS);
            assertThat(heavy.sample(rng)).isBetween(Distribution.MIN_NANOS, Distribution.MAX_NANOS);
            assertThat(sum.sample(rng)).isEqualTo(Distribution.MAX_NANOS);
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
                "pareto 1ms",
                "pareto 1ms 0",
                "empirical",
                "empirical 1ms 2",
                "constant 1ms +",
                "constant 1ms + jitter 2ms",
            })
    void whatIsNoDistributionIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> Distribution.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).{15,}");
    }
}
