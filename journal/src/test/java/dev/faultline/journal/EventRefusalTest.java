package dev.faultline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test damages a sound file in one way; the reader names the place. */
class EventRefusalTest {
    private static final String[] SOUND = {
        line(0, "{}", "", 1), line(1, "{\"x\":1}", "0", 2), line(2, "{}", "0,1", 3), line(3, "{}", "", 1)
    };

    private static String line(long step, String data, String cause, long clock) {
        return "{\"event\":\"E\",\"step\":%d,\"node\":\"s0\",\"subnode\":\"\",\"data\":%s,\"t\":0,\"cause\":[%s],\"lc\":%d}"
                .formatted(step, data, cause, clock);
    }

    @Test
    void aCauseThatIsNotEarlierIsRefused() {
        refused(2, line(2, "{}", "0,3", 3), 3, "[0,3]", "cause 3 of step 2 is not earlier");
        refused(2, line(2, "{}", "2", 3), 3, "[2]", "cause 2 of step 2 is not earlier");
        refused(2, line(2, "{}", "1,0", 3), 3, "[1,0]", "ascending");
        refused(2, line(2, "{}", "-1", 3), 3, "[-1]", "negative");
    }

    @Test
    void stepsWithADuplicateOrAGapAreRefused() {
        refused(2, line(1, "{}", "0", 2), 3, "1,\"node\"", "\"step\" is 1 where 2 comes next");
        refused(2, line(3, "{}", "0", 2), 3, "3,\"node\"", "\"step\" is 3 where 2 comes next");
    }

    @Test
    void aFileThatWasCutIsRefusedAtItsLastLine() {
        byte[] bytes = bytes(SOUND);
        int lastLine = bytes.length - SOUND[3].length() - 1;
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            boolean atLineEnd = length == 0 || bytes[length - 1] == '\n';
            if (atLineEnd) {
                read(new ByteArrayInputStream(cut), Limits.DEFAULT);
            } else {
                MalformedJournalException e = refusal(cut, Limits.DEFAULT);
                assertThat(e).hasMessageContaining("cut short");
                assertThat(e.line() == 4).isEqualTo(length > lastLine);
            }
        }
    }

    @Test
    void whatIsNotUtf8IsRefusedWithItsColumn() {
        byte[][] bad = {
            {(byte) 0xff},
            {(byte) 0xc3, 'x'},
            {(byte) 0xc0, (byte) 0x80}, // overlong
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // half a surrogate pair
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // beyond Unicode
        };
        for (byte[] insertion : bad) {
            byte[] bytes = bytes(SOUND);
            int at = SOUND[0].length() + 1 + 11; // inside the name of the second event
            byte[] damaged = new byte[bytes.length + insertion.length];
            System.arraycopy(bytes, 0, damaged, 0, at);
            System.arraycopy(insertion, 0, damaged, at, insertion.length);
            System.arraycopy(bytes, at, damaged, at + insertion.length, bytes.length - at);
            MalformedJournalException e = refusal(damaged, Limits.DEFAULT);
            assertThat(e).hasMessageContaining("not UTF-8");
            assertThat(e.line()).isEqualTo(2);
            assertThat(e.column()).isEqualTo(12);
        }
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        refused(
                1,
                line(1, "{\"x\":" + "[".repeat(31) + "]".repeat(31) + "}", "0", 2),
                2,
                "[]",
                "deeper than 32 levels");
        refused(1, "[".repeat(500_000), 2, "", "expected one JSON object");
        refused(1, "{\"data\":" + "[".repeat(500_000), 2, "[".repeat(500_000 - 31), "deeper than 32 levels");
        refused(1, "{\"a\":".repeat(150_000), 2, "{\"a\":".repeat(150_000 - 32), "deeper than 32 levels");
        String deepest = line(1, "{\"x\":" + "[".repeat(30) + "]".repeat(30) + "}", "0", 2);
        read(new ByteArrayInputStream(bytes(SOUND[0], deepest)), Limits.DEFAULT);
    }

    @Test
    void aLineBeyondTheLimitIsRefusedAlsoWhenItNeverEnds() {
        String huge = line(1, "{\"x\":\"" + "y".repeat(1 << 20) + "\"}", "0", 2);
        refused(1, huge, 2, "", "longer than 1048576 bytes");
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '[';
            }
        };
        MalformedJournalException e =
                catchThrowableOfType(MalformedJournalException.class, () -> read(endless, Limits.DEFAULT));
        assertThat(e).hasMessageContaining("longer than 1048576 bytes");

        int length = SOUND[1].length(); // the longest of the four
        read(new ByteArrayInputStream(bytes(SOUND)), new Limits(length, 3, 4));
        assertThat(refusal(bytes(SOUND), new Limits(length - 1, 3, 4)).line()).isEqualTo(2);
        assertThat(refusal(bytes(SOUND), new Limits(length, 3, 3)))
                .hasMessageContaining("events:4:1: more than 3 records");
    }

    @Test
    void whatIsNotOneObjectOfTheContractIsRefused() {
        refused(1, "", 2, "", "expected one JSON object");
        refused(1, "[]", 2, "", "expected one JSON object");
        refused(1, SOUND[1] + "{!", 2, "{!", "nothing after the object");
        refused(1, SOUND[1].replace("\"t\":0,", ""), 2, "}", "field \"t\" is missing");
        refused(1, SOUND[1].replace("\"t\"", "\"time\""), 2, "0,\"cause\"", "\"time\" is not a field");
        refused(1, SOUND[1].replace("\"t\":0", "\"t\":0,\"t\" :0"), 2, "\"t\" :", "\"t\" is there twice");
        refused(1, SOUND[1].replace("{\"x\":1}", "{\"x\":1,\"x\":2}"), 2, "\"x\":2", "\"x\" is there twice");
        refused(1, SOUND[1].replace("\"t\":0", "\"t\":0.5"), 2, "0.5", "\"t\" is not a whole number");
        refused(1, SOUND[1].replace("\"s0\"", "null"), 2, "null", "\"node\" is not a string");
        refused(1, SOUND[1].replace("[0]", "[\"0\"]"), 2, "[\"0\"]", "\"cause\" is not an array of whole numbers");
        refused(1, SOUND[1].replace("\"E\"", "\"\""), 2, "", "not empty");
        refused(1, SOUND[1].replace("\"lc\":2", "\"lc\":9"), 2, "", "Lamport clock 9");
    }

    @Test
    void numbersThatNoLongOrDoubleHoldsAreRefused() {
        refused(1, SOUND[1].replace("\"x\":1", "\"x\":9223372036854775808"), 2, "9223372036854775808", "64 bits");
        refused(1, SOUND[1].replace("\"x\":1", "\"x\":1e999"), 2, "1e999", "range of a double");
        refused(1, SOUND[1].replace("\"x\":1", "\"x\":NaN"), 2, "},\"t\"", "not JSON");
        assertThat(refusal(bytes(SOUND[0], SOUND[1].replace("\"x\":1", "\"x\":1" + "0".repeat(10_000))), Limits.DEFAULT)
                        .line())
                .isEqualTo(2);
    }

    @Test
    void aForgedClockIsFoundOnRequest(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("events.ndjson");
        Files.write(file, bytes(SOUND[0], SOUND[1], line(2, "{}", "0,1", 2)));
        try (EventReader reader = EventReader.open(file)) {
            assertThat(reader.stream()).hasSize(3);
        }
        MalformedJournalException e = catchThrowableOfType(MalformedJournalException.class, () -> {
            try (EventReader reader = EventReader.openVerifyingClocks(file, Limits.DEFAULT)) {
                reader.forEachRemaining(event -> {});
            }
        });
        assertThat(e).hasMessageContaining("\"lc\" is 2; the causes give 3");
        assertThat(e.line()).isEqualTo(3);
    }

    @Test
    void anyFlippedBitGivesEventsOrARefusalAndNothingElse() {
        byte[] sound = bytes(SOUND);
        for (int bit = 0; bit < 8 * sound.length; bit++) {
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                read(new ByteArrayInputStream(damaged), Limits.DEFAULT);
            } catch (MalformedJournalException e) {
                long line = new String(sound, 0, bit / 8, StandardCharsets.UTF_8)
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
                assertThat(e.line()).as("bit %d: %s", bit, e.getMessage()).isBetween(line, line + 1);
            }
        }
    }

    /** @param at the part of the damaged line that starts where the fault is */
    private static void refused(int index, String replacement, long line, String at, String message) {
        String[] lines = SOUND.clone();
        lines[index] = replacement;
        MalformedJournalException e = refusal(bytes(lines), Limits.DEFAULT);
        assertThat(e)
                .hasMessageStartingWith("events:" + line + ":" + e.column() + ": ")
                .hasMessageContaining(message);
        assertThat(e.line()).isEqualTo(line);
        assertThat(replacement).contains(at);
        assertThat(e.column()).as(e.getMessage()).isEqualTo(at.isEmpty() ? 1 : replacement.lastIndexOf(at) + 1);
    }

    private static MalformedJournalException refusal(byte[] bytes, Limits limits) {
        MalformedJournalException e = catchThrowableOfType(
                MalformedJournalException.class, () -> read(new ByteArrayInputStream(bytes), limits));
        assertThat(e).as("refusal").isNotNull();
        return e;
    }

    private static void read(InputStream in, Limits limits) {
        try (EventReader reader = EventReader.of("events", in, limits)) {
            reader.forEachRemaining(event -> assertThat(event.name()).isNotEmpty());
        }
    }

    private static byte[] bytes(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
