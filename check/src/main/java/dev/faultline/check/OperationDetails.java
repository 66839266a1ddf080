package dev.faultline.check;

import dev.faultline.check.format.Event;
import dev.faultline.check.format.EventPlaces.Place;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An operation of a counterexample with its place in the file that was read, for people and for programs. */
final class OperationDetails {

    private static final double NANOS = 1e9;

    private final History history;
    /** Whether the history tells times at all. */
    private final boolean timed;

    OperationDetails(History history) {
        this.history = history;
        timed = IntStream.range(0, history.size()).anyMatch(i -> history.completedNanos(i) != history.invokedNanos(0));
    }

    /** Such as {@code process 2  x: write 3  [events 6..8, lines 7 and 9, 1.000000 s to 1.200000 s]}. */
    String line(@Nullable Model<?> model, Operation o) {
        String key = o.key() == null ? "" : o.key() + ": ";
        return "process %d  %s%s  [%s]".formatted(o.process(), key, ViolationPicture.words(model, o), place(o));
    }

    /** Where it stands in the file, and when it was. */
    String place(Operation o) {
        boolean open = o.completedEvent() == Operation.NEVER;
        Place begin = history.place(o.invokedEvent());
        Place end = open ? null : history.place(o.completedEvent());
        StringBuilder text =
                new StringBuilder("events ").append(o.invokedEvent()).append("..");
        text.append(open ? "" : o.completedEvent());
        if (begin != null) {
            text.append(end == null ? ", line " + begin.line() : ", lines " + begin.line() + " and " + end.line());
        }
        if (timed) {
            text.append(", ").append(seconds(o.invokedNanos()));
            text.append(open ? "" : " to " + seconds(o.completedNanos()));
        }
        return text.toString();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f s", nanos / NANOS);
    }

    /** The same for programs; what is not known is null. */
    Map<String, @Nullable Object> fields(Operation o) {
        boolean open = o.completedEvent() == Operation.NEVER;
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("index", o.index());
        fields.put("process", o.process());
        fields.put("f", o.f());
        fields.put("key", Answer.plain(o.key()));
        fields.put("value", Answer.plain(o.value()));
        fields.put("outcome", o.outcome().name());
        fields.put("result", Answer.plain(o.result()));
        fields.put("invokedEvent", o.invokedEvent());
        fields.put("completedEvent", open ? null : o.completedEvent());
        fields.put("invokedNanos", timed ? o.invokedNanos() : null);
        fields.put("completedNanos", open || !timed ? null : o.completedNanos());
        put(fields, "invoked", history.place(o.invokedEvent()));
        put(fields, "completed", open ? null : history.place(o.completedEvent()));
        return fields;
    }

    private static void put(Map<String, @Nullable Object> fields, String name, @Nullable Place place) {
        fields.put(name + "Line", place == null || place.line() == Event.NONE ? null : place.line());
        fields.put(name + "Index", place == null || place.index() == Event.NONE ? null : place.index());
    }
}
