package dev.faultline.check;

import dev.faultline.check.picture.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws what shows a violation: the operations of the counterexample on a line for each process, and an order that explains
 * them up to the answer with which no order does any more.
 */
public final class ViolationPicture {

    private static final int MOST_ORDERED = Timeline.MOST_BARS;
    private static final Limits LIMITS =
            Limits.standard().withConfigurations(1 << 16).withMemoryBytes(16 << 20);

    private ViolationPicture() {}

    /**
     * Something that lasted while the history was made, such as a fault.
     *
     * @param name a short one, such as its number
     * @param words what it was
     * @param fromNanos when it began, by the clock of the history
     * @param toNanos when it was over
     */
    public record Span(String name, String words, long fromNanos, long toNanos) {

        /** The same where places are times. */
        Timeline.Band band() {
            return new Timeline.Band(name, words, fromNanos, toNanos);
        }
    }

    /**
     * The picture.
     *
     * @param model of the check, null if it was none, as of an invariant
     * @param spans what went on meanwhile; those outside of the time of the operations are left out
     */
    public static Timeline of(@Nullable Model<?> model, Verdict.Violation violation, List<Span> spans) {
        List<Operation> operations = violation.operations();
        boolean manyKeys = operations.stream().map(Operation::key).distinct().count() > 1;
        List<Timeline.Bar> bars = new ArrayList<>();
        for (Operation o : operations) {
            boolean last = o.index() == violation.trigger().index();
            String words = manyKeys ? o.key() + ": " + words(model, o) : words(model, o);
            bars.add(new Timeline.Bar("process " + o.process(), words, o.invokedEvent(), end(o), last));
        }
        int[] events = events(operations);
        List<Timeline.Point> order =
                model == null || violation.level() != Level.LINEARIZABLE ? List.of() : order(model, violation, events);
        String title = "%s contradicts each other%s"
                .formatted(
                        violation.level() == Level.INVARIANT ? "What" : "Not " + violation.level() + ": what",
                        violation.key() == null || manyKeys ? "" : ", key " + violation.key());
        TimeMarks marks = new TimeMarks(events, times(operations));
        return new Timeline(
                title, bars, order, marks.bands(spans), marks.seconds(), marks.breaks(), note(order, marks));
    }

    private static String note(List<Timeline.Point> order, TimeMarks marks) {
        String red = order.isEmpty()
                ? "red: the answer with which nothing explains what was seen"
                : "numbers: an order that explains all but the red answer; none explains that, too";
        return marks.seconds().isEmpty() ? red : red + "; times in seconds";
    }

    private static int end(Operation o) {
        return o.completedEvent() == Operation.NEVER ? Timeline.NEVER : o.completedEvent();
    }

    static String words(@Nullable Model<?> model, Operation o) {
        if (model != null) {
            return model.describe(o);
        }
        String call = o.value() == null ? o.f() : o.f() + " " + o.value();
        return switch (o.outcome()) {
            case OK -> call + (Objects.equals(o.result(), o.value()) ? "" : " -> " + o.result());
            case FAIL -> call + " (failed)";
            case INFO -> call + " (outcome unknown)";
        };
    }

    private static int[] events(List<Operation> operations) {
        return operations.stream()
                .flatMapToInt(o -> IntStream.of(o.invokedEvent(), o.completedEvent()))
                .filter(event -> event != Operation.NEVER)
                .sorted()
                .toArray();
    }

    /** An order of the operations as long as the last answer is not known; empty if there is none, or none was found. */
    private static <S> List<Timeline.Point> order(Model<S> model, Verdict.Violation violation, int[] events) {
        List<Operation> operations = violation.operations();
        if (operations.size() > MOST_ORDERED) {
            return List.of();
        }
        List<Operation> before = operations.stream()
                .map(o -> o.index() == violation.trigger().index() ? o.asSeenAfter(o.completedEvent()) : o)
                .toList();
        if (!(Check.linearizability(model).within(LIMITS).run(History.of(before))
                instanceof Verdict.Valid(Level _, Witness witness, String _))) {
            return List.of();
        }
        List<Timeline.Point> order = new ArrayList<>();
        for (int i = 0; i < witness.size(); i++) {
            order.add(new Timeline.Point(witness.operation(i), events[witness.pointEvent(i)]));
        }
        return order;
    }

    /** The time of each event. */
    private static Map<Integer, Long> times(List<Operation> operations) {
        Map<Integer, Long> times = new HashMap<>();
        for (Operation o : operations) {
            times.put(o.invokedEvent(), o.invokedNanos());
            if (o.completedEvent() != Operation.NEVER) {
                times.put(o.completedEvent(), o.completedNanos());
            }
        }
        return times;
    }
}
