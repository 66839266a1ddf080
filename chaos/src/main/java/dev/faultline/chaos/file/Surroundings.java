package dev.faultline.chaos.file;

import dev.faultline.chaos.Suitability;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.scenario.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known, when a scenario is read, of where it will be played.
 *
 * @param nodes that faults may touch; none where that is not known yet
 * @param clients on which clients work: faults may touch their links, and events and messages may be theirs
 * @param others that are there beside these: events and messages may be theirs
 * @param events the names of the events that there can be; none where that is not known
 * @param suits looks at each part as it is read
 * @param end when all faults are undone, from the start of the schedule: what can only come later, or never, is refused; empty where
 *     that is not known
 */
public record Surroundings(
        List<String> nodes,
        List<String> clients,
        List<String> others,
        List<String> events,
        Suitability suits,
        Optional<Duration> end) {
    /** Nothing is known. */
    public static final Surroundings UNKNOWN = new Surroundings(
            List.of(), List.of(Scenario.CLIENT_NODE), List.of(), List.of(), Suitability.ANY, Optional.empty());

    /** Copies the lists. */
    public Surroundings {
        nodes = List.copyOf(nodes);
        clients = List.copyOf(clients);
        others = List.copyOf(others);
        events = List.copyOf(events);
    }

    /** Returns those of a run with these nodes, none where they are not known, beside that of clients; all faults suit. */
    public static Surroundings of(List<String> nodes) {
        return of(nodes, List.of(Scenario.CLIENT_NODE), List.of(), Suitability.ANY);
    }

    /** Returns those of a run with these nodes, those of clients and others beside them. */
    public static Surroundings of(List<String> nodes, List<String> clients, List<String> others, Suitability suits) {
        return new Surroundings(nodes, clients, others, EventNames.ALL, suits, Optional.empty());
    }

    /** Returns the same, with another look at each part. */
    public Surroundings with(Suitability other) {
        return new Surroundings(nodes, clients, others, events, other, end);
    }

    /** Returns that what is awaited so long comes when all is over; nothing if it does not, or that is not known. */
    Optional<String> tooLate(Span awaited) {
        return end.filter(time -> awaited.least().compareTo(time) >= 0)
                .map(time -> "'" + awaited + "' is too late: all faults are undone when the workload is over, at "
                        + Span.of(time));
    }

    /** Returns the same, where all faults are undone at that time. */
    public Surroundings until(Duration time) {
        return new Surroundings(nodes, clients, others, events, suits, Optional.of(time));
    }
}
