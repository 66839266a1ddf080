package dev.faultline.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final int KEYS = 50;
    private static final int DRAWS = 50_000;
    /** What a chi-square value with 49 degrees of freedom stays below in 999 of 1,000 cases. */
    private static final double CRITICAL = 85.35;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uniform",
                "sequential",
                "zipfian 0.99",
                "zipfian 2",
                "hot 0.8 on 0.2",
                "hot 0.5 on 0.02",
                "hot 1 on 0.5"
            })
    void keysAreChosenAsOftenAsTheirDistributionSays(String words) {
        KeyDistribution distribution = KeyDistribution.parse(words);
        for (long seed = 1; seed <= 3; seed++) {
            Keys keys = new Keys(names(KEYS), distribution, OptionalDouble.empty());
            Rng rng = new Rng(seed);
            int[] seen = new int[KEYS];
            for (int i = 0; i < DRAWS; i++) {
                seen[keys.nextIndex(rng, 0)]++;
            }
            assertThat(chiSquare(seen, distribution.shares(KEYS)))
                    .as("%s, seed %d", words, seed)
                    .isLessThan(CRITICAL);
        }
    }

    @Test
    void anotherDistributionThanTheConfiguredOneIsNoticed() {
        Keys keys = new Keys(names(KEYS), KeyDistribution.parse("zipfian 0.99"), OptionalDouble.empty());
        Rng rng = new Rng(1);
        int[] seen = new int[KEYS];
        for (int i = 0; i < DRAWS; i++) {
            seen[keys.nextIndex(rng, 0)]++;
        }
        assertThat(chiSquare(seen, KeyDistribution.parse("zipfian 0.9").shares(KEYS)))
                .isGreaterThan(CRITICAL);
    }

    /** Keys of a share of nothing must not be seen at all. */
    private static double chiSquare(int[] seen, double[] shares) {
        double sum = 0;
        for (int key = 0; key < seen.length; key++) {
            double expected = DRAWS * shares[key];
            if (expected == 0) {
                assertThat(seen[key]).isZero();
            } else {
                sum += (seen[key] - expected) * (seen[key] - expected) / expected;
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 1})
    void aWantedShareOfConflictsComesOut(double wanted) {
        Keys keys = new Keys(names(20), KeyDistribution.parse("zipfian 0.99"), OptionalDouble.of(wanted));
        Rng rng = new Rng(7);
        int clients = 5;
        int met = 0;
        for (int i = 0; i < DRAWS; i++) {
            int client = i % clients;
            keys.over(client);
            String key = keys.next(rng, client);
            met += keys.isInUse(key, client) ? 1 : 0;
            keys.asked(client, key);
        }
        double band = 2.58 * Math.sqrt(wanted * (1 - wanted) / DRAWS) + 0.002; // the first requests meet nobody
        assertThat((double) met / DRAWS).isCloseTo(wanted, within(band));
    }

    @Test
    void whatCannotBeADistributionIsRefusedWithWhatCanBe() {
        for (String wrong : List.of(
                "", "normal", "zipfian", "zipfian 0", "zipfian 11", "hot 0.8", "hot 2 on 0.2", "hot 0.5 on 1")) {
            assertThatThrownBy(() -> KeyDistribution.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + wrong + "'")
                    .hasMessageContaining("zipfian 0.99");
        }
        for (String right : List.of("uniform", "sequential", "zipfian 0.99", "hot 0.8 on 0.2")) {
            assertThat(KeyDistribution.parse(right).words()).isEqualTo(right);
        }
    }

    @Test
    void aClientHasSeveralKeysUntilItsRequestIsOver() {
        Keys keys = Keys.uniform(names(3));
        keys.asked(1, "k1");
        keys.asked(1, "k2");
        keys.asked(1, "k2");

        assertThat(keys.isInUse("k1", 0)).isTrue();
        assertThat(keys.isInUse("k2", 0)).isTrue();
        assertThat(keys.isInUse("k2", 1)).isFalse();
        assertThat(keys.isInUse("k3", 0)).isFalse();
        keys.over(1);
        assertThat(keys.isInUse("k1", 0)).isFalse();
        assertThat(keys.isInUse("k2", 0)).isFalse();
    }

    @Test
    void oneKeyIsAlwaysChosen() {
        List<KeyDistribution> all = new ArrayList<>();
        for (String words : List.of("uniform", "sequential", "zipfian 1", "hot 0.1 on 0.5")) {
            all.add(KeyDistribution.parse(words));
        }
        for (KeyDistribution distribution : all) {
            Keys keys = new Keys(names(1), distribution, OptionalDouble.of(0.5));
            keys.asked(1, "k1");
            assertThat(keys.next(new Rng(1), 0)).isEqualTo("k1");
        }
    }

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(key -> "k" + key).toList();
    }
}
