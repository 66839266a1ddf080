package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Contexts are sets of events, and joining them is the union of sets. */
class CauseTest {
    private static Cause of(long... events) {
        Cause cause = Cause.NONE;
        for (long event : events) {
            cause = cause.and(Cause.of(event));
        }
        return cause;
    }

    private static Cause random(Random random) {
        return of(random.longs(random.nextInt(12), 0, 20).toArray());
    }

    private static long[] union(Cause a, Cause b) {
        TreeSet<Long> events = new TreeSet<>();
        Arrays.stream(a.events()).forEach(events::add);
        Arrays.stream(b.events()).forEach(events::add);
        return events.stream().mapToLong(Long::longValue).toArray();
    }

    @Test
    void joiningIsTheUnionOfSets() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Cause a = random(random);
            Cause b = random(random);
            Cause c = random(random);
            assertThat(a.and(b).events()).isEqualTo(union(a, b));
            assertThat(a.and(b).events()).isEqualTo(b.and(a).events());
            assertThat(a.and(b).and(c).events()).isEqualTo(a.and(b.and(c)).events());
            assertThat(a.and(b).size()).isEqualTo(a.and(b).events().length);
        }
    }

    @Test
    void joiningWhatIsContainedMakesNothingNew() {
        Cause all = of(1, 5, 9);
        assertThat(all.and(of(5, 9))).isSameAs(all);
        assertThat(of(5).and(all)).isSameAs(all);
        assertThat(all.and(Cause.NONE)).isSameAs(all);
        assertThat(Cause.NONE.and(all)).isSameAs(all);
    }

    @Test
    void handedOutEventsAreACopy() {
        Cause cause = of(1, 2);
        cause.events()[0] = 99;
        assertThat(cause.events()).containsExactly(1, 2);
    }
}
