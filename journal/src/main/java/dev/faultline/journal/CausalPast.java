package dev.faultline.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that led to one event: the event, its causes, theirs, and so on. Made in one pass over the file up to the
 * event and one step back over the causes; costs 4 bytes an event and 4 bytes a cause. The events themselves are read
 * again when they are wanted. Immutable, so thread-safe.
 */
public final class CausalPast {
    /** 256 MiB of causes. */
    private static final int CAUSE_LIMIT = 1 << 26;

    private final Path events;
    private final Limits limits;
    private final BitSet steps;

    private CausalPast(Path events, Limits limits, BitSet steps) {
        this.events = events;
        this.limits = limits;
        this.steps = steps;
    }

    /** The past of an event with {@link Limits#DEFAULT}, as {@link #of(Path, long, Limits)}. */
    public static CausalPast of(Path events, long step) {
        return of(events, step, Limits.DEFAULT);
    }

    /**
     * The past of an event.
     *
     * @param events an {@code events.ndjson}
     * @throws IllegalArgumentException when the file has no such step
     * @throws IllegalStateException when there are more than 67,108,864 causes up to it
     * @throws MalformedJournalException when the file is not what it should be
     */
    public static CausalPast of(Path events, long step, Limits limits) {
        IntList starts = new IntList();
        IntList causes = new IntList();
        try (EventReader reader = EventReader.open(events, limits)) {
            while (starts.size() <= step && reader.hasNext()) {
                starts.add(causes.size());
                for (long cause : reader.next().cause()) {
                    causes.add((int) cause);
                }
                if (causes.size() > CAUSE_LIMIT) {
                    throw new IllegalStateException(
                            "more than " + CAUSE_LIMIT + " causes before step " + step + " of " + events);
                }
            }
        }
        if (step < 0 || starts.size() <= step) {
            throw new IllegalArgumentException(
                    events + " has no step " + step + (step < 0 ? "" : "; its last is " + (starts.size() - 1)));
        }
        starts.add(causes.size());
        return new CausalPast(events, limits, back((int) step, starts, causes));
    }

    /** Causes are earlier, so one walk from the event down meets each event after all of its effects. */
    private static BitSet back(int step, IntList starts, IntList causes) {
        BitSet past = new BitSet(step + 1);
        past.set(step);
        for (int effect = step; effect >= 0; effect = past.previousSetBit(effect - 1)) {
            for (int i = starts.get(effect); i < starts.get(effect + 1); i++) {
                past.set(causes.get(i));
            }
        }
        return past;
    }

    /** How many events, the event itself included. */
    public long size() {
        return steps.cardinality();
    }

    /** Whether the event of that step is the event itself or happened before it. */
    public boolean contains(long step) {
        return step >= 0 && step < steps.length() && steps.get((int) step);
    }

    /** The events in order; close the stream, which reads the file. */
    public Stream<Event> events() {
        return EventReader.open(events, limits).stream()
                .takeWhile(event -> event.step() < steps.length())
                .filter(event -> steps.get((int) event.step()));
    }

    /**
     * Prints one line for each event, oldest first: step, time, where, what, and because of which steps.
     *
     * @throws UncheckedIOException when {@code out} refuses
     */
    public void print(Appendable out) {
        try (Stream<Event> past = events()) {
            past.forEach(event -> {
                try {
                    out.append(describe(event)).append('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot print", e);
                }
            });
        }
    }

    private static String describe(Event event) {
        String where = event.subnode().isEmpty() ? event.node() : event.node() + "/" + event.subnode();
        List<Long> cause = event.cause();
        String because = cause.isEmpty()
                ? ""
                : cause.stream().map(step -> "#" + step).collect(Collectors.joining(", ", "  <- ", ""));
        return "#%d  %d ns  %s  %s %s%s"
                .formatted(
                        event.step(),
                        event.timeNanos(),
                        where.isEmpty() ? "-" : JsonBytes.escape(where),
                        JsonBytes.escape(event.name()),
                        JsonBytes.print(event.data()),
                        because);
    }
}
