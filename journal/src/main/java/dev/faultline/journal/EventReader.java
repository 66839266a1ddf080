package dev.faultline.journal;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code events.ndjson} one event at a time: strict, within limits, in memory that does not grow with the file.
 * Steps are dense and causes come before their effects, or the file is refused at the line and column of the fault.
 * Not thread-safe.
 */
public final class EventReader extends JournalReader<Event> {
    private static final Set<String> NAMES = Set.of("event", "step", "node", "subnode", "data", "t", "cause", "lc");

    private final @Nullable LamportClocks clocks;
    private long step;

    private EventReader(Lines lines, Limits limits, @Nullable LamportClocks clocks, long firstStep) {
        super(lines, limits);
        this.clocks = clocks;
        this.step = firstStep;
    }

    /** Opens a file with {@link Limits#DEFAULT}; @throws java.io.UncheckedIOException when it cannot be opened. */
    public static EventReader open(Path file) {
        return open(file, Limits.DEFAULT);
    }

    /** Opens a file; @throws java.io.UncheckedIOException when it cannot be opened. */
    public static EventReader open(Path file, Limits limits) {
        return new EventReader(lines(file, limits), limits, null, 0);
    }

    /**
     * Opens a file whose Lamport clocks are computed again and compared; costs 4 bytes an event.
     *
     * @throws java.io.UncheckedIOException when it cannot be opened
     */
    public static EventReader openVerifyingClocks(Path file, Limits limits) {
        return new EventReader(lines(file, limits), limits, new LamportClocks(), 0);
    }

    /** Reads a stream, which it closes; faults name it {@code source}. */
    public static EventReader of(String source, InputStream in, Limits limits) {
        return new EventReader(lines(source, in, limits), limits, null, 0);
    }

    /** Reads from the middle of a file on, where the line of {@code firstStep} starts. */
    static EventReader from(long firstStep, String source, InputStream in) {
        return new EventReader(new Lines(source, in, Limits.DEFAULT, firstStep), Limits.DEFAULT, null, firstStep);
    }

    @Override
    Event read(Fields fields) {
        fields.expectOnly(NAMES);
        long number = fields.number("step");
        if (number != step) {
            throw fields.fault("step", "is " + number + " where " + step + " comes next; steps count from 0");
        }
        List<Long> cause = fields.numbers("cause");
        String fault = LamportClocks.fault(step, cause);
        if (fault != null) {
            throw fields.fault("cause", "is wrong: " + fault);
        }
        Event event = new Event(
                fields.text("event"),
                number,
                fields.text("node"),
                fields.text("subnode"),
                fields.map("data"),
                fields.number("t"),
                cause,
                fields.number("lc"));
        if (clocks != null) {
            verify(clocks, event, fields);
        }
        step++;
        return event;
    }

    private static void verify(LamportClocks clocks, Event event, Fields fields) {
        int clock = clocks.after(event.cause());
        if (event.lamport() != clock) {
            throw fields.fault("lc", "is " + event.lamport() + "; the causes give " + clock);
        }
        clocks.add(clock);
    }

    @Override
    void end() {
        // every prefix of a run's events is a run's events
    }
}
