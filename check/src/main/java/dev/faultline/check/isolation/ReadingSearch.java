package dev.faultline.check.isolation;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides levels by trying {@link Readings} of a history: a level holds if it does for one of them, and is violated if it is
 * for all. It chooses for one read after the other, and goes no further where the reads chosen so far violate a level by
 * themselves: whatever the others saw, they do. Exponential in the reads at worst, so it counts what it looks at.
 */
final class ReadingSearch {

    /** A history of so many transactions is decided, however long it takes, unless the limits say otherwise. */
    private static final int FEW_TRANSACTIONS = 16;

    /** So many operations of all readings together, where there are more. */
    private static final long MOST_OPERATIONS = 1_000_000;

    private final Readings readings;
    private final UnaryOperator<Transactions> part;
    private final IsolationLevel asked;
    private final IsolationLimits limits;
    private final Map<IsolationLevel, DataAnalysis> shown = new HashMap<>();
    private final Map<IsolationLevel, Anomaly> against = new HashMap<>();
    private final Map<IsolationLevel, String> open = new HashMap<>();
    private final Set<IsolationLevel> wanted = new HashSet<>();
    private int[] reads = {};
    private int[] choice = {};
    private long looks;
    private long mostLooks;
    private long operations;

    /** @param part what is to be looked at of each reading */
    ReadingSearch(Readings readings, UnaryOperator<Transactions> part, IsolationLevel asked, IsolationLimits limits) {
        this.readings = readings;
        this.part = part;
        this.asked = asked;
        this.limits = limits;
    }

    /**
     * Decides these levels, all or none of them.
     *
     * @param most how many readings, finished or not, it may look at
     * @throws CheckStopped at a limit; what was found until then stays
     */
    void decide(Collection<IsolationLevel> levels, long most) {
        wanted.clear();
        wanted.addAll(levels);
        looks = 0;
        operations = 0;
        mostLooks = most;
        choice = new int[readings.reads()];
        Arrays.fill(choice, Readings.OPEN);
        Ints several = new Ints(8);
        for (int read = 0; read < choice.length; read++) {
            if (readings.choices(read) == 1) {
                choice[read] = 0;
            } else {
                several.add(read);
            }
        }
        reads = several.toArray();
        visit(0);
    }

    /** The reading that shows that a level holds, null if none was found. */
    @Nullable
    DataAnalysis shows(IsolationLevel level) {
        return shown.get(level);
    }

    /** Of a level that was decided: whether no reading satisfies it. */
    boolean violates(IsolationLevel level) {
        return wanted.contains(level) && !open.containsKey(level) && against.containsKey(level);
    }

    /** Why it could not be told of some reading whether the level holds; null if it could of all. */
    @Nullable
    String leavesOpen(IsolationLevel level) {
        return open.get(level);
    }

    /** What is wrong with one of the readings. */
    Anomaly example(IsolationLevel level) {
        Anomaly anomaly = against.get(level);
        if (anomaly == null) {
            throw new IllegalStateException("no reading violates " + level);
        }
        return anomaly;
    }

    /** Looks at what is chosen, then at what may be chosen for the next read. */
    private void visit(int depth) {
        boolean more = look(depth == reads.length);
        if (more && depth == 0 && reads.length > 1) {
            guess();
        }
        if (!more) {
            return;
        }
        int read = reads[depth];
        for (int i = 0; i < readings.choices(read) && !shown.keySet().containsAll(wanted); i++) {
            choice[read] = i;
            visit(depth + 1);
        }
        choice[read] = Readings.OPEN;
    }

    /** All at once: where many reads saw the first state, or the transaction that wrote it, nothing has to be tried. */
    private void guess() {
        for (boolean first : new boolean[] {true, false}) {
            for (int read : reads) {
                choice[read] = first ? 0 : readings.choices(read) - 1;
            }
            look(true);
        }
        for (int read : reads) {
            choice[read] = Readings.OPEN;
        }
    }

    /**
     * Looks at what is chosen.
     *
     * @param whole whether it is for all reads
     * @return whether some level is open that more choices may decide
     */
    private boolean look(boolean whole) {
        Transactions reading = part.apply(readings.of(choice));
        spend(reading);
        Standing standing = new Standing(reading.timed() ? Scope.REALTIME : Scope.SESSION);
        DataAnalysis analysis = IsolationCheck.analyse(reading, asked, standing, limits);
        boolean more = false;
        for (IsolationLevel level : wanted) {
            if (shown.containsKey(level)) {
                continue;
            }
            if (standing.isViolated(level)) {
                Anomaly anomaly = IsolationCheck.smallest(standing, level);
                if (anomaly != null) {
                    against.putIfAbsent(level, anomaly);
                }
            } else if (!whole) {
                more = true;
            } else if (standing.isSatisfied(level)) {
                shown.put(level, analysis);
            } else {
                open.putIfAbsent(level, standing.reason(level));
            }
        }
        return more;
    }

    private void spend(Transactions reading) {
        limits.poll("it looked at what each read may have seen");
        operations += reading.operations();
        if (++looks > Math.min(mostLooks, limits.decisions())
                || (reading.size() > FEW_TRANSACTIONS && operations > MOST_OPERATIONS)) {
            throw new CheckStopped(
                    "there are too many ways to say what each read saw; %d were looked at".formatted(looks));
        }
    }
}
