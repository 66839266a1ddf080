package dev.faultline.examples.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.examples.raft.Machine;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The state machine by itself. */
final class LocksTest {
    private static final int LEASE_MILLIS = 300;
    private static final int LEASE_TICKS = 5;

    private final Locks locks = new Locks(Bug.NONE, LEASE_MILLIS);

    private static String randomChange(Random random) {
        String key = "k" + random.nextInt(2);
        String owner = "o" + random.nextInt(3);
        return switch (random.nextInt(6)) {
            case 0 -> "renew " + key + " " + owner;
            case 1 -> "release " + key + " " + owner;
            case 2 -> "expire " + key + " " + random.nextInt(50) + " " + random.nextInt(3);
            case 3 -> "write " + key + " " + random.nextInt(50) + " " + random.nextInt();
            case 4 -> "read " + key + " " + random.nextInt(50);
            default -> "acquire " + key + " " + owner;
        };
    }

    @Test
    void whoLoadsASnapshotAnswersAsWhoSavedIt() {
        Random random = new Random(1);
        Locks other = new Locks(Bug.NONE, LEASE_MILLIS);
        for (int round = 0; round < 300; round++) {
            for (int i = random.nextInt(20); i > 0; i--) {
                locks.apply(randomChange(random));
            }
            other.load(locks.save());
            for (int i = random.nextInt(20); i > 0; i--) {
                String change = randomChange(random);
                assertThat(other.apply(change)).as(change).isEqualTo(locks.apply(change));
            }
            assertThat(other.answer("owner k0")).isEqualTo(locks.answer("owner k0"));
            assertThat(other.answer("read k0")).isEqualTo(locks.answer("read k0"));
        }
    }

    @Test
    void whoAsksAgainGetsTheSameGrantAndEverybodyElseALargerToken() {
        assertThat(locks.apply("acquire k a")).isEqualTo("ok 1");
        assertThat(locks.apply("acquire k a")).isEqualTo("ok 1");
        assertThat(locks.apply("acquire k b")).isEqualTo("fail");
        assertThat(locks.apply("release k a")).isEqualTo("ok");
        assertThat(locks.apply("acquire k b")).isEqualTo("ok 2");
        assertThat(locks.answer("owner k")).isEqualTo("ok b 2");
    }

    @Test
    void aLeaseEndsWhenTheLeaderSawItUnchangedLongEnough() {
        locks.apply("acquire k a");
        ticks(LEASE_TICKS);
        locks.apply("renew k a");
        assertThat(ticks(LEASE_TICKS)).isEmpty();

        List<String> ended = ticks(1);

        assertThat(ended).containsExactly("expire k 1 1");
        assertThat(locks.apply(ended.getFirst())).isEqualTo("ok");
        assertThat(locks.answer("owner k")).isEqualTo("ok nil");
    }

    @Test
    void aRenewalBeforeTheEndOfALeaseInTheLogWins() {
        locks.apply("acquire k a");
        List<String> ended = ticks(LEASE_TICKS + 1);
        locks.apply("renew k a");

        assertThat(locks.apply(ended.getFirst())).isEqualTo("fail");
        assertThat(locks.answer("owner k")).isEqualTo("ok a 1");
    }

    @Test
    void whoLeadsAgainBeginsToCountAgain() {
        locks.apply("acquire k a");
        ticks(LEASE_TICKS);
        assertThat(locks.tick(false)).isEmpty();

        assertThat(ticks(LEASE_TICKS)).isEmpty();
    }

    @Test
    void noClientEndsALease() {
        assertThat(locks.kind("expire k 1 0")).isEqualTo(Machine.Kind.UNKNOWN);
        assertThat(locks.kind("write k minus v")).isEqualTo(Machine.Kind.UNKNOWN);
    }

    private List<String> ticks(int number) {
        List<String> proposed = List.of();
        for (int i = 0; i < number; i++) {
            assertThat(proposed).isEmpty();
            proposed = locks.tick(true);
        }
        return proposed;
    }
}
