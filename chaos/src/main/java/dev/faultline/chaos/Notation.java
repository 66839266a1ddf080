package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Cut;
import dev.faultline.chaos.NetworkFault.Links;
import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.PacketFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** How a value is written in the line of a fault, so that it reads back as the same. */
enum Notation {
    /** Nodes with commas between them, or {@code all}, as a list. */
    NODES(
            "nodes with commas between them, or all",
            "n1,n2",
            line -> Names.checkOrAll(line.names()),
            value -> Names.text(strings(value))),

    /** Ways between nodes, as {@link Links}. */
    LINKS("nodes, > or <>, and nodes", "n1 <> n2", Links::read, Object::toString),

    /** The shape of a partition and its sides, as {@link Cut}. */
    CUT("a shape and the sides", "halves n1,n2 | n3", Cut::read, Object::toString),

    /** A duration, which may be negative where its part allows it. */
    DURATION("a duration", "1.5s", word("a duration, such as 3s", Times::parse), value -> Times.text((Duration) value)),

    /** How long something takes, by chance. */
    DISTRIBUTION("a distribution", "uniform 10ms 50ms", line -> Distribution.parse(line.words()), Object::toString),

    /** A number with decimals. */
    NUMBER("a number", "0.5", word("a number, such as 0.5", Numbers::parse), value -> Numbers.text((Double) value)),

    /** How many times as much. */
    FACTOR("a factor", "x20", Notation::factor, value -> "x" + Numbers.text((Double) value)),

    /** Millionths. */
    PPM("millionths", "500ppm", word("a drift, such as 500ppm", Notation::ppm), value -> value + "ppm"),

    /** A pattern of absolute paths. */
    PATTERN("a pattern of absolute paths", "/data/**.log", text -> text),

    /** A pattern of methods. */
    METHODS(
            "a pattern of methods",
            "org.example.Store.write*",
            word("a pattern of methods, such as org.example.Store.write*", text -> text),
            Object::toString),

    /** The name of a class. */
    CLASS(
            "the full name of a class",
            "java.io.IOException",
            word("the name of a class, such as java.io.IOException", text -> text),
            Object::toString),

    /** A text in quotation marks. */
    TEXT(
            "a text in quotation marks",
            "\"disk full\"",
            line -> Quotes.unquoted(line.quoted("a text in quotation marks, such as \"disk full\"")),
            value -> Quotes.quoted((String) value)),

    /** What a method returns, as it is written. */
    VALUE(
            "void, null, true, a number, a \"text\", a constant of an enum, or empty",
            "42",
            Notation::returned,
            Object::toString),

    /** Which packets. */
    FILTER("packets", "udp port 7000", PacketNotation::filter, value -> PacketNotation.text((PacketFilter) value)),

    /** Chances of some of the packets, as {@link PacketRules}. */
    RULES(
            "chances of packets with else between them, or none",
            "0 of port 53 else 0.5 of at n1 port 7000",
            PacketNotation::rules,
            Object::toString),

    /** Whether links are narrow each for itself, or together. */
    SHARE("link or direction", "direction", text -> oneOf(PacketFault.Share.class, text)),

    /** In which order a burst goes on. */
    ORDER("drawn or reversed", "reversed", text -> oneOf(ReorderingFault.Order.class, text)),

    /** A number of bytes. */
    BYTES(
            "a number of bytes with B, KB, MB or GB",
            "512B",
            word("a number of bytes, such as 512B", Numbers::bytes),
            value -> Numbers.bytesText((Long) value)),

    /** A number of bytes, perhaps negative. */
    SHIFT(
            "a number of bytes, negative for towards the beginning",
            "-4096B",
            word("a number of bytes, such as 4096B", Numbers::bytes),
            value -> Numbers.bytesText((Long) value)),

    /** How many, or any number of. */
    COUNT(
            "a number, or any",
            "3",
            word("a number, or any", text -> Numbers.orAny(text, Long.MAX_VALUE)),
            value -> Numbers.countText((Long) value)),

    /** A number from 0, or any. */
    PLACE(
            "a number from 0, or any",
            "17",
            word("a number, or any", text -> Numbers.orAny(text, -1)),
            value -> Numbers.orAnyText((Long) value, -1)),

    /** Options of an experiment and their values, as a map. */
    SETTINGS(
            "options and their values, NAME=VALUE with commas between them",
            "version=2.0",
            word("an option and its value, such as version=2.0", Settings::parse),
            value -> Settings.text((Map<?, ?>) value)),

    /** Where damage shows. */
    LAYER("cache or platter", "cache", text -> oneOf(DiskFault.Layer.class, text)),

    /** What a call of the disk is answered. */
    FAILURE(
            "EIO, ENOSPC, EROFS or EACCES",
            "ENOSPC",
            word("EIO, ENOSPC, EROFS or EACCES", text -> oneOf(DiskFault.Failure.class, text.toLowerCase(Locale.ROOT))),
            value -> ((DiskFault.Failure) value).name()),

    /** The path of another file, or the same. */
    OTHER_PATH("an absolute path, or same for the file itself", "/data/other", text -> text),

    /** A kind of call to a disk. */
    OPERATION("read, write, sync or change", "sync", text -> oneOf(DiskFault.Operation.class, text)),

    /** The name of a format of logs. */
    FORMAT("the name of a format of logs, or any to go by the file", "kv-log", text -> text),

    /** A record of a log, as {@link RecordChoice}. */
    RECORD("a record: any, first, last, a number, -2, or a type before a colon", "setData:last", RecordChoice::parse),

    /** A field of a record. */
    FIELD("the name or kind of a field, or any", "value", text -> text),

    /** Bytes of a file, as {@link ByteRange}. */
    RANGE("any, or a range of bytes", "100..200", ByteRange::parse),

    /** When a record is changed. */
    STAGE("rest, write or read", "rest", text -> oneOf(RecordFault.Stage.class, text)),

    /** What a field becomes. */
    BECOMING("flip, zero, ones or drawn", "ones", text -> oneOf(RecordFault.Becoming.class, text)),

    /** What becomes of a checksum. */
    SUM("stale or right", "right", text -> oneOf(RecordFault.Sum.class, text)),

    /** What is done to an order. */
    EDIT("delete, duplicate or swap", "delete", text -> oneOf(RecordFault.Edit.class, text)),

    /** Chances of what goes wrong with datagrams. */
    CHANCES(
            "chances of loss, duplication and reordering",
            "loss 0.1 duplication 0.05 reordering 0.2",
            ChancesNotation::read,
            value -> ChancesNotation.write((DatagramFaults) value));

    private final String is;
    private final String example;

    @SuppressWarnings("ImmutableEnumChecker") // none has a state
    private final Function<Line, Object> reader;

    @SuppressWarnings("ImmutableEnumChecker") // none has a state
    private final Function<Object, String> writer;

    Notation(String is, String example, Function<Line, Object> reader, Function<Object, String> writer) {
        this.is = is;
        this.example = example;
        this.reader = reader;
        this.writer = writer;
    }

    /** Makes one of a single word, which is written as the value says itself; that of an enum in small letters. */
    Notation(String is, String example, Function<String, Object> reader) {
        this(
                is,
                example,
                word(is, reader),
                value -> value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value.toString());
    }

    /**
     * Reads a value from where the line stands, and what follows it of space.
     *
     * @throws FaultSyntaxException if there is none
     */
    Object read(Line line) {
        return line.at(line.column(), () -> reader.apply(line));
    }

    /** Writes what reads back as the value. */
    String write(Object value) {
        return writer.apply(value);
    }

    /** Returns what it is, for people. */
    String is() {
        return is;
    }

    String example() {
        return example;
    }

    private static Function<Line, Object> word(String expected, Function<String, Object> reader) {
        return line -> reader.apply(line.word(expected));
    }

    private static Object factor(Line line) {
        if (!line.symbol("x")) {
            throw line.expected("a factor, such as x20");
        }
        return Numbers.parse(line.word("a factor, such as x20"));
    }

    private static Object returned(Line line) {
        String what = "a value, such as null, 42 or \"text\"";
        return line.symbolIsNext("\"") ? line.quoted(what) : line.word(what);
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private static long ppm(String word) {
        if (!word.matches("-?[0-9]{1,18}ppm")) {
            throw new IllegalArgumentException(
                    "'" + word + "' is no drift; write a whole number and ppm, such as 500ppm");
        }
        return Long.parseLong(word.substring(0, word.length() - "ppm".length()));
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String word) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        int found = words.indexOf(word);
        if (found < 0) {
            int last = words.size() - 1;
            throw new IllegalArgumentException("expected " + String.join(", ", words.subList(0, last)) + " or "
                    + words.get(last) + ", found '" + word + "'");
        }
        return type.getEnumConstants()[found];
    }
}
