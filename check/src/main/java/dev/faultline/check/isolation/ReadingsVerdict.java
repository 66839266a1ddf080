package dev.faultline.check.isolation;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The verdict on a history whose reads may mean several things, where what all meanings have in common does not decide it. */
final class ReadingsVerdict {

    /** Levels that nobody asked about are worth so many looks. */
    private static final int LOOKS_BESIDE = 256;

    private final Readings readings;
    private final IsolationLevel asked;
    private final Standing standing;
    private final IsolationLimits limits;
    private final String what;
    private final ReadingSearch search;

    /** The level that all readings violate and whose violation is that of the level asked for; null if none is known. */
    private @Nullable IsolationLevel broken;

    /** @param standing what is known of the levels without it */
    ReadingsVerdict(Transactions history, IsolationLevel asked, Standing standing, IsolationLimits limits) {
        this(
                history.isOfLists() ? NONE : new ValueReadings(history),
                asked,
                standing,
                limits,
                "which of the writes of a value each read saw");
    }

    /** @param what the readings tell, in words */
    ReadingsVerdict(Readings readings, IsolationLevel asked, Standing standing, IsolationLimits limits, String what) {
        this.readings = readings;
        this.asked = asked;
        this.standing = standing;
        this.limits = limits;
        this.what = what;
        search = new ReadingSearch(readings, UnaryOperator.identity(), asked, limits);
    }

    private static final Readings NONE = new Readings() {
        @Override
        public int reads() {
            return 0;
        }

        @Override
        public int choices(int read) {
            throw new IndexOutOfBoundsException(read);
        }

        @Override
        public Transactions of(int[] choice) {
            throw new IllegalStateException("there is nothing to choose");
        }
    };

    /**
     * Tries to decide the levels that are open, and says whether it decided the one that was asked for. A level of a scope
     * that the history cannot be asked about is decided where a weaker one is violated.
     *
     * @param most how many readings it may look at for that
     */
    boolean decides(long most) {
        if (readings.reads() == 0) {
            return false;
        }
        boolean open = standing.isOpen(asked);
        if (canBeAsked(asked)) {
            try {
                decide(List.of(asked), most);
            } catch (CheckStopped stopped) {
                standing.insteadLeavesOpen(asked, String.valueOf(stopped.getMessage()));
            }
        }
        try {
            decide(IsolationLevel.all().stream().filter(this::canBeAsked).toList(), LOOKS_BESIDE);
        } catch (CheckStopped stopped) {
            // These levels were not asked about, and have their reasons already.
        }
        return open && !standing.isOpen(asked);
    }

    private boolean canBeAsked(IsolationLevel level) {
        return standing.isOpen(level) && level.scope().compareTo(standing.widest()) <= 0;
    }

    private void decide(List<IsolationLevel> levels, long most) {
        if (levels.isEmpty()) {
            return;
        }
        search.decide(levels, most);
        for (IsolationLevel level : levels) {
            DataAnalysis shown = search.shows(level);
            if (shown != null) {
                standing.satisfies(level);
            } else if (search.violates(level)) {
                if (broken == null && asked.implies(level)) {
                    broken = level;
                }
                standing.violates(level);
            }
        }
    }

    /** The verdict on the level that was asked for, after {@link #decides} has decided it. */
    IsolationVerdict verdict() {
        DataAnalysis shown = search.shows(asked);
        Schedule witness = shown == null ? null : new Witnesses(shown).of(asked);
        if (witness != null) {
            return IsolationCheck.valid(asked, standing, witness);
        }
        if (broken == null) {
            return IsolationCheck.unknown(asked, standing);
        }
        Anomaly example = search.example(broken);
        Anomaly anomaly = new Anomaly(
                example.kind(),
                example.scope(),
                example.transactions(),
                example.cycle(),
                "Whatever one assumes about %s, something is wrong. For example: %s"
                        .formatted(what, example.sentence()));
        Reduction.Reduced reduced =
                Reduction.ofReadings(readings, broken, limits).of(anomaly);
        return new IsolationVerdict.Violation(
                asked,
                standing.findings(),
                anomaly,
                reduced.transactions(),
                reduced.minimal(),
                "Not %s: %s. %s".formatted(asked, anomaly.name(), anomaly.sentence()));
    }
}
