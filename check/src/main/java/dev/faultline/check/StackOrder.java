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
 * such pops to values: {@link StackRemovals} looks for one. A violation is certain if even one pop for each value would
 * not do, or where {@link StackShortage} finds too few. What is between these is left to the search; of small random
 * histories that is one in some hundreds, and no valid one was among them.
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
        return contradiction == null
                ? new StackOrder(items).decide()
                : PartitionResult.Unexplained.by(partition, contradiction);
    }

    private @Nullable PartitionResult decide() {
        boolean matching = items.openPops.length > 0
                && Arrays.stream(items.pop, 0, items.size).anyMatch(pop -> pop == StackItems.NONE);
        StackSequence found = matching ? new StackRemovals(items).find() : null;
        if (found != null) {
            return new PartitionResult.Explained(found.witness(items.partition));
        }
        items.undoDelays();
        StackPeeling all = StackPeeling.ofAll(items);
        int[] emptyAt = new int[items.empties.length];
        PartitionResult violation = violation(all, emptyAt);
        if (violation != null || matching) {
            return violation != null ? violation : shortage();
        }
        return new PartitionResult.Explained(
                new StackWitness(items).of(all, emptyAt).witness(items.partition));
    }

    private @Nullable PartitionResult shortage() {
        int[] contradiction = new StackShortage(items).find();
        return contradiction == null ? null : PartitionResult.Unexplained.by(items.partition, contradiction);
    }

    /** A violation even if each value that is never popped had the first pop of unknown outcome for itself, else null. */
    private @Nullable PartitionResult violation(StackPeeling peeling, int[] emptyAt) {
        for (int i = 0; i < emptyAt.length; i++) {
            int answer = items.empties[i];
            emptyAt[i] = peeling.emptyFrom(items.begin[answer]);
            if (emptyAt[i] >= items.end[answer]) {
                return violation(peeling.fill(items.begin[answer], items.end[answer]), answer);
            }
        }
        return peeling.run() ? null : violation(peeling.core());
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
