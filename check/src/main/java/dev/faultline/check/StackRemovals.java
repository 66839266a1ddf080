package dev.faultline.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Matches values that nobody is known to have popped with pops of unknown outcome. O(n log n) for each of a bounded number
 * of attempts.
 *
 * <p>The values that were popped are put into an order by themselves; whoever left out the others could do so in any
 * explanation. The others are put in where they disturb least ({@link StackInsertions}). Each then has a time by which it
 * has to be gone, as something below it leaves, and one pop of unknown outcome is as good as another: an assignment exists
 * if and only if at no time more have to be gone than pops have begun.
 *
 * <p>Where there are too few, what is due is put off until the next such pop has begun: an operation that is still
 * open then is not taken to have had its effect before, the one that is open longest first. So the order changes, and the
 * next attempt begins. What turns out not to be possible is not tried again.
 */
final class StackRemovals {

    private static final int MOST_ATTEMPTS = 24;

    private final StackItems items;
    private final boolean[] fixed;
    private int delaysLeft;

    StackRemovals(StackItems items) {
        this.items = items;
        fixed = new boolean[items.partition.size()];
        delaysLeft = 1000 + 8 * items.openPops.length;
    }

    /** Some values have to be gone before an operation, which takes effect at an event. */
    private record Due(int event, int operation, int count) {}

    /** An order of everything, null if none was found. */
    @Nullable
    StackSequence find() {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            StackPeeling peeling = StackPeeling.ofPopped(items);
            int[] emptyAt = new int[items.empties.length];
            int contradicted = emptiness(peeling, emptyAt);
            if (contradicted != StackItems.NONE) {
                if (!revoke(contradicted)
                        && !revoke(peeling.fill(items.begin[contradicted], items.end[contradicted]))) {
                    return null;
                }
            } else if (!peeling.run()) {
                if (!revoke(peeling.core())) {
                    return null;
                }
            } else {
                StackInsertions insertions = new StackInsertions(items, new StackWitness(items).of(peeling, emptyAt));
                int before = delaysLeft;
                if (!inTime(dues(insertions))) {
                    return null;
                }
                if (before == delaysLeft) {
                    return insertions.merged();
                }
            }
        }
        return null;
    }

    /** Sets for each answer of emptiness the event after which it is true; returns one that never is, or none. */
    private int emptiness(StackPeeling peeling, int[] emptyAt) {
        for (int i = 0; i < emptyAt.length; i++) {
            int answer = items.empties[i];
            emptyAt[i] = peeling.emptyFrom(items.from(answer));
            if (emptyAt[i] >= items.end[answer]) {
                return answer;
            }
        }
        return StackItems.NONE;
    }

    /** Takes back the delays of these ranks; false if there are none. */
    private boolean revoke(int[] ranks) {
        boolean any = false;
        for (int rank : ranks) {
            any |= items.pop[rank] != StackItems.NONE && revoke(items.pop[rank]);
        }
        return any;
    }

    private boolean revoke(int operation) {
        if (!items.isDelayed(operation)) {
            return false;
        }
        items.delay(operation, 0);
        fixed[operation] = true;
        return true;
    }

    private static List<Due> dues(StackInsertions insertions) {
        List<Due> dues = new ArrayList<>();
        StackSequence order = insertions.order();
        for (int i = 0; i < order.size(); i++) {
            if (insertions.dueBefore(i) > 0) {
                dues.add(new Due(order.event(i), order.operation(i), insertions.dueBefore(i)));
            }
        }
        return dues;
    }

    /** Whether there are enough pops in time, perhaps after some delays. */
    private boolean inTime(List<Due> dues) {
        PriorityQueue<Due> left =
                new PriorityQueue<>(Comparator.comparingInt(Due::event).thenComparingInt(Due::operation));
        PriorityQueue<Due> met = new PriorityQueue<>(
                Comparator.comparingInt((Due due) -> -latest(due)).thenComparingInt(Due::operation));
        left.addAll(dues);
        int begun = 0;
        int used = 0;
        while (!left.isEmpty()) {
            Due due = left.remove();
            while (begun < items.openPops.length && items.begin[items.openPops[begun]] <= due.event) {
                begun++;
            }
            used += due.count;
            met.add(due);
            while (used > begun) {
                Due later = met.remove();
                if (begun == items.openPops.length || --delaysLeft < 0) {
                    return false;
                }
                int until = items.begin[items.openPops[begun]];
                if (latest(later) <= until) {
                    return false;
                }
                items.delay(later.operation, until);
                used -= later.count;
                left.add(new Due(until, later.operation, later.count));
            }
        }
        return true;
    }

    /** Until when the operation can be put off. */
    private int latest(Due due) {
        return fixed[due.operation] ? StackItems.NONE : items.end[due.operation];
    }
}
