package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Cause;
import dev.faultline.sim.Event;
import dev.faultline.sim.Observer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the events of a run, hands them to the observers, and keeps the run's fingerprint.
 *
 * <p>Two runs with equal fingerprints took the same steps at the same times and had the same events.
 */
public final class Recorder {
    private final List<Observer> observers = new ArrayList<>();
    private long nextEvent;
    private long fingerprint = 0x243F6A8885A308D3L;

    public void add(Observer observer) {
        observers.add(observer);
    }

    public void removeObservers() {
        observers.clear();
    }

    public long events() {
        return nextEvent;
    }

    public long fingerprint() {
        return fingerprint;
    }

    /** Mixes a fact into the fingerprint that is not worth an event, such as a scheduling step. */
    void mix(long fact) {
        fingerprint = (fingerprint ^ fact) * 0x9E3779B97F4A7C15L;
        fingerprint ^= fingerprint >>> 29;
    }

    /** Mixes a line that a node has printed into the fingerprint; by itself it is no event, for it causes nothing. */
    public void printed(String node, String line) {
        mix(node.hashCode());
        mix(line.hashCode());
    }

    /**
     * Records an event.
     *
     * @param pairs the data: name, value, name, value, ...
     * @return the context of whatever happens because of it
     */
    public Cause record(String name, String node, String thread, long timeNanos, Cause cause, Object... pairs) {
        long step = nextEvent++;
        mix(name.hashCode() * 31L + node.hashCode());
        mix(timeNanos);
        Map<String, Object> data = new LinkedHashMap<>(pairs.length);
        for (int i = 0; i < pairs.length; i += 2) {
            data.put((String) pairs[i], pairs[i + 1]);
            mix(pairs[i + 1].hashCode());
        }
        if (Steps.isKeeping()) {
            Steps.note("event " + name + " " + data);
        }
        if (!observers.isEmpty()) {
            List<Long> causes = new ArrayList<>(cause.size());
            for (long event : cause.events()) {
                causes.add(event);
            }
            Event event = new Event(
                    step,
                    name,
                    node,
                    thread,
                    Collections.unmodifiableMap(data),
                    timeNanos,
                    Collections.unmodifiableList(causes));
            Task.outside(() -> observers.forEach(observer -> observer.observe(event)));
        }
        return Cause.of(step);
    }

    /** Joins a context that has grown too large into one event. */
    public Cause settle(Cause cause, String node, String thread, long timeNanos) {
        return cause.size() <= Cause.LIMIT ? cause : record("CausesJoined", node, thread, timeNanos, cause);
    }
}
