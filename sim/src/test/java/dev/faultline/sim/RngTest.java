package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Streams of random numbers: apart by label, within their ranges, of the promised distribution. */
class RngTest {
    private static final int DRAWS = 100_000;

    @Test
    void labelAndSeedAndNothingElseDecideAStream() {
        Rng drained = Rng.fork(7, "link a>b");
        for (int i = 0; i < 1_000; i++) {
            drained.next();
        }
        assertThat(Rng.fork(7, "link a>b").next())
                .isEqualTo(Rng.fork(7, "link a>b").next());
        Set<Long> firsts = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            for (int label = 0; label < 100; label++) {
                firsts.add(Rng.fork(seed, "part " + label).next());
            }
        }
        assertThat(firsts).hasSize(10_000);
    }

    @Test
    void neighbouringLabelsAreNotCorrelated() {
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += (Rng.fork(3, "thread " + i).unit() - 0.5)
                    * (Rng.fork(3, "thread " + (i + 1)).unit() - 0.5);
        }
        // The correlation coefficient of independent streams has a standard deviation of 1 / sqrt(DRAWS) = 0.003.
        assertThat(sum / DRAWS * 12).isCloseTo(0, within(0.015));
    }

    @Test
    void belowReachesEveryNumberEquallyOften() {
        int[] counts = new int[10];
        Rng rng = new Rng(5);
        for (int i = 0; i < DRAWS; i++) {
            counts[rng.below(counts.length)]++;
        }
        assertThat(counts).satisfies(all -> {
            for (int count : all) {
                assertThat(count).isCloseTo(DRAWS / 10, within(500));
            }
        });
        assertThat(rng.below(1)).isZero();
        assertThatThrownBy(() -> rng.below(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void betweenIncludesBothEndsAndNothingBeyond() {
        Rng rng = new Rng(6);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            seen.add(rng.between(-2, 2));
        }
        assertThat(seen).containsExactlyInAnyOrder(-2L, -1L, 0L, 1L, 2L);
        assertThat(rng.between(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(rng.between(Long.MIN_VALUE, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> rng.between(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void betweenSpansRangesThatOverflowALong() {
        Rng rng = new Rng(8);
        int negative = 0;
        for (int i = 0; i < 1_000; i++) {
            negative += rng.between(Long.MIN_VALUE, Long.MAX_VALUE) < 0 ? 1 : 0;
            assertThat(rng.between(Long.MIN_VALUE, Long.MAX_VALUE - 1)).isLessThan(Long.MAX_VALUE);
            assertThat(rng.between(-3, Long.MAX_VALUE)).isGreaterThanOrEqualTo(-3);
        }
        assertThat(negative).isBetween(400, 600);
    }

    @Test
    void gaussianIsStandardNormal() {
        Rng rng = new Rng(9);
        double sum = 0;
        double squares = 0;
        int beyondTwo = 0;
        for (int i = 0; i < DRAWS; i++) {
            double value = rng.gaussian();
            sum += value;
            squares += value * value;
            beyondTwo += Math.abs(value) > 2 ? 1 : 0;
        }
        assertThat(sum / DRAWS).isCloseTo(0, within(0.015));
        assertThat(squares / DRAWS).isCloseTo(1, within(0.02));
        assertThat(beyondTwo / (double) DRAWS).isCloseTo(0.0455, within(0.004));
    }

    @Test
    void chanceKeepsItsEnds() {
        Rng rng = new Rng(10);
        int quarter = 0;
        for (int i = 0; i < DRAWS; i++) {
            assertThat(rng.chance(0)).isFalse();
            assertThat(rng.chance(1)).isTrue();
            quarter += rng.chance(0.25) ? 1 : 0;
        }
        assertThat(quarter).isCloseTo(DRAWS / 4, within(700));
    }

    @Test
    void fillOfAnyLengthIsThePrefixOfALongerOne() {
        byte[] longest = new byte[40];
        new Rng(11).fill(longest);
        for (int length = 1; length < longest.length; length++) {
            byte[] bytes = new byte[length];
            new Rng(11).fill(bytes);
            assertThat(longest).startsWith(bytes);
        }
    }

    @Test
    void restoredStreamGoesOnFromThere() {
        Rng rng = new Rng(12);
        rng.next();
        long state = rng.state();
        long expected = rng.next();
        rng.next();
        rng.restore(state);
        assertThat(rng.next()).isEqualTo(expected);
    }
}
