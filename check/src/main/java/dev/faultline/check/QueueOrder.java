package dev.faultline.check;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides a first-in-first-out queue whose values are enqueued once each, in near-linear time, after the conditions of
 * Thomas Henzinger, Ali Sezgin and Viktor Vafeiadis, "Aspect-oriented linearizability proofs", CONCUR 2013. Dequeues
 * of unknown outcome are our own.
 *
 * <p>Each answer that the queue was empty gets a moment at which no value certainly was in it. Then items are put
 * into one order: before another comes an item that certainly came first or certainly went first. Both
 * "certainly" are necessary, so a cycle is a violation; and an order without one can be given points in time,
 * each as early as those before it allow.
 *
 * <p>A dequeue of unknown outcome may have taken any value that nobody is known to have got. Such values differ only in when
 * they came, so that they may be taken to go in that order, and only where they are in the way of others. Where at
 * some moment more have to be gone than such dequeues have begun, there is no explanation.
 */
final class QueueOrder {

    private static final int NONE = QueueItems.NONE;

    private final QueueItems items;
    private final Partition partition;

    private QueueOrder(QueueItems items) {
        this.items = items;
        this.partition = items.partition;
    }

    /** Null where a value is enqueued twice. */
    static @Nullable PartitionResult decide(Partition partition) {
        ValueTable itemOfValue = new ValueTable(partition.size());
        QueueItems items = QueueItems.of(partition, itemOfValue);
        return items == null ? null : new QueueOrder(items).decide(itemOfValue);
    }

    private PartitionResult decide(ValueTable itemOfValue) {
        History history = partition.history();
        for (int i = 0; i < partition.size(); i++) {
            int index = partition.index(i);
            if (!history.function(index).equals("dequeue") || partition.isPossible(i)) {
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
                ? contradiction(selection)
                : new PartitionResult.Explained(new QueueWitness(items).of(order));
    }

    private PartitionResult contradiction(QueueSelection selection) {
        int[] cycle = selection.cycle();
        for (int i = 0; i < cycle.length; i++) {
            if (items.isLasting(cycle[i])) {
                int[] lasting = selection.lastingUpTo(cycle[i]);
                int next = cycle[(i + 1) % cycle.length];
                return shortage(lasting, items.goBy[next], operationsOf(new int[] {next}));
            }
        }
        return violation(operationsOf(cycle));
    }

    /** These values have to be gone by a time by which not enough dequeues of unknown outcome have begun. */
    private PartitionResult shortage(int[] lasting, int byTime, int... others) {
        IntStream enqueues = Arrays.stream(lasting).map(item -> items.enqueue[item]);
        IntStream dequeues = Arrays.stream(items.openDequeues, 0, items.begunBefore(byTime));
        return violation(IntStream.concat(IntStream.of(others), IntStream.concat(enqueues, dequeues))
                .toArray());
    }

    /** Gives each answer of emptiness the first moment at which it can be true; a violation if it has none. */
    private @Nullable PartitionResult placeEmptiness() {
        boolean any = false;
        for (int item = 0; item < items.size; item++) {
            any |= items.isEmptiness(item);
        }
        if (!any) {
            return null;
        }
        int[] nextEmpty = nextEmpty();
        for (int item = 0; item < items.size; item++) {
            if (items.isEmptiness(item)) {
                int answer = items.dequeue[item];
                int moment = nextEmpty[items.invoked[answer] / 2];
                if (2 * moment >= items.completed[answer]) {
                    return items.openDequeues.length == 0 ? violation(cover(answer)) : never(answer);
                }
                items.setPoint(item, 2 * moment + 1);
            }
        }
        return null;
    }

    /**
     * For each event the next one, or itself, after which the queue may be empty: no value is certainly in it that somebody
     * got later, and there are enough dequeues of unknown outcome for the others.
     */
    private int[] nextEmpty() {
        int moments = partition.eventCount();
        int[] change = new int[moments + 1];
        int[] left = new int[moments + 1];
        for (int item = 0; item < items.size; item++) {
            if (items.isLasting(item)) {
                left[items.comeBy[item] / 2]++;
            } else if (!items.isEmptiness(item) && items.comeBy[item] < items.goFrom[item]) {
                change[items.comeBy[item] / 2]++;
                change[items.goFrom[item] / 2]--;
            }
        }
        for (int dequeue : items.openDequeues) {
            left[items.invoked[dequeue] / 2]--;
        }
        int[] next = new int[moments + 1];
        for (int e = 0, inside = 0, tooMany = 0; e < moments; e++) {
            inside += change[e];
            tooMany += left[e];
            next[e] = inside == 0 && tooMany <= 0 ? e : NONE;
        }
        next[moments] = moments;
        for (int e = moments - 1; e >= 0; e--) {
            next[e] = next[e] == NONE ? next[e + 1] : e;
        }
        return next;
    }

    /** The answer, and everything that may have to do with it. */
    private PartitionResult never(int answer) {
        int until = items.completed[answer];
        int[] lasting = Arrays.stream(items.lasting())
                .filter(item -> items.comeBy[item] < until)
                .toArray();
        int[] inside = IntStream.range(0, items.size)
                .filter(item -> !items.isEmptiness(item) && !items.isLasting(item))
                .filter(item -> items.comeBy[item] < until && items.goFrom[item] > items.invoked[answer])
                .toArray();
        int[] others = Arrays.copyOf(operationsOf(inside), 2 * inside.length + 1);
        others[2 * inside.length] = answer;
        return shortage(lasting, until, others);
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
