package dev.faultline.check;

import java.util.Arrays;

/** Points in time for the items of a queue in their order: each as early as those before it allow. */
final class QueueWitness {

    private final QueueItems items;
    private final int[] operations;
    private final int[] points;
    private int size;

    QueueWitness(QueueItems items) {
        this.items = items;
        operations = new int[items.partition.size()];
        points = new int[items.partition.size()];
    }

    Witness of(int[] order) {
        int from = 0;
        int come = 0;
        int go = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && !items.isEmptiness(order[to])) {
                to++;
            }
            int[] comes = new int[to - from];
            int[] goes = new int[to - from];
            for (int i = from; i < to; i++) {
                come = Math.max(come, items.comeFrom[order[i]]);
                go = Math.max(Math.max(go, come), items.goFrom[order[i]]);
                comes[i - from] = come;
                goes[i - from] = go;
            }
            merge(order, from, comes, goes);
            if (to < order.length) {
                come = items.comeFrom[order[to]];
                go = come;
                add(items.dequeue[order[to]], come);
            }
            from = to + 1;
        }
        return new Witness(Arrays.copyOf(operations, size), Arrays.copyOf(points, size));
    }

    private void merge(int[] order, int from, int[] comes, int[] goes) {
        int out = 0;
        for (int in = 0; in < comes.length; in++) {
            for (; out < in && goes[out] < comes[in]; out++) {
                addOut(order[from + out], goes[out]);
            }
            add(items.enqueue[order[from + in]], comes[in]);
        }
        for (; out < goes.length; out++) {
            addOut(order[from + out], goes[out]);
        }
    }

    private void addOut(int item, int point) {
        if (items.dequeue[item] != QueueItems.NONE) {
            add(items.dequeue[item], point);
        }
    }

    private void add(int operation, int point) {
        operations[size] = items.partition.index(operation);
        points[size++] = items.partition.eventNumber(Math.min(point / 2, items.partition.eventCount() - 1));
    }
}
