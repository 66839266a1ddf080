package dev.faultline.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Feeds the reader what is almost right. How many: {@code -Dfaultline.fuzz=1000000}, from the seed {@code
 * -Dfaultline.fuzz.seed=0}.
 */
class LanguageFuzzTest {
    private static final int COUNT = Integer.getInteger("faultline.fuzz", 5_000);
    private static final long FIRST = Long.getLong("faultline.fuzz.seed", 0);
    private static final long SLOW_NANOS = 5_000_000_000L;
    private static final String[] PIECES = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ".",
        ",",
        ":",
        "@",
        "*",
        "\"",
        "`",
        "\\",
        "\n",
        " ",
        "old",
        "not ",
        "all(",
        "x in ",
        "-",
        "==",
        "=",
        "1e",
        "9999999999999999",
        "invariant ",
        "for group(",
        "on object(",
        "system_wide",
        "\u0000",
        "\ud800",
        "and"
    };

    @Test
    void noTextCrashesTheReaderOrIsRefusedWithoutAPlace() {
        int refused = 0;
        long slowest = 0;
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            String text = almost(seed);
            long start = System.nanoTime();
            try {
                Invariant read = Invariant.parse("i", text);
                assertThat(Invariant.parse(read.name(), read.text()))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(read);
            } catch (InvariantException e) {
                refused++;
                int lines = (int) text.chars().filter(unit -> unit == '\n').count() + 1;
                assertThat(e.line()).as("seed %d: %s", seed, text).isBetween(1, lines);
                assertThat(e.column()).as("seed %d: %s", seed, text).isBetween(1, text.length() + 1);
                assertThat(e.problem()).isNotBlank();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("seed " + seed + ":\n" + text, e);
            }
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        assertThat(slowest).as("a text that hangs the reader").isLessThan(SLOW_NANOS);
        assertThat(refused).as("it neither refuses nor takes everything").isBetween(COUNT / 20, COUNT - COUNT / 20);
        System.out.println(COUNT + " texts, " + refused + " refused, the slowest took " + slowest / 1_000_000 + " ms");
    }

    /** A sound text with a few places changed, one in ten with none; or, now and then, pieces at random. */
    private static String almost(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        if (random.nextInt(8) == 0) {
            String piece = PIECES[random.nextInt(PIECES.length)];
            for (int i = random.nextInt(400); i >= 0; i--) {
                text.append(random.nextInt(4) == 0 ? PIECES[random.nextInt(PIECES.length)] : piece);
            }
            return text.toString();
        }
        RandomTrees trees = new RandomTrees(seed, true);
        Expression tree = trees.next();
        trees.scope().ifPresent(scope -> text.append(scope).append(": "));
        text.append(tree);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
                case 2 -> text.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
            }
        }
        return text.toString();
    }
}
