package dev.faultline.check.isolation;

import dev.faultline.check.Answer;
import dev.faultline.check.format.Event;
import dev.faultline.check.format.EventPlaces.Place;
import dev.faultline.check.isolation.Transactions.Fate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that an answer speaks of, each with its place: who ran it, and where it stands in the file. A name such as
 * {@code T17} means nothing to who has the file only.
 */
final class NamedTransactions {

    private static final Pattern NAME = Pattern.compile("\\bT([0-9]{1,9})\\b");
    private static final double NANOS = 1e9;

    private final Transactions history;
    private final OperationWords words;

    NamedTransactions(Transactions history) {
        this.history = history;
        words = new OperationWords(history);
    }

    /** Those that take part in an anomaly, are in its counterexample, or are named in its sentences; in order. */
    SequencedSet<Integer> of(IsolationVerdict.Violation violation) {
        TreeSet<Integer> named = new TreeSet<>(violation.transactions());
        named.addAll(violation.anomaly().transactions());
        List<String> sentences = new ArrayList<>(List.of(violation.sentence()));
        violation.anomaly().cycle().forEach(edge -> sentences.add(edge.sentence()));
        for (String sentence : sentences) {
            for (Matcher name = NAME.matcher(sentence); name.find(); ) {
                int t = Integer.parseInt(name.group(1));
                if (t < history.size()) {
                    named.add(t);
                }
            }
        }
        return named;
    }

    /** Such as {@code T3 (process 0, lines 7 and 12, index 6 and 11, 1.2 s to 1.3 s): append x 1, read y [2]}. */
    String line(int t) {
        return "T%d (%s): %s".formatted(t, place(t), did(t));
    }

    /** What it did, without its name. */
    String did(int t) {
        return words.transaction(t);
    }

    /** Who ran it and where it stands. */
    String place(int t) {
        Place begin = history.invokedAt(t);
        Place end = history.completedAt(t);
        StringBuilder text = new StringBuilder(history.timed() ? "process " : "session ").append(history.process(t));
        if (!history.timed()) {
            text.append(", its transaction ").append(numberInSession(t));
        }
        text.append(both("line", "lines", begin, end, Place::line));
        text.append(both("index", "indexes", begin, end, Place::index));
        if (begin != null && begin.timeNanos() != Event.NONE) {
            text.append(", ").append(seconds(begin.timeNanos()));
            if (end != null && end.timeNanos() != Event.NONE) {
                text.append(" to ").append(seconds(end.timeNanos()));
            }
        }
        return text.append(
                        switch (history.fate(t)) {
                            case COMMITTED -> "";
                            case ABORTED -> ", aborted";
                            case UNKNOWN -> ", outcome unknown";
                        })
                .toString();
    }

    private static String both(
            String one, String two, @Nullable Place begin, @Nullable Place end, ToLongFunction<Place> what) {
        if (begin == null || what.applyAsLong(begin) == Event.NONE) {
            return "";
        }
        long from = what.applyAsLong(begin);
        long to = end == null ? from : what.applyAsLong(end);
        return from == to ? ", %s %d".formatted(one, from) : ", %s %d and %d".formatted(two, from, to);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f s", nanos / NANOS);
    }

    /** From 1; a walk over all transactions before. */
    private int numberInSession(int t) {
        int number = 1;
        for (int other = 0; other < t; other++) {
            number += history.process(other) == history.process(t) ? 1 : 0;
        }
        return number;
    }

    /** The same for programs. */
    Map<String, @Nullable Object> fields(int t) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", "T" + t);
        fields.put("number", t);
        fields.put("process", history.process(t));
        if (!history.timed()) {
            fields.put("numberInSession", numberInSession(t));
        }
        fields.put("fate", history.fate(t).name());
        fields.put("invoked", fields(history.invokedAt(t)));
        fields.put("completed", history.fate(t) == Fate.UNKNOWN ? null : fields(history.completedAt(t)));
        fields.put("operations", words.fields(t));
        return fields;
    }

    private static @Nullable Map<String, Object> fields(@Nullable Place place) {
        if (place == null) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "line", place.line());
        put(fields, "index", place.index());
        put(fields, "timeNanos", place.timeNanos());
        return fields.isEmpty() ? null : fields;
    }

    private static void put(Map<String, Object> fields, String name, long value) {
        if (value != Event.NONE) {
            fields.put(name, value);
        }
    }

    /** An edge for programs. */
    static Map<String, @Nullable Object> fields(Anomaly.Edge edge) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("from", "T" + edge.from());
        fields.put("to", "T" + edge.to());
        fields.put("kind", edge.kind().word());
        fields.put("meaning", edge.kind().meaning());
        fields.put("key", edge.key());
        fields.put("fromValue", Answer.plain(edge.fromValue()));
        fields.put("toValue", Answer.plain(edge.toValue()));
        fields.put("sentence", edge.sentence());
        return fields;
    }
}
