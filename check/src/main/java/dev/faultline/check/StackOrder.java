package dev.faultline.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides a last-in-first-out stack whose values are pushed once each: O(n log n). It takes away values that do not
 * matter to the question, as in Lee Zheng Han and Umang Mathur, "Efficient decrease-and-conquer linearizability
 * monitoring", OOPSLA 2025; how it finds them is our own.
 *
 * <p>Three facts carry it. A pair ({@link StackItems}) never matters. At a moment at which no value certainly is on the
 * stack, the stack may as well be empty: what is on it can still come later or could go already. So all such
 * moments can be taken as empty at once, and answers of emptiness are right if and only if there is one in each
 * of them. Between two such moments one value lies at the bottom all the time ({@link StackPeeling}).
 *
 * <p>Complete where no pop has an unknown outcome, or no value is left on the stack. Else it is a matching as well, of
 * such pops to values: one is tried, and a violation is certain if even one pop for each value would not do. What is
 * between the two is left to the search.
 */
final class StackOrder {

    private final StackItems items;

    private StackOrder(StackItems items) {
        this.items = items;
    }

    /** Null where a value is pushed twice, or pops of unknown outcome leave the question open. */
    static @Nullable PartitionResult decide(Partition partition) {
        ValueTable valueNumbers = new ValueTable(partition.size());
        StackItems items = StackItems.of(partition, valueNumbers);
        if (items == null) {
            return null;
        }
        int[] contradiction = items.match(valueNumbers);
        if (contradiction != null) {
            return PartitionResult.Unexplained.by(partition, contradiction);
        }
        int[] pops = items.pop.clone();
        PartitionResult tried = new StackOrder(items).attempt(false);
        if (tried instanceof PartitionResult.Explained || items.openPops.length == 0) {
            return tried;
        }
        System.arraycopy(pops, 0, items.pop, 0, pops.length);
        return new StackOrder(items).attempt(true);
    }

    /** Null if one pop for each value would do, but is too much to ask. */
    private @Nullable PartitionResult attempt(boolean shared) {
        StackPeeling peeling = new StackPeeling(items, shared);
        int[] emptyAt = new int[items.empties.length];
        for (int i = 0; i < emptyAt.length; i++) {
            int answer = items.empties[i];
            int completed = items.end[answer];
            emptyAt[i] = peeling.emptyFrom(items.begin[answer]);
            while (emptyAt[i] >= completed && peeling.give(completed)) {
                emptyAt[i] = peeling.emptyFrom(items.begin[answer]);
            }
            if (emptyAt[i] >= completed) {
                return violation(peeling.fill(items.begin[answer], completed), answer);
            }
        }
        if (!peeling.run()) {
            return violation(peeling.core());
        }
        return shared ? null : new PartitionResult.Explained(new StackWitness(items).of(peeling, emptyAt));
    }

    /** The operations of these ranks and others; pops of unknown outcome too, if they could help one of them. */
    private PartitionResult violation(int[] ranks, int... others) {
        int[] operations = Arrays.copyOf(others, others.length + 2 * ranks.length + items.openPops.length);
        int count = others.length;
        boolean helpless = true;
        for (int rank : ranks) {
            operations[count++] = items.push[rank];
            operations[count++] = items.pop[rank];
            helpless &= items.pop[rank] != StackItems.NONE;
        }
        if (!helpless) {
            for (int pop : items.openPops) {
                operations[count++] = pop;
            }
        }
        return PartitionResult.Unexplained.by(items.partition, Arrays.copyOf(operations, count));
    }
}
