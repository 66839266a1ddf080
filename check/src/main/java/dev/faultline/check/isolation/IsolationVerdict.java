package dev.faultline.check.isolation;

import java.util.List;

/** What a check says of a history and a level. */
public sealed interface IsolationVerdict {

    /** The level that was asked for, with sessions if they always count for the history. */
    IsolationLevel level();

    /** What else is known. */
    Findings findings();

    /** The verdict in words. */
    String sentence();

    /**
     * The history satisfies the level.
     *
     * @param witness an order of the transactions that shows it
     */
    record Valid(IsolationLevel level, Findings findings, Schedule witness, String sentence)
            implements IsolationVerdict {}

    /**
     * The history does not satisfy the level.
     *
     * @param anomaly the smallest thing that is wrong
     * @param transactions those that suffice to show it, in the order of their numbers
     * @param minimal whether without any one of them nothing would be wrong
     */
    record Violation(
            IsolationLevel level,
            Findings findings,
            Anomaly anomaly,
            List<Integer> transactions,
            boolean minimal,
            String sentence)
            implements IsolationVerdict {

        public Violation {
            transactions = List.copyOf(transactions);
        }
    }

    /** The check ended before it could tell; the sentence says why. */
    record Unknown(IsolationLevel level, Findings findings, String sentence) implements IsolationVerdict {}

    /**
     * Where a history stands in the lattice of levels.
     *
     * @param anomalies the first or shortest of each kind
     * @param strongestSatisfied levels that hold, without those that they imply
     * @param weakestViolated levels that do not hold, without those that imply them
     * @param undecided levels of which neither is known
     */
    record Findings(
            List<Anomaly> anomalies,
            List<IsolationLevel> strongestSatisfied,
            List<IsolationLevel> weakestViolated,
            List<IsolationLevel> undecided) {

        public Findings {
            anomalies = List.copyOf(anomalies);
            strongestSatisfied = List.copyOf(strongestSatisfied);
            weakestViolated = List.copyOf(weakestViolated);
            undecided = List.copyOf(undecided);
        }
    }
}
