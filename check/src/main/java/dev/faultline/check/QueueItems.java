package dev.faultline.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a queue, each with when it can have come and gone, and the answers that the queue was empty.
 * Times are doubled local numbers of events; an odd one lies between two events.
 *
 * <p>A value comes before its dequeue completes, whenever its enqueue does, and goes after its enqueue began.
 */
final class QueueItems {

    static final int NONE = -1;

    final Partition partition;
    final int forever;
    final int[] invoked;
    final int[] completed;
    /** For each item the operations; an answer of emptiness has only the second. */
    final int[] enqueue;

    final int[] dequeue;
    /** When it came at the earliest and at the latest, and when it went. */
    final int[] comeFrom;

    final int[] comeBy;
    final int[] goFrom;
    final int[] goBy;
    int size;
    /** Dequeues of unknown outcome, by the order of their invocations. */
    int[] openDequeues = {};

    private QueueItems(Partition partition) {
        this.partition = partition;
        int operations = partition.size();
        forever = 2 * partition.eventCount();
        invoked = new int[operations];
        completed = new int[operations];
        Arrays.fill(completed, forever);
        for (int e = 0; e < partition.eventCount(); e++) {
            (partition.isCompletion(e) ? completed : invoked)[partition.eventOperation(e)] = 2 * e;
        }
        enqueue = new int[operations];
        dequeue = new int[operations];
        comeFrom = new int[operations];
        comeBy = new int[operations];
        goFrom = new int[operations];
        goBy = new int[operations];
    }

    /** Items without times, or null if a value is enqueued twice. */
    static @Nullable QueueItems of(Partition partition, ValueTable itemOfValue) {
        QueueItems items = new QueueItems(partition);
        History history = partition.history();
        int[] open = new int[partition.size()];
        int openCount = 0;
        for (int i = 0; i < partition.size(); i++) {
            int index = partition.index(i);
            if (history.function(index).equals("enqueue")) {
                if (!itemOfValue.put(history.valueNumber(index), items.size)) {
                    return null;
                }
                items.enqueue[items.size] = i;
                items.dequeue[items.size++] = NONE;
            } else if (partition.isPossible(i)) {
                open[openCount++] = i;
            }
        }
        items.openDequeues = Arrays.copyOf(open, openCount);
        return items;
    }

    void addEmpty(int operation) {
        enqueue[size] = NONE;
        dequeue[size++] = operation;
    }

    /** Sets the times of the values; values of unknown outcome that nobody saw are dropped. */
    void setTimes() {
        int kept = 0;
        for (int item = 0; item < size; item++) {
            int in = enqueue[item];
            int out = dequeue[item];
            if (out == NONE && partition.isPossible(in)) {
                continue;
            }
            enqueue[kept] = in;
            dequeue[kept] = out;
            if (in != NONE) {
                comeFrom[kept] = invoked[in];
                comeBy[kept] = out == NONE ? completed[in] : Math.min(completed[in], completed[out]);
                goFrom[kept] = out == NONE ? forever : Math.max(invoked[in], invoked[out]);
                goBy[kept] = out == NONE ? forever : completed[out];
            }
            kept++;
        }
        size = kept;
    }

    void setPoint(int item, int point) {
        comeFrom[item] = point;
        comeBy[item] = point;
        goFrom[item] = point;
        goBy[item] = point;
    }

    /** Whether the item is a value that nobody is known to have dequeued. */
    boolean isLasting(int item) {
        return dequeue[item] == NONE;
    }

    /** Those items, by the time at which they certainly have come. */
    int[] lasting() {
        return IntStream.range(0, size)
                .filter(this::isLasting)
                .boxed()
                .sorted(Comparator.comparingInt(item -> comeBy[item]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How many dequeues of unknown outcome have begun before this time. */
    int begunBefore(int time) {
        int low = 0;
        int high = openDequeues.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (invoked[openDequeues[middle]] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A value goes by a dequeue of unknown outcome. */
    void take(int item, int openDequeue) {
        dequeue[item] = openDequeue;
        goFrom[item] = Math.max(invoked[enqueue[item]], invoked[openDequeue]);
    }

    boolean isEmptiness(int item) {
        return enqueue[item] == NONE;
    }
}
