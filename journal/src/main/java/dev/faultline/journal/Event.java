package dev.faultline.journal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. In {@code events.ndjson} it is one line:
 *
 * <pre>{"event":..,"step":..,"node":..,"subnode":..,"data":{..},"t":..,"cause":[..],"lc":..}</pre>
 *
 * @param name what happened ({@code event} in the file), not empty
 * @param step the number of the event in its run, from 0, without gaps
 * @param node where; empty for the run as a whole
 * @param subnode the thread or component of the node; may be empty
 * @param data what else is known, in this order: String, Long, Double, Boolean, null, List and Map with String keys;
 *     copied deeply, Integer becoming Long
 * @param timeNanos virtual or monotonic time ({@code t} in the file)
 * @param cause the steps of the events that made this one happen, ascending, each before {@code step}
 * @param lamport the Lamport clock ({@code lc} in the file): 1 + the greatest of its causes, 1 without cause
 */
public record Event(
        String name,
        long step,
        String node,
        String subnode,
        Map<String, @Nullable Object> data,
        long timeNanos,
        List<Long> cause,
        long lamport) {

    /** @throws IllegalArgumentException when a component is outside the range above */
    // written out: a compact constructor loses the @Nullable inside data in the class file
    public Event(
            String name,
            long step,
            String node,
            String subnode,
            Map<String, @Nullable Object> data,
            long timeNanos,
            List<Long> cause,
            long lamport) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of an event is not empty");
        }
        if (step < 0) {
            throw new IllegalArgumentException("step " + step + " is negative");
        }
        if (lamport < 1 || lamport > step + 1) {
            throw new IllegalArgumentException(
                    "Lamport clock " + lamport + " of step " + step + " is not within 1.." + (step + 1));
        }
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(subnode, "subnode");
        this.data = JsonValues.freeze(data);
        this.cause = List.copyOf(cause);
        String fault = LamportClocks.fault(step, this.cause);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        this.name = name;
        this.step = step;
        this.node = node;
        this.subnode = subnode;
        this.timeNanos = timeNanos;
        this.lamport = lamport;
    }
}
