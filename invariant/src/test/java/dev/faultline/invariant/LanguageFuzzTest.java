package dev.faultline.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Feeds the reader what is almost right. How many: {@code -Dfaultline.fuzz=1000000}, from the seed {@code
 * -Dfaultline.fuzz.seed=0}.
 */
class LanguageFuzzTest {
    private static final int COUNT = Integer.getInteger("faultline.fuzz", 5_000);
    private static final long FIRST = Long.getLong("faultline.fuzz.seed", 0);
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

    private static final String[] MOMENTS = {
        "change",
        "every 100ms",
        "transaction end of n1",
        "event OperationCompleted of client with f \"a b\"",
        "event NodeStarted with why x",
        "before fault"
    };

    @Test
    void noTextCrashesTheReaderOrIsRefusedWithoutAPlace() {
        int refused = 0;
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            String text = almost(seed);
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
        }
        assertThat(refused).as("it neither refuses nor takes everything").isBetween(COUNT / 20, COUNT - COUNT / 20);
    }

    @Test
    void noLineCrashesTheReaderOfProbes() {
        int read = 0;
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            String line = line(new Random(seed), "faultline probe a.b 3 c \"x \\\"y\" balance.k-1 1.0E10");
            try {
                Optional<Probe> probe = Probe.read(line);
                read += probe.isPresent() ? 1 : 0;
                assertThat(probe.isPresent()).as("seed %d: %s", seed, line).isEqualTo(Probe.isOne(line));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ":\n" + line, e);
            }
        }
        assertThat(read).as("lines that want to be read").isGreaterThan(COUNT / 4);
    }

    @Test
    void whatIsReadAsAMomentIsWrittenSoThatItIsTheSame() {
        int read = 0;
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            Random random = new Random(seed);
            String text = line(random, MOMENTS[random.nextInt(MOMENTS.length)]);
            try {
                Moment moment = Moment.parse(text);
                assertThat(Moment.parse(moment.toString()))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(moment);
                read++;
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as("seed %d: %s", seed, text).isNotBlank();
            }
        }
        assertThat(read).as("moments").isGreaterThan(COUNT / 20);
    }

    private static String line(Random random, String sound) {
        StringBuilder text = new StringBuilder(sound);
        change(text, random, random.nextInt(4));
        return text.toString();
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
        trees.scope(tree).ifPresent(scope -> text.append(scope).append(": "));
        text.append(tree);
        change(text, random, random.nextInt(4));
        return text.toString();
    }

    private static void change(StringBuilder text, Random random, int changes) {
        for (int i = changes; i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
                case 2 -> text.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
            }
        }
    }
}
