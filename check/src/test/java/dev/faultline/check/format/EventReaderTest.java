package dev.faultline.check.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {

    private static final ReadLimits LIMITS = ReadLimits.standard();

    @Test
    void eventsAreTheSameInEveryOuterFormAndNotation() {
        String call = "{:process 3, :type :invoke, :f :cas, :value [1 2], :time 17, :index 4}";
        String answer = "{:index 9 :process 3 :type :fail :f :cas :value [1 2] :error :conflict :time 18.0}";
        String fault = "{:process :nemesis :type :info :f :start}";
        String json = """
            {"process":3,"type":"invoke","f":"cas","value":[1,2],"time":17,"index":4},
            {"index":9,"process":3,"type":"fail","f":"cas","value":[1,2],"error":"conflict","time":18},
            {"process":"nemesis","type":"info","f":"start"}\
            """;
        List<Event> vector = read("[" + call + "\n," + answer + " " + fault + "]");
        assertThat(read("; a comment\n(" + call + answer + "; another {\n #_ {:not :this}" + fault + ")"))
                .usingRecursiveComparison()
                .ignoringFields("line", "invocation.line")
                .isEqualTo(vector);
        assertThat(withoutLines(read(call + answer + "#jepsen.history.Op" + fault)))
                .isEqualTo(withoutLines(vector));
        assertThat(withoutLines(read("[" + json + "]"))).isEqualTo(withoutLines(vector));
        assertThat(withoutLines(read(json.replace("},", "}")))).isEqualTo(withoutLines(vector));
        assertThat(vector).hasSize(3);
        assertThat(vector.get(1).invocation()).isEqualTo(vector.get(0));
        assertThat(vector.get(1).error()).isEqualTo("conflict");
        assertThat(vector.get(2).isOfClient()).isFalse();
    }

    @Test
    void valuesOfClojureBecomePlainData() {
        String text = "[nil true [:a \"b\\n\\u00e9\\\"\" c] {1 -2, :k {}} #{1 2} #inst \"2020\" 1.5 \\x ^:m [ ]]";
        assertThat(value(text))
                .isEqualTo(Arrays.asList(
                        null,
                        true,
                        List.of("a", "b\né\"", "c"),
                        Map.of(1L, -2L, "k", Map.of()),
                        Set.of(1L, 2L),
                        new Tagged("inst", "2020"),
                        1.5,
                        'x',
                        List.of()));
        assertThat(value("[1 2 3]")).isInstanceOf(LongList.class).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(String.valueOf(value("123456789012345678901"))).isEqualTo("123456789012345678901");
    }

    @Test
    void wordsOfTheSameLettersInOtherFormsAreOtherValues() {
        assertThat(value("[:a \"a\" a :a \"a\"]"))
                .isEqualTo(List.of("a", new Word('"', "a"), new Word('\'', "a"), "a", new Word('"', "a")));
        assertThat(value("[\"a\" :a \"a\" {:a :a}]"))
                .isEqualTo(List.of("a", new Word(':', "a"), "a", Map.of("a", new Word(':', "a"))));
        assertThat(value("[:a \"a\" a]")).hasToString("[a, \"a\", 'a]");
        List<Event> events = read("{:type :invoke :process :read :f \"write\" :value \"read\"}"
                + "{:type :ok :process \"read\" :f :write :value :read}{:type \"invoke\" :process 1 :f :read}");
        assertThat(events).extracting(Event::f).containsExactly("write", "write", "read");
        assertThat(events).extracting(Event::process).startsWith(0, 0);
        assertThat(events.get(0).value()).isNotEqualTo(events.get(1).value());
    }

    @Test
    void whatThePrinterOfClojureWritesIsRead() {
        assertThat(value("[5N 1.5M 1.50M ##Inf ##-Inf ##NaN 2/4 4/2 0x1F 017 2r101 -0x10 +5 1e3]"))
                .isEqualTo(Arrays.asList(
                        5L,
                        new BigDecimal("1.5"),
                        new BigDecimal("1.5"),
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.NaN,
                        new Ratio(BigInteger.ONE, BigInteger.TWO),
                        2L,
                        31L,
                        15L,
                        5L,
                        -16L,
                        5L,
                        1000.0));
        assertThat(value("[\\a \\newline \\space \\u0041 \\o101 \\( \\\\ \\é]"))
                .isEqualTo(List.of('a', '\n', ' ', 'A', 'A', '(', '\\', 'é'));
        assertThat(value("[#object[clojure.lang.Atom 0x5e \"Atom@5e\"] #_ #_ 1 2 3 #uuid \"x\" #\"a\\d\\\"\" #'a/b]"))
                .isEqualTo(List.of(
                        Arrays.asList("clojure.lang.Atom", 94L, "Atom@5e"),
                        3L,
                        new Tagged("uuid", "x"),
                        new Tagged("\"\"", "a\\d\\\""),
                        new Tagged("'", "a/b")));
        assertThat(value("#:a{:b 1 :_/c 2 :d/e 3}")).isEqualTo(Map.of("a/b", 1L, "c", 2L, "d/e", 3L));
        assertThat(value("#jepsen.Op{:a #error {:cause \"x\" :trace [[a.B run \"B.java\" 8]]}}"))
                .isEqualTo(Map.of("a", Map.of("cause", "x", "trace", List.of(List.of("a.B", "run", "B.java", 8L)))));
        assertThat(value("\"2020\"")).isNotEqualTo(value("#inst \"2020\""));
        assertThat(read("#_ {:x 1} ^{:m 1} #jepsen.history.Op {:type :invoke #_ :f :f :read #_ #_ 1 2} #_ 5"))
                .hasSize(1);
    }

    /** Each cut between two reads of the file must leave the values as they are. */
    @Test
    void randomValuesSurviveWritingAndReadingInPiecesOfAnySize() {
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Object value = Values.random(random, 4);
            for (FileFormat format : List.of(FileFormat.EDN, FileFormat.JSON)) {
                boolean json = format == FileFormat.JSON;
                String event = json ? "{\"type\":\"invoke\",\"value\":" : "{:type :invoke :value ";
                byte[] bytes = (event + Values.write(value, json) + "}").getBytes(StandardCharsets.UTF_8);
                InputStream pieces = new Pieces(bytes, random);
                try (EventReader reader = EventReader.of(pieces, "test", format, LIMITS)) {
                    Event read = Objects.requireNonNull(reader.next());
                    assertThat(read.value()).as("seed %d", seed).isEqualTo(value);
                    assertThat(reader.next()).isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        [{:type :ok :f :read :process 1 :value 1}]                                            | has nothing open
        [{:type :invoke :f :read :process 1}\\n {:type :invoke :f :read :process 1}]          | t:2: process 1 invokes read while its read of line 1 is open
        [{:type :invoke :f :read :process 1}\\n\\n{:type :ok :f :write :process 1}]           | t:3: process 1 completes write but invoked read in line 1
        {:type :invoke :f :read :process 1 :index 5}{:type :ok :f :read :process 1 :index 5}  | index 5 comes after index 5
        [{:type :invoke :f :read :process 1}] {}                                              | text after the end
        [{:type :invoke :f :read :process 1}                                                  | the file ends inside a value
        [{:type :started :f :read :process 1}]                                                | invoke, ok, fail or info, not started
        [{:type :invoke :type :ok}]                                                           | the field type occurs twice
        [{:type :invoke :process 1.5}]                                                        | a process is a whole number or a name
        [{:type :invoke :process 1 :f :a} {:type :invoke :f :a}]                              | an event without a process
        [{:type :invoke :value #1 2}]                                                         | a tag begins with a letter
        [{:type :invoke :value ##Nan}]                                                        | unknown symbolic value
        [{:type :invoke :value \\ab}]                                                         | unknown character
        [{:type :invoke :value {1 2 1 3}}]                                                    | occurs twice in a map
        [{:type :invoke :value [1 2}]                                                         | unexpected '}'
        [{:type :invoke :value 1/0}]                                                          | '1/0' is not a number
        [{:type :invoke :value "a                                                             | ends inside a string
        [{"type":"invoke",}]                                                                  | unexpected '}'
        [{"type":"invoke"} {"type":"ok"}]                                                     | unexpected '{'
        [{"type":"invoke","value":01}]                                                        | '01' is not a number
        [{"type":"invoke","value":nil}]                                                       | 'nil' is not JSON
        [{"value":1}]                                                                         | an event without a type
        INFO  jepsen.util - 1 :invoke :read                                                   | not a value
        INFO  jepsen.util - 1 :begin :read nil                                                | not :begin
        hello                                                                                 | not a history
        """)
    void malformedFilesAreRefusedWithTheirPlace(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("t:")
                .hasMessageContaining(message);
    }

    @Test
    void depthAndSizeAreLimited() {
        String deep = "[{:type :invoke :value " + "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep)).hasMessageContaining("inside each other");
        assertThatThrownBy(() -> read("[{:type :invoke :value " + "#_ ".repeat(100_000) + "1}]"))
                .hasMessageContaining("inside each other");
        assertThatThrownBy(() -> read("[{:type :invoke :value " + "^a ".repeat(100_000) + "1}]"))
                .hasMessageContaining("inside each other");
        ReadLimits small = new ReadLimits(1 << 17, 8);
        String large = "[{:type :invoke :value \"" + "x".repeat(1 << 20) + "\"}]";
        assertThatThrownBy(() -> read(large, small)).hasMessageContaining("more than 131072 bytes");
    }

    @Test
    void packedFilesAreSeenByTheirContent(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("history.edn");
        byte[] packed = packed("{:type :invoke :process 0 :f :read}\n");
        assertThat(drain(Files.write(file, packed))).hasSize(1);
        isRefused(file, Arrays.copyOf(packed, packed.length - 12), "gzip");
        isRefused(file, join(packed, new byte[] {'x'}), "something else follows the packed data");
        isRefused(file, join(packed, new byte[100_000]), "something else follows the packed data");
        assertThat(drain(Files.write(file, join(packed, packed("{:type :invoke :process 1 :f :read}\n")))))
                .hasSize(2);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static List<Event> drain(Path file) throws IOException {
        try (EventReader reader = EventReader.open(file, LIMITS)) {
            return drain(reader);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void isRefused(Path file, byte[] content, String why) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> drain(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(why);
    }

    /** Whatever happens to a file, reading it ends with events or with a message, in little time. */
    @Test
    void damagedFilesNeverDoWorseThanBeRefused() {
        String[] sound = {
            "[{:process 1, :type :invoke, :f :txn, :value [[:r 1 nil] [:append \"k\" 2]], :time 17},"
                    + "{:process 1 :type :ok :f :txn :value [[:r 1 [1 2 3]] [:append \"k\" 2]] :time 18}]",
            "[{\"process\":1,\"type\":\"invoke\",\"f\":\"read\",\"value\":null},"
                    + "{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"value\":{\"a\\u0041\":-1.5e3}}]",
            "INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2]\nINFO  jepsen.util - 1\t:info\t:cas\t:timed-out\n"
        };
        int refused = 0;
        for (long seed = 0; seed < 30_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = Values.damaged(sound[(int) (seed % sound.length)], random);
            try {
                FileFormat format = FileFormat.of(bytes);
                try (EventReader reader =
                        EventReader.of(new ByteArrayInputStream(bytes), "t", format, new ReadLimits(1000, 8))) {
                    drain(reader);
                }
            } catch (FormatException expected) {
                refused++;
            } catch (RuntimeException | Error unexpected) {
                throw new AssertionError("seed " + seed, unexpected);
            }
        }
        assertThat(refused).isBetween(15_000, 30_000);
    }

    private static List<Event> withoutLines(List<Event> events) {
        Map<Event, Event> moved = new LinkedHashMap<>();
        for (Event e : events) {
            Event invocation = e.invocation() == null ? null : moved.get(e.invocation());
            moved.put(
                    e,
                    new Event(
                            e.type(),
                            e.process(),
                            e.f(),
                            e.key(),
                            e.value(),
                            e.error(),
                            e.timeNanos(),
                            e.index(),
                            e.version(),
                            0,
                            invocation));
        }
        return List.copyOf(moved.values());
    }

    private static List<Event> drain(EventReader reader) {
        List<Event> events = new ArrayList<>();
        for (Event event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }

    private static @Nullable Object value(String text) {
        return read("[{:type :invoke :value " + text + "}]").getFirst().value();
    }

    private static List<Event> read(String text) {
        return read(text, LIMITS);
    }

    private static List<Event> read(String text, ReadLimits limits) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = EventReader.of(new ByteArrayInputStream(bytes), "t", FileFormat.of(bytes), limits)) {
            return drain(reader);
        }
    }

    /** A stream that gives as many bytes at a time as it likes. */
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream bytes;
        private final SplittableRandom random;

        Pieces(byte[] bytes, SplittableRandom random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            return bytes.read(to, offset, Math.min(length, 1 + random.nextInt(7)));
        }
    }
}
