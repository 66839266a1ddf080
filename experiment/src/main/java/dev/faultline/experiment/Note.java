package dev.faultline.experiment;

import dev.faultline.invariant.Happening;
import dev.faultline.invariant.Occasion;
import dev.faultline.invariant.OperationAtHand;
import dev.faultline.sim.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a run, kept until the invariants are told of it between two turns. It is put into words when it is asked for. */
sealed interface Note extends Happening {
    /**
     * An event.
     *
     * @param withdrawn the names that were read of its node and have no value any more, as that is down; of other events none
     */
    record Seen(Event event, RecentEvents recent, List<List<String>> withdrawn) implements Note {
        Seen(Event event, RecentEvents recent) {
            this(event, recent, List.of());
        }

        @Override
        public long atNanos() {
            return event.timeNanos();
        }

        @Override
        public Occasion told() {
            return occasion(words(event), event, recent);
        }
    }

    /** An operation, with the event that it was completed. */
    record Completed(
            Event event,
            RecentEvents recent,
            OperationAtHand operation,
            @Nullable Object result) implements Note {
        @Override
        public long atNanos() {
            return event.timeNanos();
        }

        @Override
        public Occasion told() {
            return occasion("operation " + operation, event, recent);
        }
    }

    /** Values that a thread of a node has read; the event says so. */
    record ReadInTurn(Event event, RecentEvents recent, StateReading reading) implements Note {
        @Override
        public long atNanos() {
            return event.timeNanos();
        }

        @Override
        public Occasion told() {
            return occasion(reading.words(), event, recent);
        }
    }

    /**
     * Values that were read from outside, which is no event.
     *
     * @param last the last event of the node before; null if it had none
     */
    record Read(long atNanos, @Nullable Event last, RecentEvents recent, StateReading reading) implements Note {
        @Override
        public Occasion told() {
            return new Occasion(
                    reading.words(), atNanos, Occasion.NO_EVENT, last == null ? List.of() : recent.upTo(last));
        }
    }

    /** Returns what was printed. */
    static String line(Event event) {
        return String.valueOf(event.data().get("line"));
    }

    private static String words(Event event) {
        return switch (event.name()) {
            case "LinePrinted" -> event.node() + " printed \"" + Texts.headline(line(event)) + "\"";
            case "NodeStarted" -> event.node() + " was started";
            case "NodeExited", "NodeKilled", "NodePoweredOff" -> event.node() + " went down";
            case "FaultInjected" -> "fault " + fault(event) + " was to begin";
            case "FaultHealed" -> "fault " + fault(event) + " was undone";
            default -> "event " + event.name() + (event.node().isEmpty() ? "" : " of " + event.node());
        };
    }

    private static String fault(Event event) {
        return String.valueOf(event.data().getOrDefault("fault", event.data().get("number")));
    }

    private static Occasion occasion(String what, Event event, RecentEvents recent) {
        return new Occasion(what, event.timeNanos(), event.step(), recent.causesOf(event));
    }
}
