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
import java.util.function.Supplier;

/** How a value is written in the line of a fault, so that it reads back as the same. */
enum Notation {
    /** Nodes with commas between them, or {@code all}, as a list. */
    NODES("nodes with commas between them, or all", "n1,n2") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> Names.checkOrAll(line.names()));
        }

        @Override
        String write(Object value) {
            return Names.text(strings(value));
        }
    },

    /** Ways between nodes, as {@link Links}. */
    LINKS("nodes, > or <>, and nodes", "n1 <> n2") {
        @Override
        Object read(Line line) {
            int column = line.column();
            List<String> from = line.names();
            boolean bothWays = line.symbol("<>");
            if (!bothWays && !line.symbol(">")) {
                throw line.expected("',', '>' or '<>'");
            }
            List<String> to = line.names();
            return at(line, column, () -> new Links(from, to, bothWays));
        }

        @Override
        String write(Object value) {
            return value.toString();
        }
    },

    /** The shape of a partition and its sides, as {@link Cut}. */
    CUT("a shape and the sides", "halves n1,n2 | n3") {
        @Override
        Object read(Line line) {
            Cut.Shape shape = at(line, line.column(), () -> Cut.Shape.ofWord(line.word("the shape of the partition")));
            int sides = line.column();
            List<String> side = at(line, sides, () -> Names.check(line.names()));
            if (shape == Cut.Shape.RING) {
                return at(line, sides, () -> new Cut(shape, side, List.of()));
            }
            String between = shape == Cut.Shape.ONE_WAY ? ">" : "|";
            if (!line.symbol(between)) {
                throw line.expected("',' or '" + between + "'");
            }
            List<String> other = at(line, line.column(), () -> Names.check(line.names()));
            return at(line, sides, () -> new Cut(shape, side, other));
        }

        @Override
        String write(Object value) {
            return value.toString();
        }
    },

    /** A duration, which may be negative where its part allows it. */
    DURATION("a duration", "1.5s") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> Times.parse(line.word("a duration, such as 3s")));
        }

        @Override
        String write(Object value) {
            return Times.text((Duration) value);
        }
    },

    /** How long something takes, by chance. */
    DISTRIBUTION("a distribution", "uniform 10ms 50ms") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> Distribution.parse(line.wordsUntil("for")));
        }

        @Override
        String write(Object value) {
            return value.toString();
        }
    },

    /** A number with decimals. */
    NUMBER("a number", "0.5") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> Numbers.parse(line.word("a number, such as 0.5")));
        }

        @Override
        String write(Object value) {
            return Numbers.text((Double) value);
        }
    },

    /** How many times as much. */
    FACTOR("a factor", "x20") {
        @Override
        Object read(Line line) {
            if (!line.symbol("x")) {
                throw line.expected("a factor, such as x20");
            }
            return at(line, line.column() - 1, () -> Numbers.parse(line.word("a factor, such as x20")));
        }

        @Override
        String write(Object value) {
            return "x" + Numbers.text((Double) value);
        }
    },

    /** Millionths. */
    PPM("millionths", "500ppm") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> ppm(line.word("a drift, such as 500ppm")));
        }

        @Override
        String write(Object value) {
            return value + "ppm";
        }
    },

    /** An absolute path on a node's disk. */
    PATH("an absolute path", "/data", word -> word),

    /** A pattern of absolute paths. */
    PATTERN("a pattern of absolute paths", "/data/**.log", word -> word),

    /** A pattern of methods. */
    METHODS("a pattern of methods", "org.example.Store.write*") {
        @Override
        Object read(Line line) {
            return line.word("a pattern of methods, such as org.example.Store.write*");
        }

        @Override
        String write(Object value) {
            return (String) value;
        }
    },

    /** The name of a class. */
    CLASS("the full name of a class", "java.io.IOException") {
        @Override
        Object read(Line line) {
            return line.word("the name of a class, such as java.io.IOException");
        }

        @Override
        String write(Object value) {
            return (String) value;
        }
    },

    /** A text in quotation marks. */
    TEXT("a text in quotation marks", "\"disk full\"") {
        @Override
        Object read(Line line) {
            return Quotes.unquoted(line.quoted("a text in quotation marks, such as \"disk full\""));
        }

        @Override
        String write(Object value) {
            return Quotes.quoted((String) value);
        }
    },

    /** What a method returns, as it is written. */
    VALUE("void, null, true, a number, a \"text\", a constant of an enum, or empty", "42") {
        @Override
        Object read(Line line) {
            String what = "a value, such as null, 42 or \"text\"";
            return line.symbolIsNext("\"") ? line.quoted(what) : line.word(what);
        }

        @Override
        String write(Object value) {
            return (String) value;
        }
    },

    /** Which packets. */
    FILTER("packets", "udp port 7000") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> {
                String words = line.wordsUntil("for");
                return words.equals("any") ? PacketFilter.ALL : PacketFilter.parse(words);
            });
        }

        @Override
        String write(Object value) {
            return value.equals(PacketFilter.ALL) ? "any" : value.toString();
        }
    },

    /** A number of bytes. */
    BYTES("a number of bytes with B, KB, MB or GB", "512B") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> Numbers.bytes(line.word("a number of bytes, such as 512B")));
        }

        @Override
        String write(Object value) {
            return Numbers.bytesText((Long) value);
        }
    },

    /** A number of bytes, perhaps negative. */
    SHIFT("a number of bytes, negative for towards the beginning", "-4096B") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> Numbers.bytes(line.word("a number of bytes, such as 4096B")));
        }

        @Override
        String write(Object value) {
            return Numbers.bytesText((Long) value);
        }
    },

    /** How many, or any number of. */
    COUNT("a number, or any", "3") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> Numbers.orAny(line.word("a number, or any"), Long.MAX_VALUE));
        }

        @Override
        String write(Object value) {
            return Numbers.orAnyText((Long) value, Long.MAX_VALUE);
        }
    },

    /** A number from 0, or any. */
    PLACE("a number from 0, or any", "17") {
        @Override
        Object read(Line line) {
            return at(line, line.column(), () -> Numbers.orAny(line.word("a number, or any"), -1));
        }

        @Override
        String write(Object value) {
            return Numbers.orAnyText((Long) value, -1);
        }
    },

    /** Options of an experiment and their values, as a map. */
    SETTINGS("options and their values, NAME=VALUE with commas between them", "version=2.0") {
        @Override
        Object read(Line line) {
            return at(
                    line,
                    line.column(),
                    () -> Settings.parse(line.word("an option and its value, such as version=2.0")));
        }

        @Override
        String write(Object value) {
            return Settings.text((Map<?, ?>) value);
        }
    },

    /** Where damage shows. */
    LAYER("cache or platter", "cache", word -> oneOf(DiskFault.Layer.class, word)),

    /** A kind of call to a disk. */
    OPERATION("read, write, sync or change", "sync", word -> oneOf(DiskFault.Operation.class, word)),

    /** The name of a format of logs. */
    FORMAT("the name of a format of logs, or any to go by the file", "kv-log", word -> word),

    /** A record of a log, as {@link RecordChoice}. */
    RECORD("a record: any, first, last, a number, -2, or a type before a colon", "setData:last", RecordChoice::parse),

    /** A field of a record. */
    FIELD("the name or kind of a field, or any", "value", word -> word),

    /** Bytes of a file, as {@link ByteRange}. */
    RANGE("any, or a range of bytes", "100..200", ByteRange::parse),

    /** When a record is changed. */
    STAGE("rest, write or read", "rest", word -> oneOf(RecordFault.Stage.class, word)),

    /** What a field becomes. */
    BECOMING("flip, zero, ones or drawn", "ones", word -> oneOf(RecordFault.Becoming.class, word)),

    /** What becomes of a checksum. */
    SUM("stale or right", "right", word -> oneOf(RecordFault.Sum.class, word)),

    /** What is done to an order. */
    EDIT("delete, duplicate or swap", "delete", word -> oneOf(RecordFault.Edit.class, word)),

    /** Chances of what goes wrong with datagrams. */
    CHANCES("chances of loss, duplication and reordering", "loss 0.1 duplication 0.05 reordering 0.2") {
        @Override
        Object read(Line line) {
            int column = line.column();
            double loss = chance(line, "loss");
            double duplication = chance(line, "duplication");
            double reordering = chance(line, "reordering");
            return at(line, column, () -> new DatagramFaults(loss, duplication, reordering));
        }

        // Where another word stands, the chance is zero.
        private double chance(Line line, String what) {
            return line.symbol(what) ? (Double) NUMBER.read(line) : 0;
        }

        @Override
        String write(Object value) {
            DatagramFaults chances = (DatagramFaults) value;
            return (part("loss", chances.loss())
                            + part("duplication", chances.duplication())
                            + part("reordering", chances.reordering()))
                    .strip();
        }

        private static String part(String what, double chance) {
            return chance > 0 ? " " + what + " " + Numbers.text(chance) : "";
        }
    };

    private final String is;
    private final String example;

    @SuppressWarnings("ImmutableEnumChecker") // none has a state
    private final Function<String, Object> reader;

    Notation(String is, String example) {
        this(is, example, word -> word);
    }

    /** Makes one of a single word. */
    Notation(String is, String example, Function<String, Object> reader) {
        this.is = is;
        this.example = example;
        this.reader = reader;
    }

    /**
     * Reads a value from where the line stands, and what follows it of space.
     *
     * @throws FaultSyntaxException if there is none
     */
    Object read(Line line) {
        return at(line, line.column(), () -> reader.apply(line.word(is)));
    }

    /** Writes what reads back as the value. */
    String write(Object value) {
        return value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value.toString();
    }

    /** Returns what it is, for people. */
    String is() {
        return is;
    }

    String example() {
        return example;
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

    /** Says where it was that something was wrong, unless that is said already. */
    static <T> T at(Line line, int column, Supplier<T> part) {
        try {
            return part.get();
        } catch (FaultSyntaxException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw line.wrong(column, String.valueOf(e.getMessage()));
        }
    }
}
