package dev.faultline.check.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events as maps, in a vector, in a list, or one after the other. */
final class MapRecords implements RecordSource {

    private static final int NO_BRACKET = 0;
    private static final int NOT_BEGUN = -2;
    /** The field in the order of {@link Fields#take}. */
    private static final int VALUE = 4;

    private static final Set<String> WRITES = Set.of("write", "put");
    private static final Set<String> READS = Set.of("read", "get");

    private final ByteSource source;
    private final ValueParser parser;
    private final Processes processes;
    /** The fields of an event that mean nothing here; one list for all events. */
    private final List<String> others = new ArrayList<>();

    private int close = NOT_BEGUN;
    private boolean first = true;

    MapRecords(ByteSource source, ValueParser parser, Processes processes) {
        this.source = source;
        this.parser = parser;
        this.processes = processes;
    }

    @Override
    public @Nullable Event next() {
        source.startRecord();
        if (close == NOT_BEGUN) {
            begin();
        }
        if (close == NO_BRACKET) {
            if (parser.skipBlank() == ByteSource.END) {
                return null;
            }
        } else if (!parser.hasNext(close, first)) {
            if (parser.skipBlank() != ByteSource.END) {
                throw source.error("text after the end of the history");
            }
            close = NO_BRACKET;
            return null;
        }
        first = false;
        return record();
    }

    private void begin() {
        int c = parser.skipBlank();
        close = c == '[' ? ']' : c == '(' ? ')' : NO_BRACKET;
        if (close != NO_BRACKET) {
            source.position++;
        }
    }

    private Event record() {
        parser.skipBlank();
        long line = source.line();
        parser.skipToMap();
        parser.expect('{');
        others.clear();
        Fields fields = new Fields(source, processes, others);
        boolean firstField = true;
        while (parser.hasNext('}', firstField)) {
            firstField = false;
            fields.take(parser.key(), parser);
        }
        return fields.event(line);
    }

    /** The fields of one event; others are read and forgotten. */
    private static final class Fields {

        private final ByteSource source;
        private final Processes processes;
        private final List<String> others;
        private Event.@Nullable Type type;
        private int process = Event.UNNAMED;
        private @Nullable String f;
        private @Nullable Object key;
        private @Nullable Object value;
        private @Nullable Object error;
        private long timeNanos = Event.NONE;
        private long index = Event.NONE;
        private long version = Event.NONE;
        private int seen;

        Fields(ByteSource source, Processes processes, List<String> others) {
            this.source = source;
            this.processes = processes;
            this.others = others;
        }

        void take(@Nullable Object name, ValueParser parser) {
            if (!(name instanceof String text)) {
                throw source.error("an event has fields with names, not " + name);
            }
            switch (text) {
                case "type" -> type = type(once(0, text, parser.value()));
                case "process" -> process = process(once(1, text, parser.value()));
                case "f" -> f = function(once(2, text, parser.value()));
                case "key" -> key = once(3, text, parser.value());
                case "value" -> value = once(VALUE, text, parser.value());
                case "error" -> error = once(5, text, parser.value());
                case "time" -> timeNanos = time(once(6, text, parser.value()));
                case "index" -> index = index(once(7, text, parser.value()));
                case "version" -> version = version(once(8, text, parser.value()));
                default -> {
                    parser.value();
                    others.add(text);
                }
            }
        }

        private @Nullable Object once(int field, String name, @Nullable Object read) {
            if ((seen & 1 << field) != 0) {
                throw source.error("the field " + name + " occurs twice");
            }
            seen |= 1 << field;
            return read;
        }

        private Event.Type type(@Nullable Object read) {
            Event.Type known = EtcdRecords.typeOf(Word.letters(read));
            if (known == null) {
                throw source.error("the type of an event is invoke, ok, fail or info, not " + read);
            }
            return known;
        }

        private int process(@Nullable Object read) {
            Integer number = processes.number(read instanceof Word word ? word.letters() : read);
            if (number == null) {
                throw source.error("a process is a whole number or a name, not " + read);
            }
            return number;
        }

        private @Nullable String function(@Nullable Object read) {
            if (read instanceof String || read instanceof Word || read == null) {
                return read == null ? null : Word.letters(read);
            }
            throw source.error("f is a name, not " + read);
        }

        private long time(@Nullable Object read) {
            return switch (read) {
                case null -> Event.NONE;
                case Long nanos -> nanos;
                case Double nanos -> nanos.longValue();
                default -> throw source.error("a time is a number of nanoseconds, not " + read);
            };
        }

        private long index(@Nullable Object read) {
            return switch (read) {
                case null -> Event.NONE;
                case Long number when number >= Event.NONE -> number;
                default -> throw source.error("an index is a number from 0, not " + read);
            };
        }

        /** Other things than numbers that are called so are of no interest. */
        private static long version(@Nullable Object read) {
            return read instanceof Long number && number >= 0 ? number : Event.NONE;
        }

        /**
         * What is written must stand there, if only as nil: a name that is misspelt would say nil, too. So must what was read,
         * unless nothing else is there that may be it: some writers leave nil out.
         */
        private boolean needsValue() {
            return f != null
                    && (type == Event.Type.INVOKE
                            ? WRITES.contains(f)
                            : type == Event.Type.OK && READS.contains(f) && !others.isEmpty());
        }

        Event event(long line) {
            if (type == null) {
                throw source.error("an event without a type");
            }
            if ((seen & 1 << VALUE) == 0 && process != Event.NEMESIS && needsValue()) {
                throw source.error((type == Event.Type.INVOKE ? "a " : "an answered ") + f + " has no field 'value'"
                        + (others.isEmpty() ? "" : "; its other fields are " + String.join(", ", others)));
            }
            return new Event(type, process, f, key, value, error, timeNanos, index, version, line, null);
        }
    }
}
