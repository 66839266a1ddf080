package dev.faultline.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides a register whose values are written once each: Phillip Gibbons and Ephraim Korach, "Testing shared
 * memories", SIAM Journal on Computing 26(4), 1997. Linear in the operations.
 *
 * <p>A write and the reads of its value are a cluster. Its zone lies between the earliest completion and the
 * latest invocation in it. Where the completion comes first the zone is forward: the register holds the value
 * all the time. Where it comes last it is backward: the value may come and go at any single moment of it. There
 * is an explanation if and only if forward zones do not overlap, no backward zone lies inside a forward one, and
 * nobody reads what is not yet written. A write of unknown outcome that somebody read is one that never
 * completes; one that nobody read is left out.
 */
final class RegisterZones {

    private static final int NONE = -1;
    private static final int BEFORE_ALL = -1;

    private final Partition partition;
    private final History history;
    private final boolean nullReadMatchesAnything;
    /** For each operation its cluster; for each cluster the rest. Cluster 0 is that of the initial value. */
    private final int[] clusterOf;

    private final int[] write;
    private final int[] low;
    private final int[] lowAt;
    private final int[] high;
    private final int[] highAt;
    private final int[] lastRead;
    private final int[] previousRead;
    private int clusters = 1;

    private RegisterZones(RegisterModel model, Partition partition, int writes) {
        this.partition = partition;
        this.history = partition.history();
        this.nullReadMatchesAnything = model.nullReadMatchesAnything();
        int size = partition.size();
        clusterOf = new int[size];
        previousRead = new int[size];
        int most = writes + 1; // clusters, that of the initial value among them
        write = new int[most];
        low = new int[most];
        lowAt = new int[most];
        high = new int[most];
        highAt = new int[most];
        lastRead = new int[most];
        Arrays.fill(lastRead, NONE);
        write[0] = NONE;
        low[0] = BEFORE_ALL;
        high[0] = BEFORE_ALL;
        lowAt[0] = NONE;
        highAt[0] = NONE;
    }

    /** Null where values are written twice or there is more than reading and writing. */
    static @Nullable PartitionResult decide(RegisterModel model, Partition partition) {
        int writes = 0;
        for (int i = 0; i < partition.size(); i++) {
            String f = partition.history().function(partition.index(i));
            if (f.equals("write")) {
                writes++;
            } else if (!f.equals("read")) {
                return null;
            }
        }
        RegisterZones zones = new RegisterZones(model, partition, writes);
        ValueTable table = new ValueTable(writes);
        return zones.findWrites(table, model) ? zones.decide(table) : null;
    }

    private boolean findWrites(ValueTable clusterOfValue, RegisterModel model) {
        int initial = history.findValue(model.initial().orElse(null));
        if (initial != History.NO_VALUE) {
            clusterOfValue.put(initial, 0);
        }
        for (int i = 0; i < partition.size(); i++) {
            int index = partition.index(i);
            clusterOf[i] = NONE;
            if (history.function(index).equals("write")) {
                if (!clusterOfValue.put(history.valueNumber(index), clusters)) {
                    return false;
                }
                clusterOf[i] = clusters;
                write[clusters] = i;
                low[clusters] = partition.completed(i);
                high[clusters] = partition.invoked(i);
                lowAt[clusters] = i;
                highAt[clusters] = i;
                clusters++;
            }
        }
        return true;
    }

    private PartitionResult decide(ValueTable clusterOfValue) {
        for (int i = 0; i < partition.size(); i++) {
            if (clusterOf[i] != NONE) {
                continue;
            }
            int value = history.resultNumber(partition.index(i));
            if (value == 0 && nullReadMatchesAnything) {
                continue;
            }
            int cluster = clusterOfValue.get(value);
            if (cluster == NONE) {
                return violation(i);
            }
            if (cluster > 0 && partition.completed(i) < partition.invoked(write[cluster])) {
                return violation(i, write[cluster]);
            }
            clusterOf[i] = cluster;
            previousRead[i] = lastRead[cluster];
            lastRead[cluster] = i;
            if (partition.completed(i) < low[cluster]) {
                low[cluster] = partition.completed(i);
                lowAt[cluster] = i;
            }
            if (partition.invoked(i) > high[cluster]) {
                high[cluster] = partition.invoked(i);
                highAt[cluster] = i;
            }
        }
        return place();
    }

    /** Walks the events; a forward zone begins at its earliest completion, a backward one at its latest invocation. */
    private PartitionResult place() {
        Order order = new Order(partition);
        int forward = 0;
        order.add(lastRead[0], BEFORE_ALL);
        for (int e = 0; e < partition.eventCount(); e++) {
            int event = partition.eventNumber(e);
            int operation = partition.eventOperation(e);
            int cluster = clusterOf[operation];
            if (cluster == NONE) {
                if (!partition.isCompletion(e)) {
                    order.addFree(operation);
                }
                continue;
            }
            if (cluster == 0) {
                continue;
            }
            boolean unobserved = lastRead[cluster] == NONE && partition.isPossible(write[cluster]);
            if (partition.isCompletion(e) && event == low[cluster] && low[cluster] < high[cluster]) {
                if (event < high[forward]) {
                    return conflict(forward, cluster);
                }
                forward = cluster;
                order.addOne(write[cluster], event);
                order.add(lastRead[cluster], event);
            } else if (event == high[cluster] && high[cluster] < low[cluster] && !unobserved) {
                if (low[cluster] < high[forward]) {
                    return conflict(forward, cluster);
                }
                int point = Math.max(event, high[forward]);
                order.addOne(write[cluster], point);
                order.add(lastRead[cluster], point);
            }
        }
        return new PartitionResult.Explained(order.witness());
    }

    private PartitionResult conflict(int one, int other) {
        return violation(write[one], lowAt[one], highAt[one], write[other], lowAt[other], highAt[other]);
    }

    private PartitionResult violation(int... operations) {
        return PartitionResult.Unexplained.by(partition, operations);
    }

    /** The operations in the order of the explanation, with their points. */
    private final class Order {

        private final int[] operations;
        private final int[] points;
        private final int[] free;
        private int size;
        private int frees;

        Order(Partition partition) {
            operations = new int[partition.size()];
            points = new int[partition.size()];
            free = new int[nullReadMatchesAnything ? partition.size() : 0];
        }

        /** Adds an operation that may be anywhere; these come by order of their invocations. */
        void addFree(int operation) {
            free[frees++] = operation;
        }

        void addOne(int operation, int point) {
            operations[size] = partition.index(operation);
            points[size++] = point;
        }

        /** Adds the reads that end with this one, each as soon after the point as it can be. */
        void add(int last, int point) {
            int count = 0;
            for (int read = last; read != NONE; read = previousRead[read]) {
                count++;
            }
            int at = size + count;
            size = at;
            for (int read = last; read != NONE; read = previousRead[read]) {
                operations[--at] = partition.index(read);
                points[at] = Math.max(point, partition.invoked(read));
            }
        }

        Witness witness() {
            if (frees == 0 && size == operations.length) {
                return new Witness(operations, points);
            }
            int[] merged = new int[size + frees];
            int[] mergedPoints = new int[size + frees];
            int nextFree = 0;
            int next = 0;
            for (int i = 0; i < merged.length; i++) {
                int point = nextFree < frees ? partition.invoked(free[nextFree]) : Operation.NEVER;
                boolean isFree = next == size || point < points[next];
                merged[i] = isFree ? partition.index(free[nextFree++]) : operations[next];
                mergedPoints[i] = isFree ? point : points[next++];
            }
            return new Witness(merged, mergedPoints);
        }
    }
}
