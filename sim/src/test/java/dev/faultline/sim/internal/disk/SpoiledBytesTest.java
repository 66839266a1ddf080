package dev.faultline.sim.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A file of ten bytes that has lost its last four. */
class SpoiledBytesTest {
    private static final byte[] LOST = {1, 2, 3, 4};

    private final SpoiledBytes spoiled = new SpoiledBytes();

    SpoiledBytesTest() {
        spoiled.add(6, LOST, new byte[4]);
        spoiled.endsAt(6, 10);
    }

    private boolean isShownBy(long position, int count) {
        return spoiled.isShownBy(position, new byte[10], 0, count);
    }

    @Test
    void aReadThatComesToTheEarlyEndIsShownIt() {
        assertThat(isShownBy(0, 6)).isTrue();
        assertThat(isShownBy(6, -1)).isTrue();
        assertThat(isShownBy(8, -1)).isTrue();
        assertThat(isShownBy(0, 5)).isFalse();
        // There was nothing before, too.
        assertThat(isShownBy(10, -1)).isFalse();
    }

    @Test
    void theEndIsTheProgramsOwnOnceItWritesThereButNotTheGap() {
        spoiled.written(0, 6);
        assertThat(isShownBy(6, -1)).isTrue();
        spoiled.written(8, 3);
        assertThat(isShownBy(8, 3)).isFalse();
        assertThat(isShownBy(11, -1)).isFalse();
        assertThat(isShownBy(5, 2)).isTrue();
        spoiled.written(6, 2);
        assertThat(isShownBy(0, 10)).isFalse();
    }

    @Test
    void oneThatLosesItsEndAgainShouldStillEndWhereItDid() {
        spoiled.add(3, new byte[] {1, 2, 3}, new byte[3]);
        spoiled.endsAt(3, 6);
        assertThat(isShownBy(8, -1)).isTrue();
        assertThat(isShownBy(0, 3)).isTrue();
        assertThat(isShownBy(0, 2)).isFalse();
    }
}
