package dev.faultline.journal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a run as they happen, numbers them and computes their Lamport clocks. The same events give the
 * same bytes.
 *
 * <p>{@link #close} makes the file appear under its name; until then it is {@code name.tmp}, which after a crash holds
 * whole lines but for the last. A refused event leaves no trace. Half a surrogate pair in a text becomes U+FFFD. Costs 4 bytes of memory an event and allocates
 * nothing else for it. Not thread-safe: the events of a run have one order.
 */
public final class EventWriter implements AutoCloseable {
    private static final byte[] EVENT = ascii("{\"event\":");
    private static final byte[] STEP = ascii(",\"step\":");
    private static final byte[] NODE = ascii(",\"node\":");
    private static final byte[] SUBNODE = ascii(",\"subnode\":");
    private static final byte[] DATA = ascii(",\"data\":");
    private static final byte[] TIME = ascii(",\"t\":");
    private static final byte[] CAUSE = ascii(",\"cause\":[");
    private static final byte[] LAMPORT = ascii("],\"lc\":");

    private final LineOutput out;
    private final LamportClocks clocks = new LamportClocks();

    private EventWriter(LineOutput out) {
        this.out = out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A writer of a file, which replaces one of that name at {@link #close}.
     *
     * @throws java.io.UncheckedIOException when the file cannot be made
     */
    public static EventWriter create(Path file) {
        return new EventWriter(new LineOutput(file.toString(), new AtomicFile(file)));
    }

    /** A writer to a stream, which it closes; with {@link OutputStream#nullOutputStream} it only computes {@link #sha256}. */
    public static EventWriter to(OutputStream out) {
        return new EventWriter(new LineOutput("events", out));
    }

    /**
     * Writes the next event.
     *
     * @param cause ascending steps of earlier events
     * @return its step
     * @throws IllegalArgumentException when a cause is not earlier or out of order, the name is empty, the data holds
     *     what JSON cannot, or the line exceeds {@link Limits#DEFAULT}
     * @throws IllegalStateException when the writer is closed, or the run has more events than the limit
     * @throws java.io.UncheckedIOException when the disk refuses
     */
    public long append(
            String name,
            String node,
            String subnode,
            Map<String, ? extends @Nullable Object> data,
            long timeNanos,
            long... cause) {
        int step = clocks.steps();
        String fault = LamportClocks.fault(step, cause);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of an event is not empty");
        }
        if (step == Limits.DEFAULT.records()) {
            throw new IllegalStateException("a run has at most " + step + " events");
        }
        int clock = clocks.after(cause);
        JsonBytes line = out.line();
        line.ascii(EVENT).text(name).ascii(STEP).number(step);
        line.ascii(NODE).text(node).ascii(SUBNODE).text(subnode);
        line.ascii(DATA)
                .value(data, JsonValues.VALUE_DEPTH)
                .ascii(TIME)
                .number(timeNanos)
                .ascii(CAUSE);
        for (int i = 0; i < cause.length; i++) {
            if (i > 0) {
                line.ascii(',');
            }
            line.number(cause[i]);
        }
        line.ascii(LAMPORT).number(clock).ascii('}');
        out.checkLine();
        out.endLine();
        clocks.add(clock);
        return step;
    }

    /**
     * Writes an event that already has its number and clock.
     *
     * @throws IllegalArgumentException also when its step is not {@link #steps} or its Lamport clock is not the one
     *     that its causes give
     */
    public void append(Event event) {
        if (event.step() != steps()) {
            throw new IllegalArgumentException("step " + event.step() + " where " + steps() + " comes next");
        }
        int clock = clocks.after(event.cause());
        if (event.lamport() != clock) {
            throw new IllegalArgumentException("step " + event.step() + " has the Lamport clock " + event.lamport()
                    + "; its causes give " + clock);
        }
        long[] cause = event.cause().stream().mapToLong(Long::longValue).toArray();
        append(event.name(), event.node(), event.subnode(), event.data(), event.timeNanos(), cause);
    }

    /** How many events were written, which is the step of the next one. */
    public long steps() {
        return clocks.steps();
    }

    /** The SHA-256 of the file so far, in hexadecimal; two runs are the same as long as these are. */
    public String sha256() {
        return out.digest();
    }

    /** Completes the file and gives it its name; a second call does nothing. */
    @Override
    public void close() {
        out.close();
    }
}
