package dev.faultline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final String[] SOUND = {
        "{\"index\":0,\"time\":5,\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"key\":\"x\",\"value\":1}",
        "{\"index\":1,\"time\":6,\"process\":\"nemesis\",\"type\":\"info\",\"f\":\"kill\",\"key\":null,\"value\":[\"s0\"]}",
        "{\"index\":2,\"time\":7,\"process\":1,\"type\":\"invoke\",\"f\":\"read\",\"key\":\"x\",\"value\":null,\"node\":\"n2\"}",
        "{\"index\":3,\"time\":7,\"process\":0,\"type\":\"info\",\"f\":\"write\",\"key\":\"x\",\"value\":1,\"error\":\"timeout\"}",
        "{\"index\":4,\"time\":9,\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"key\":\"x\",\"value\":1,\"node\":\"n1\"}",
    };

    @Test
    void whatIsWrittenIsReadAndWrittenAgainAsTheSameBytes() {
        for (long seed = 1; seed <= 60; seed++) {
            List<Operation> history = new RandomJournal(seed).history(80);
            byte[] bytes = write(history);
            assertThat(read(bytes)).as("seed %d", seed).isEqualTo(history);
            assertThat(write(read(bytes))).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void theLinesAreThoseOfTheContract() {
        byte[] sound = bytes(SOUND);
        assertThat(new String(write(read(sound)), StandardCharsets.UTF_8))
                .isEqualTo(new String(sound, StandardCharsets.UTF_8));
    }

    @Test
    void whatIsOpenWhenTheRunEndsIsUnknown() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (HistoryWriter writer = HistoryWriter.to(out)) {
            writer.append(1, 3, Operation.Type.INVOKE, "read", null, null, null);
            writer.append(4, 1, Operation.Type.INVOKE, "write", "k", 7L, null);
        }
        assertThat(read(out.toByteArray()))
                .extracting(Operation::process, Operation::type, Operation::timeNanos)
                .endsWith(tuple(3L, Operation.Type.INFO, 4L), tuple(1L, Operation.Type.INFO, 4L));
    }

    @Test
    void everyLineLeftOutBreaksTheHistoryThere() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Operation> history = new RandomJournal(seed).history(30);
            String[] lines =
                    new String(write(history), StandardCharsets.UTF_8).lines().toArray(String[]::new);
            for (int left = 0; left < lines.length - 1; left++) {
                String[] rest = new String[lines.length - 1];
                System.arraycopy(lines, 0, rest, 0, left);
                System.arraycopy(lines, left + 1, rest, left, rest.length - left);
                assertThat(refusal(rest).line())
                        .as("seed %d without line %d", seed, left + 1)
                        .isEqualTo(left + 1);
            }
        }
    }

    @Test
    void rulesOfHistoriesAreKept() {
        refused(4, SOUND[4].replace("\"process\":1", "\"process\":2"), 5, "did not invoke");
        refused(2, SOUND[2].replace("\"process\":1", "\"process\":0"), 3, "one thing at a time");
        refused(4, SOUND[4].replace("\"process\":1", "\"process\":0"), 5, "did not invoke");
        refused(
                4,
                SOUND[4].replace("\"process\":1,\"type\":\"ok\"", "\"process\":0,\"type\":\"invoke\""),
                5,
                "not used again");
        refused(4, SOUND[4].replace("\"index\":4", "\"index\":3"), 5, "\"index\" is 3 where 4 comes next");
        refused(4, SOUND[4].replace("\"time\":9", "\"time\":6"), 5, "\"time\" is 6, earlier");
        refused(4, SOUND[4].replace("read", "write"), 5, "\"f\" is write");
        refused(4, SOUND[4].replace("\"x\"", "\"y\""), 5, "\"key\" is y");
        refused(4, SOUND[4].replace("\"ok\"", "\"done\""), 5, "not one of invoke, ok, fail, info");
        refused(4, SOUND[4].replace("\"process\":1", "\"process\":-1"), 5, "neither a number");
        refused(4, SOUND[4].replace("\"process\":1", "\"process\":\"client\""), 5, "neither a number");
        refused(1, SOUND[1].replace("\"info\"", "\"invoke\""), 2, "the nemesis has only info");
        refused(3, SOUND[3].replace("\"timeout\"", "5"), 4, "\"error\" is not a string");
    }

    @Test
    void anInvocationWithoutCompletionIsRefusedAtItsLine() {
        MalformedJournalException e = refusal(SOUND[0], SOUND[1], SOUND[2], SOUND[3]);
        assertThat(e.line()).isEqualTo(3);
        assertThat(e).hasMessageContaining("no completion follows");
    }

    @Test
    void theWriterRefusesWhatTheReaderWouldAndGoesOn() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (HistoryWriter writer = HistoryWriter.to(out)) {
            writer.append(5, 0, Operation.Type.INVOKE, "write", null, 1L, null);
            assertThatThrownBy(() -> writer.append(5, 0, Operation.Type.INVOKE, "write", null, 2L, null))
                    .hasMessageContaining("one thing at a time");
            assertThatThrownBy(() -> writer.append(5, 0, Operation.Type.OK, "write", null, "y".repeat(1 << 20), null))
                    .hasMessageContaining("line has at most");
            writer.append(6, 0, Operation.Type.OK, "write", null, 1L, null);
        }
        assertThat(read(out.toByteArray())).hasSize(2);
    }

    private static void refused(int index, String replacement, long line, String message) {
        String[] lines = SOUND.clone();
        lines[index] = replacement;
        MalformedJournalException e = refusal(lines);
        assertThat(e).hasMessageContaining(message);
        assertThat(e.line()).isEqualTo(line);
    }

    private static MalformedJournalException refusal(String... lines) {
        MalformedJournalException e = catchThrowableOfType(MalformedJournalException.class, () -> read(bytes(lines)));
        assertThat(e).as("refusal").isNotNull();
        return e;
    }

    private static byte[] write(List<Operation> history) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (HistoryWriter writer = HistoryWriter.to(out)) {
            history.forEach(writer::append);
        }
        return out.toByteArray();
    }

    private static List<Operation> read(byte[] bytes) {
        try (HistoryReader reader = HistoryReader.of("history", new ByteArrayInputStream(bytes), Limits.DEFAULT)) {
            return reader.stream().toList();
        }
    }

    private static byte[] bytes(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
