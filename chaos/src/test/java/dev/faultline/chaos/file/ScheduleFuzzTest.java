package dev.faultline.chaos.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.sim.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Feeds the readers what is almost right. How many: {@code -Dfaultline.fuzz=1000000}, from the seed {@code
 * -Dfaultline.fuzz.seed=0}.
 */
class ScheduleFuzzTest {
    private static final int COUNT = Integer.getInteger("faultline.fuzz", 5_000);
    private static final long FIRST = Long.getLong("faultline.fuzz.seed", 0);
    private static final List<Format> FORMATS = List.of(Format.TOML, Format.YAML, Format.LINES);
    private static final long SLOW_NANOS = 10_000_000_000L;

    @Test
    void noTextCrashesAReaderOrIsRefusedWithoutAPlace() {
        int refused = 0;
        long slowest = 0;
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            Rng rng = new Rng(seed);
            Format format = FORMATS.get(rng.below(FORMATS.size()));
            String text = new AlmostSchedules(rng).next(format);
            long start = System.nanoTime();
            try {
                ScheduleFile.read(text, format, "f");
            } catch (ScheduleFileException e) {
                refused++;
                int lines = (int) text.lines().count() + 1;
                assertThat(e.mistakes()).as("seed %d", seed).isNotEmpty().allSatisfy(mistake -> {
                    assertThat(mistake.line()).isBetween(1, lines);
                    assertThat(mistake.column()).isBetween(1, text.length() + 2);
                    assertThat(mistake.problem()).isNotBlank();
                });
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("seed " + seed + ", " + format + ":\n" + text, e);
            }
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        assertThat(slowest).as("a text that hangs a reader").isLessThan(SLOW_NANOS);
        // Neither reader refuses everything, nor takes everything.
        assertThat(refused).isBetween(COUNT / 20, COUNT - COUNT / 100);
        System.out.println(COUNT + " texts, " + refused + " refused, the slowest took " + slowest / 1_000_000 + " ms");
    }

    @Test
    void theTextsThatAreNotChangedAreTaken() {
        for (Format format : List.of(Format.TOML, Format.YAML)) {
            for (long seed = 0; seed < 50; seed++) {
                String text = new AlmostSchedules(new Rng(seed)).sound(format);
                assertThat(ScheduleFile.read(text, format, "seed " + seed).steps())
                        .isNotEmpty();
            }
        }
    }
}
