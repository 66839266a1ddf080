package dev.faultline.check.format;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a sequence of events: a process has one call open at a time, completes what it invoked, and
 * indexes grow. Either all events name their process or none does; then each completion belongs to the invocation right before it.
 */
final class Pairing {

    private final Map<Integer, Event> open = new HashMap<>();
    private final String file;
    private final Processes processes;
    private long lastIndex = Event.NONE;
    private @Nullable Event first;

    Pairing(String file, Processes processes) {
        this.file = file;
        this.processes = processes;
    }

    /** The event, with its invocation if it is a completion. */
    Event accept(Event event) {
        if (event.index() != Event.NONE) {
            if (event.index() <= lastIndex) {
                throw error(
                        event,
                        ("index %d comes after index %d; events are in the order of their indexes: sort the lines by"
                                        + " them, or leave the indexes out")
                                .formatted(event.index(), lastIndex));
            }
            lastIndex = event.index();
        }
        if (!event.isOfClient()) {
            return event;
        }
        first = first == null ? event : first;
        if ((event.process() == Event.UNNAMED) != (first.process() == Event.UNNAMED)) {
            throw error(
                    event,
                    event.process() == Event.UNNAMED
                            ? "an event without a process, unlike that of line " + first.line()
                            : "an event with a process, unlike that of line " + first.line());
        }
        if (event.type() == Event.Type.INVOKE) {
            Event other = open.putIfAbsent(event.process(), event);
            if (other != null) {
                throw error(
                        event,
                        "%s invokes %s while its %s of line %d is open"
                                .formatted(process(event), event.f(), other.f(), other.line()));
            }
            return event;
        }
        Event invocation = open.remove(event.process());
        if (invocation == null) {
            String hint = processes.names().containsKey(event.process())
                    ? "; faults are events of a process that is called nemesis"
                    : "";
            throw error(event, "%s completes %s but has nothing open".formatted(process(event), event.f()) + hint);
        }
        if (!Objects.equals(invocation.f(), event.f())) {
            throw error(
                    event,
                    "%s completes %s but invoked %s in line %d"
                            .formatted(process(event), event.f(), invocation.f(), invocation.line()));
        }
        if (event.key() != null && !event.key().equals(invocation.key())) {
            throw error(
                    event,
                    "%s completes an operation of key %s but invoked one of key %s in line %d"
                            .formatted(process(event), event.key(), invocation.key(), invocation.line()));
        }
        return event.completing(invocation);
    }

    /** The argument of the call that the event completes. */
    @Nullable
    Object asked(Event event) {
        Event invocation = open.get(event.process());
        return invocation == null ? null : invocation.value();
    }

    private FormatException error(Event event, String problem) {
        return new FormatException(file, event.line(), problem);
    }

    private String process(Event event) {
        return processes.describe(event.process());
    }
}
