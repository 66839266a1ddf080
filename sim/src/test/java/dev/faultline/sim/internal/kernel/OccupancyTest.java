package dev.faultline.sim.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.NodeLimits.Heap;
import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OccupancyTest {
    private record Allocation(long nanos, long bytes) {}

    /** What is kept in a list lives for the lifetime at least and for 1/64 more at most. */
    @Test
    void whatIsInUseIsBetweenWhatTwoListsHave() {
        for (long seed = 0; seed < 200; seed++) {
            Rng rng = new Rng(seed);
            Duration lifetime = Duration.ofNanos(rng.between(
                    1_000, rng.chance(0.5) ? 10_000 : Duration.ofHours(1).toNanos()));
            long limit = rng.between(0, 100_000);
            long now = rng.between(0, 1_000_000_000);
            Occupancy occupancy = new Occupancy(new Heap(limit, lifetime), now);
            List<Allocation> all = new ArrayList<>();
            long longest = lifetime.toNanos() + lifetime.toNanos() / 64 + 65; // whole nanoseconds
            long most = 0;
            for (int i = 0; i < 1_000; i++) {
                now += rng.chance(0.5) ? 0 : rng.between(0, lifetime.toNanos() / rng.between(1, 100));
                long bytes = rng.between(0, 5_000);
                long least = inUse(all, now - lifetime.toNanos());
                long greatest = inUse(all, now - longest);
                boolean fits = occupancy.add(bytes, now);
                String what = "seed " + seed + ", allocation " + i;
                assertThat(fits).as(what).isIn(least + bytes <= limit, greatest + bytes <= limit);
                if (fits) {
                    all.add(new Allocation(now, bytes));
                    least += bytes;
                    greatest += bytes;
                }
                assertThat(occupancy.use(now).bytes()).as(what).isBetween(least, greatest);
                most = Math.max(most, occupancy.use(now).bytes());
            }
            assertThat(occupancy.use(now).bytesMax()).isEqualTo(most);
            assertThat(occupancy.use(now + longest).bytes()).as("seed %d", seed).isZero();
            assertThat(occupancy.use(now + longest).allocations()).isEqualTo(1_000);
        }
    }

    private static long inUse(List<Allocation> all, long since) {
        return all.stream()
                .filter(each -> each.nanos() > since)
                .mapToLong(Allocation::bytes)
                .sum();
    }

    @Test
    void theFirstThatIsRefusedIsRemembered() {
        Occupancy occupancy = new Occupancy(new Heap(100, Duration.ofSeconds(1)), 0);
        assertThat(occupancy.add(Long.MAX_VALUE, 0)).isFalse();
        assertThat(occupancy.refuse(Long.MAX_VALUE, () -> "here")).isTrue();
        assertThat(occupancy.add(100, 0)).isTrue();
        assertThat(occupancy.add(1, 0)).isFalse();
        assertThat(occupancy.refuse(1, () -> "there")).isFalse();
        assertThat(occupancy.use(0).firstRefused()).isEqualTo(Long.MAX_VALUE + " bytes at here");
        assertThat(occupancy.use(0).refused()).isEqualTo(2);
        occupancy.clear();
        assertThat(occupancy.use(0).bytes()).isZero();
        assertThat(occupancy.use(0).bytesMax()).isEqualTo(100);
    }
}
