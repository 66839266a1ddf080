package dev.faultline.chaos.scenario;

import dev.faultline.chaos.FaultTemplate;
import java.util.List;
import java.util.Optional;

/** A part of a scenario. All steps are immutable. */
public sealed interface Step {
    /**
     * A fault strikes. The step is over when the fault is; at once if the fault lasts for ever.
     *
     * @param name by which it can be healed and changed; empty if it has none
     * @param fault what breaks
     */
    record Break(String name, FaultTemplate fault) implements Step {
        @Override
        public String toString() {
            return fault + (name.isEmpty() ? "" : " (" + name + ")");
        }
    }

    /**
     * A fault strikes one of its nodes after the other: a rolling restart, or upgrade. What of it is drawn is drawn for each node.
     *
     * @param fault what breaks; it begins with nodes, and is over by itself
     * @param every from one node to the next; empty for when the fault before is over
     */
    record Rolling(FaultTemplate fault, Optional<Span> every) implements Step {
        /** Checks that it can be. */
        public Rolling {
            if (!fault.isOfNodes()) {
                throw new IllegalArgumentException("a rolling fault hits one node after the other; '" + fault.kind()
                        + "' does not begin with nodes");
            }
            if (!fault.isOverByItself()) {
                throw new IllegalArgumentException(
                        "a rolling fault goes on when it is over; say how long it lasts, as in 'for 2s'");
            }
        }

        @Override
        public String toString() {
            return "rolling " + fault + every.map(span -> " every " + span).orElse("");
        }
    }

    /**
     * A fault is undone before its time.
     *
     * @param name of the fault
     */
    record Heal(String name) implements Step {
        @Override
        public String toString() {
            return "heal " + name;
        }
    }

    /**
     * A fault that is on is put in place of another, at once: how a partition gets other members.
     *
     * @param name of the fault
     * @param fault what it becomes
     */
    record Change(String name, FaultTemplate fault) implements Step {
        @Override
        public String toString() {
            return "change " + name + " to " + fault;
        }
    }

    /**
     * Waits.
     *
     * @param until for what
     */
    record Wait(Moment until) implements Step {
        @Override
        public String toString() {
            return "wait " + until;
        }
    }

    /**
     * One after the other.
     *
     * @param steps in their order; only the last may be one that has no end
     */
    record Sequence(List<Step> steps) implements Step {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if a step has none of those before it end
         */
        public Sequence {
            steps = List.copyOf(steps);
            for (int i = 0; i < steps.size() - 1; i++) {
                if (Steps.isEndless(steps.get(i))) {
                    throw new IllegalArgumentException(
                            "step " + (i + 2) + " of the sequence never comes, as the one before, a 'while' or what is"
                                    + " repeated for ever, has no end; put it last, or beside the sequence");
                }
            }
        }
    }

    /**
     * All at once; over when all are.
     *
     * @param steps in the order in which they begin
     */
    record Together(List<Step> steps) implements Step {
        /** Copies the list. */
        public Together {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One of several, drawn.
     *
     * @param options at least one
     */
    record Choose(List<Option> options) implements Step {
        /** Checks that there is one. */
        public Choose {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException("there is nothing to choose from");
            }
        }
    }

    /**
     * What may be chosen.
     *
     * @param weight how likely, beside the weights of the others; above 0
     * @param step what is done then
     */
    record Option(double weight, Step step) {
        /** Checks the range. */
        public Option {
            if (!(weight > 0 && weight <= 1e9)) {
                throw new IllegalArgumentException("a weight must be above 0 and 1000000000 at most, was " + weight);
            }
        }
    }

    /**
     * Done in some runs, and not in others: drawn once a run, so that a step that is repeated is done each time or never.
     *
     * @param chance how likely it is to be done, above 0 to 1
     * @param step what is done then
     */
    record Perhaps(double chance, Step step) implements Step {
        /** Checks the range. */
        public Perhaps {
            if (!(chance > 0 && chance <= 1)) {
                throw new IllegalArgumentException(
                        "the chance of being chosen must be above 0 and 1 at most, was " + chance);
            }
        }
    }

    /**
     * Of its faults none has to have an effect, or to come to pass: where luck decides, a run without them has tested what it should.
     *
     * @param step what is done
     */
    record Excused(Step step) implements Step {
        @Override
        public String toString() {
            return "optional " + step;
        }
    }

    /**
     * Again and again.
     *
     * @param step what is done
     * @param times how often; 0 for until the scenario ends
     * @param every from one beginning to the next; empty for when the one before is over
     */
    record Repeat(Step step, int times, Optional<Span> every) implements Step {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if times is negative, or the step never comes a second time
         */
        public Repeat {
            if (times < 0) {
                throw new IllegalArgumentException("a step is repeated a number of times, was " + times);
            }
            if (times != 1 && every.isEmpty() && Steps.isEndless(step)) {
                throw new IllegalArgumentException(
                        "a step is repeated when it is over, and a 'while' or what is repeated for ever has no end;"
                                + " leave the repetition out, or say every how long it begins anew");
            }
        }
    }

    /**
     * Begins whenever something has happened, and is broken off, its faults healed, when something else has.
     *
     * @param since what begins it
     * @param until what ends it
     * @param step what is done meanwhile
     */
    record While(EventPattern since, EventPattern until, Step step) implements Step {}
}
