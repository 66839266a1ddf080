package dev.faultline.check.format;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The rules of a sequence of events: a process has one call open at a time, completes what it invoked, and
 * indexes grow. Where no process is named, each completion belongs to the invocation right before it.
 */
final class Pairing {

    private final Map<Integer, Event> open = new HashMap<>();
    private final String file;
    private long lastIndex = Event.NONE;

    Pairing(String file) {
        this.file = file;
    }

    /** The event, with its invocation if it is a completion. */
    Event accept(Event event) {
        if (event.index() != Event.NONE) {
            if (event.index() <= lastIndex) {
                throw error(event, "index " + event.index() + " comes after index " + lastIndex);
            }
            lastIndex = event.index();
        }
        if (!event.isOfClient()) {
            return event;
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
            throw error(event, "%s completes %s but has nothing open".formatted(process(event), event.f()));
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

    private FormatException error(Event event, String problem) {
        return new FormatException(file, event.line(), problem);
    }

    private static String process(Event event) {
        return event.process() == Event.UNNAMED ? "the only process" : "process " + event.process();
    }
}
