package dev.faultline.chaos.scenario;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.MessagePoint;

/** When a step begins, once its turn has come. */
public sealed interface Moment {
    /** Returns whether something happens then, at a node that may be known. */
    default boolean isOfEvent() {
        return switch (this) {
            case On _, Call _, Message _ -> true;
            case At _, After _, Absent _ -> false;
        };
    }

    /**
     * A time of the scenario.
     *
     * @param at counted from the start of the scenario; at once if that is over
     */
    record At(Span at) implements Moment {
        @Override
        public String toString() {
            return "at " + at;
        }
    }

    /**
     * After some time.
     *
     * @param delay counted from when its turn has come
     */
    record After(Span delay) implements Moment {
        @Override
        public String toString() {
            return "after " + delay;
        }
    }

    /**
     * When something happens.
     *
     * @param event what
     * @param nth the how-manieth time, counted from when the step's turn has come, from 1
     */
    record On(EventPattern event, int nth) implements Moment {
        /** Checks the range. */
        public On {
            if (nth < 1) {
                throw new IllegalArgumentException("events are counted from 1, was " + nth);
            }
        }

        @Override
        public String toString() {
            return "on " + event + (nth == 1 ? "" : ", number " + nth);
        }
    }

    /**
     * When something has not happened for a time.
     *
     * @param event what
     * @param quiet for how long
     */
    record Absent(EventPattern event, Span quiet) implements Moment {
        @Override
        public String toString() {
            return "when there was no " + event + " for " + quiet;
        }
    }

    /**
     * When a node comes to a point in the middle of a call, there and then: how a program is ended just after it has renamed a
     * file.
     *
     * @param point where
     */
    record Call(CallPoint point) implements Moment {
        @Override
        public String toString() {
            return point.toString();
        }
    }

    /**
     * When a message is sent, or has arrived.
     *
     * @param point which
     */
    record Message(MessagePoint point) implements Moment {
        @Override
        public String toString() {
            return point.toString();
        }
    }
}
