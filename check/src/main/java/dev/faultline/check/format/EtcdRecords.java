package dev.faultline.check.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The console log of Jepsen: {@code INFO  jepsen.util - PROCESS :TYPE :F VALUE} a line, other lines aside. */
final class EtcdRecords implements RecordSource {

    private static final String MARK = "jepsen.util";
    private static final int WORDS_BEFORE_VALUE = 3;

    private final ByteSource source;
    private final ReadLimits limits;

    EtcdRecords(ByteSource source, ReadLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    static Event.@Nullable Type typeOf(String name) {
        return switch (name) {
            case "invoke" -> Event.Type.INVOKE;
            case "ok" -> Event.Type.OK;
            case "fail" -> Event.Type.FAIL;
            case "info" -> Event.Type.INFO;
            default -> null;
        };
    }

    @Override
    public @Nullable Event next() {
        while (source.peek() != ByteSource.END) {
            source.startRecord();
            long line = source.line();
            String text = line();
            if (!text.isBlank()) {
                return event(text, line);
            }
        }
        return null;
    }

    private String line() {
        int length = 0;
        while (true) {
            while (source.position + length < source.limit) {
                if (source.buffer[source.position + length] == '\n') {
                    return takeLine(length, 1);
                }
                length++;
            }
            if (!source.more()) {
                return takeLine(length, 0);
            }
        }
    }

    private String takeLine(int length, int lineEnd) {
        String text = new String(source.buffer, source.position, length, StandardCharsets.UTF_8);
        source.position += length + lineEnd;
        return text;
    }

    private Event event(String text, long line) {
        List<String> words = new ArrayList<>();
        int dash = text.indexOf(" - ");
        if (!text.startsWith("INFO") || !text.contains(MARK) || dash < 0) {
            throw error(line, "not a line of a Jepsen log: " + text.strip());
        }
        int at = dash + 3;
        while (words.size() < WORDS_BEFORE_VALUE) {
            int start = skip(text, at, true);
            int end = skip(text, start, false);
            if (start == end) {
                throw error(line, "a line needs a process, a type, a function and a value");
            }
            words.add(text.substring(start, end));
            at = end;
        }
        Event.Type type = words.get(1).startsWith(":") ? typeOf(words.get(1).substring(1)) : null;
        if (type == null) {
            throw error(line, "the type of an event is :invoke, :ok, :fail or :info, not " + words.get(1));
        }
        if (!words.get(2).startsWith(":") || words.get(2).length() < 2) {
            throw error(line, "a function begins with a colon: " + words.get(2));
        }
        Object value = value(text.substring(at), line);
        boolean timedOut = "timed-out".equals(value);
        return new Event(
                type,
                process(words.get(0), line),
                words.get(2).substring(1).intern(),
                null,
                timedOut ? null : value,
                timedOut ? value : null,
                Event.NONE,
                Event.NONE,
                Event.NONE,
                line,
                null);
    }

    private int process(String word, long line) {
        if (word.equals(":nemesis")) {
            return Event.NEMESIS;
        }
        try {
            int process = Integer.parseInt(word);
            if (process >= 0) {
                return process;
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw error(line, "a process is a number from 0, not " + word);
    }

    private @Nullable Object value(String text, long line) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        try (ByteSource value = new ByteSource(new ByteArrayInputStream(bytes), source.file(), limits)) {
            EdnParser parser = new EdnParser(value, limits);
            Object parsed = parser.value();
            if (parser.skipBlank() == ByteSource.END) {
                return parsed;
            }
        } catch (FormatException malformed) {
            throw error(line, "not a value: " + text.strip());
        }
        throw error(line, "more than one value: " + text.strip());
    }

    private FormatException error(long line, String problem) {
        return new FormatException(source.file(), line, problem);
    }

    private static int skip(String text, int from, boolean blanks) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at)) == blanks) {
            at++;
        }
        return at;
    }
}
