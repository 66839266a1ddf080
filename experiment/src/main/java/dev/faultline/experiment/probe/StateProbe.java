package dev.faultline.experiment.probe;

import dev.faultline.invariant.Moment;
import java.time.Duration;
import java.util.List;

/**
 * A value that is read of the state of nodes, and published as if they had printed it.
 *
 * @param path the parts of the name under which it is published
 * @param nodes of which nodes it is read, by their names
 * @param source where it is read
 * @param when when it is read
 * @param optional whether it may have a value and then none any more in a process that still runs
 */
public record StateProbe(List<String> path, List<String> nodes, Source source, When when, boolean optional) {
    /** Copies the lists. */
    public StateProbe {
        path = List.copyOf(path);
        nodes = List.copyOf(nodes);
    }

    /** Returns the name, with points between its parts. */
    public String name() {
        return String.join(".", path);
    }

    /** When a probe is read. */
    public sealed interface When {
        /** After each turn that a thread of any node has taken. */
        record EachTurn() implements When {
            @Override
            public String toString() {
                return "turn";
            }
        }

        /**
         * Whenever so much virtual time has passed, counted from the start of the run.
         *
         * @param period from 1 us to 1 h
         */
        record Every(Duration period) implements When {
            @Override
            public String toString() {
                return new Moment.Every(period).toString();
            }
        }
    }
}
