package dev.faultline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class EventRoundTripTest {
    @Test
    void theLineHasTheFieldsOfTheContractInTheirOrder() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EventWriter writer = EventWriter.to(out)) {
            writer.append("Start", "s0", "", Map.of(), 0);
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("zxid", 7L);
            data.put("ok", true);
            writer.append("Send", "s0", "QuorumPeer", data, 1500, 0);
            writer.append("Receive", "s1", "Listener", Map.of(), 2500, 0, 1);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
            {"event":"Start","step":0,"node":"s0","subnode":"","data":{},"t":0,"cause":[],"lc":1}
            {"event":"Send","step":1,"node":"s0","subnode":"QuorumPeer","data":{"zxid":7,"ok":true},"t":1500,"cause":[0],"lc":2}
            {"event":"Receive","step":2,"node":"s1","subnode":"Listener","data":{},"t":2500,"cause":[0,1],"lc":3}
            """);
    }

    @Test
    void whatIsWrittenIsReadAndWrittenAgainAsTheSameBytes() {
        for (long seed = 1; seed <= 60; seed++) {
            List<Event> events = new RandomJournal(seed).events(60, 4, 3);
            byte[] bytes = write(events);
            List<Event> read = read(bytes);
            assertThat(read).as("seed %d", seed).isEqualTo(events);
            assertThat(write(read)).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void anotherParserReadsTheSameValues() {
        JsonMapper jackson = new JsonMapper();
        for (long seed = 1; seed <= 60; seed++) {
            List<Event> events = new RandomJournal(seed).events(30, 2, 2);
            String[] lines =
                    new String(write(events), StandardCharsets.UTF_8).lines().toArray(String[]::new);
            for (int i = 0; i < lines.length; i++) {
                Map<?, ?> tree = jackson.readValue(lines[i], Map.class);
                assertThat(JsonValues.freeze(tree.get("data")))
                        .as("seed %d step %d", seed, i)
                        .isEqualTo(events.get(i).data());
            }
        }
    }

    @Test
    void clocksAreComputedFromCausesAndVerifiedOnReplay(@TempDir Path folder) {
        for (long seed = 1; seed <= 20; seed++) {
            List<Event> events = new RandomJournal(seed).events(200, 3, 4);
            Path file = folder.resolve("events.ndjson");
            try (EventWriter writer = EventWriter.create(file)) {
                for (Event event : events) {
                    long[] cause = event.cause().stream().mapToLong(c -> c).toArray();
                    writer.append(event.name(), event.node(), event.subnode(), event.data(), event.timeNanos(), cause);
                }
            }
            try (EventReader reader = EventReader.openVerifyingClocks(file, Limits.DEFAULT)) {
                assertThat(reader.stream()).as("seed %d", seed).containsExactlyElementsOf(events);
            }
        }
    }

    @Test
    void theRunningDigestIsTheSha256OfTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("events.ndjson");
        String digest;
        try (EventWriter writer = EventWriter.create(file)) {
            new RandomJournal(5).events(2000, 3, 3).forEach(event -> {
                writer.append(event);
                if (event.step() % 100 == 0) {
                    writer.sha256(); // asking must not change the answer
                }
            });
            digest = writer.sha256();
        }
        byte[] sha = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertThat(digest).isEqualTo(HexFormat.of().formatHex(sha));
    }

    @Test
    void theFileAppearsOnlyWhenItIsWhole(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("events.ndjson");
        Files.writeString(file, "old");
        EventWriter writer = EventWriter.create(file);
        writer.append("Start", "s0", "", Map.of(), 0);
        writer.sha256();
        assertThat(file).hasContent("old");
        writer.close();
        writer.close();
        assertThat(Files.readString(file)).startsWith("{\"event\":\"Start\"").endsWith("\n");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> writer.append("Late", "s0", "", Map.of(), 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRefusedEventLeavesNoTrace() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EventWriter writer = EventWriter.to(out)) {
            writer.append("Start", "s0", "", Map.of(), 0);
            refuse(writer, Map.of(), "not earlier", 1);
            refuse(writer, Map.of(), "ascending", 0, 0);
            refuse(writer, Map.of(), "negative", -1);
            refuse(writer, Map.of("a", 1L, "x", Double.NaN), "NaN");
            refuse(writer, Map.of("x", new Object()), "java.lang.Object");
            refuse(writer, Map.of("x", "y".repeat(1 << 20)), "line has at most");
            refuse(writer, Map.of("x", nested(31)), "deeper than 32");
            writer.append("Next", "s0", "", Map.of("x", nested(30)), 0, 0);
        }
        assertThat(read(out.toByteArray())).extracting(Event::name).containsExactly("Start", "Next");
    }

    @Test
    void anEventWithAnotherNumberOrClockIsRefused() {
        try (EventWriter writer = EventWriter.to(OutputStream.nullOutputStream())) {
            assertThatThrownBy(() -> writer.append(new Event("e", 1, "s0", "", Map.of(), 0, List.of(), 1)))
                    .hasMessageContaining("step 1 where 0 comes next");
            writer.append("e", "s0", "", Map.of(), 0);
            assertThatThrownBy(() -> writer.append(new Event("e", 1, "s0", "", Map.of(), 0, List.of(0L), 1)))
                    .hasMessageContaining("its causes give 2");
        }
    }

    @Test
    void anEventDoesNotChangeWithTheMapItWasMadeFrom() {
        List<Object> inner = new ArrayList<>(List.of(1));
        Map<String, @Nullable Object> data = new LinkedHashMap<>(Map.of("list", inner));
        Event event = new Event("e", 0, "s0", "", data, 0, List.of(), 1);
        inner.add(2);
        data.clear();
        assertThat(event.data()).isEqualTo(Map.of("list", List.of(1L)));
    }

    @Test
    void halfASurrogatePairIsReplacedAsUtf8HasNoBytesForIt() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EventWriter writer = EventWriter.to(out)) {
            writer.append("a\ud83d", "\ude80", "\ud83dx\ud83d\ude80", Map.of(), 0);
        }
        Event event = read(out.toByteArray()).getFirst();
        assertThat(event.name()).isEqualTo("a\ufffd");
        assertThat(event.node()).isEqualTo("\ufffd");
        assertThat(event.subnode()).isEqualTo("\ufffdx\ud83d\ude80");
    }

    private static Object nested(int levels) {
        Object value = List.of();
        for (int i = 1; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static void refuse(EventWriter writer, Map<String, Object> data, String message, long... cause) {
        assertThatThrownBy(() -> writer.append("Bad", "s0", "", data, 0, cause))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static byte[] write(List<Event> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EventWriter writer = EventWriter.to(out)) {
            events.forEach(writer::append);
        }
        return out.toByteArray();
    }

    private static List<Event> read(byte[] bytes) {
        try (EventReader reader = EventReader.of("events", new ByteArrayInputStream(bytes), Limits.DEFAULT)) {
            return reader.stream().toList();
        }
    }
}
