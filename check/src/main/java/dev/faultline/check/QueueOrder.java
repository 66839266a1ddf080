package dev.faultline.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides a first-in-first-out queue whose values are enqueued once each, in linear time, after the conditions of
 * Thomas Henzinger, Ali Sezgin and Viktor Vafeiadis, "Aspect-oriented linearizability proofs", CONCUR 2013.
 *
 * <p>Each answer that the queue was empty gets a moment at which no value certainly was in it. Then items are put
 * into one order: before another comes an item that certainly came first or certainly went first. Both
 * "certainly" are necessary, so a cycle is a violation; and an order without one can be given points in time,
 * each as early as those before it allow.
 */
final class QueueOrder {

    private static final int NONE = QueueItems.NONE;

    private final QueueItems items;
    private final Partition partition;

    private QueueOrder(QueueItems items) {
        this.items = items;
        this.partition = items.partition;
    }

    /** Null where a value is enqueued twice or a dequeue has an unknown outcome. */
    static @Nullable PartitionResult decide(Partition partition) {
        ValueTable itemOfValue = new ValueTable(partition.size());
        QueueItems items = QueueItems.of(partition, itemOfValue);
        return items == null ? null : new QueueOrder(items).decide(itemOfValue);
    }

    /**
     * Whether these operations of a queue have a value that is never dequeued. Then an open dequeue may have had
     * it, as long as the history is not over.
     */
    static boolean needsTheWhole(FunctionModel<?> model, History history, int[] operations) {
        long enqueues = Arrays.stream(operations)
                .filter(i -> history.function(i).equals("enqueue"))
                .count();
        long dequeues = Arrays.stream(operations)
                .filter(i -> history.function(i).equals("dequeue") && history.resultNumber(i) != 0)
                .count();
        return model.name().equals(Containers.QUEUE) && enqueues > dequeues;
    }

    private PartitionResult decide(ValueTable itemOfValue) {
        History history = partition.history();
        for (int i = 0; i < partition.size(); i++) {
            int index = partition.index(i);
            if (!history.function(index).equals("dequeue")) {
                continue;
            }
            int value = history.resultNumber(index);
            if (value == 0) {
                items.addEmpty(i);
                continue;
            }
            int item = itemOfValue.get(value);
            if (item == NONE) {
                return violation(i);
            }
            if (items.dequeue[item] != NONE) {
                return violation(items.enqueue[item], items.dequeue[item], i);
            }
            if (items.completed[i] < items.invoked[items.enqueue[item]]) {
                return violation(items.enqueue[item], i);
            }
            items.dequeue[item] = i;
        }
        items.setTimes();
        PartitionResult alwaysFull = placeEmptiness();
        if (alwaysFull != null) {
            return alwaysFull;
        }
        QueueSelection selection = new QueueSelection(items);
        int[] order = selection.order();
        return order == null
                ? violation(operationsOf(selection.cycle()))
                : new PartitionResult.Explained(new QueueWitness(items).of(order));
    }

    /** Gives each answer of emptiness the first moment at which it can be true; a violation if it has none. */
    private @Nullable PartitionResult placeEmptiness() {
        int moments = partition.eventCount();
        int[] change = new int[moments + 1];
        boolean any = false;
        for (int item = 0; item < items.size; item++) {
            any |= items.isEmptiness(item);
            if (!items.isEmptiness(item) && items.comeBy[item] < items.goFrom[item]) {
                change[items.comeBy[item] / 2]++;
                change[items.goFrom[item] / 2]--;
            }
        }
        if (!any) {
            return null;
        }
        int[] nextEmpty = new int[moments + 1];
        for (int e = 0, inside = 0; e < moments; e++) {
            inside += change[e];
            nextEmpty[e] = inside == 0 ? e : NONE;
        }
        nextEmpty[moments] = moments;
        for (int e = moments - 1; e >= 0; e--) {
            nextEmpty[e] = nextEmpty[e] == NONE ? nextEmpty[e + 1] : e;
        }
        for (int item = 0; item < items.size; item++) {
            if (items.isEmptiness(item)) {
                int answer = items.dequeue[item];
                int moment = nextEmpty[items.invoked[answer] / 2];
                if (2 * moment >= items.completed[answer]) {
                    return violation(cover(answer));
                }
                items.setPoint(item, 2 * moment + 1);
            }
        }
        return null;
    }

    /** The answer, and as few values as possible of which one was in the queue at any moment of it. */
    private int[] cover(int answer) {
        int[] best = new int[items.size];
        int count = 0;
        int reached = items.invoked[answer];
        while (reached < items.completed[answer]) {
            int next = NONE;
            for (int item = 0; item < items.size; item++) {
                if (!items.isEmptiness(item)
                        && items.comeBy[item] <= reached
                        && (next == NONE || items.goFrom[item] > items.goFrom[next])) {
                    next = item;
                }
            }
            best[count++] = next;
            reached = items.goFrom[next];
        }
        int[] operations = Arrays.copyOf(operationsOf(Arrays.copyOf(best, count)), 2 * count + 1);
        operations[2 * count] = answer;
        return operations;
    }

    private int[] operationsOf(int[] some) {
        int[] operations = new int[2 * some.length];
        for (int i = 0; i < some.length; i++) {
            operations[2 * i] = items.enqueue[some[i]];
            operations[2 * i + 1] = items.dequeue[some[i]];
        }
        return operations;
    }

    private PartitionResult violation(int... operations) {
        return PartitionResult.Unexplained.by(partition, operations);
    }
}
