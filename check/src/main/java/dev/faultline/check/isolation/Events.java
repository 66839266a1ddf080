package dev.faultline.check.isolation;

/** Which two events an edge between transactions orders, at a guarantee: transactions, or their snapshots and commits. */
enum Events {
    /** A transaction is one event. */
    SERIAL(Guarantee.SERIALIZABLE),
    /** A transaction is one event, and may miss what others wrote, as long as it overwrites nothing that it missed. */
    CURSOR(Guarantee.CURSOR_STABILITY),
    /** {@code 2 t} is the snapshot of a transaction or knot, {@code 2 t + 1} its commit; writers of a key see each other. */
    SNAPSHOT(Guarantee.SNAPSHOT_ISOLATION),
    /** Snapshots and commits, but writers of a key need not see each other. */
    PREFIX(Guarantee.PREFIX);

    /** Takes one edge between events. */
    interface Sink {
        void edge(int from, int to);
    }

    private final Guarantee guarantee;

    Events(Guarantee guarantee) {
        this.guarantee = guarantee;
    }

    /** What holds if and only if the events can be ordered, beside what needs no order. */
    Guarantee guarantee() {
        return guarantee;
    }

    /** Whether each transaction is one event. */
    boolean areWhole() {
        return this == SERIAL || this == CURSOR;
    }

    int count(int nodes) {
        return areWhole() ? nodes : 2 * nodes;
    }

    /** The transaction or knot of an event. */
    int nodeOf(int event) {
        return areWhole() ? event : event / 2;
    }

    int snapshot(int node) {
        return areWhole() ? node : 2 * node;
    }

    int commit(int node) {
        return areWhole() ? node : 2 * node + 1;
    }

    void order(int from, int to, EdgeKind kind, Sink sink) {
        switch (kind) {
            case RW -> {
                if (this != CURSOR) {
                    sink.edge(snapshot(from), commit(to));
                }
            }
            case WW -> sink.edge(commit(from), this == PREFIX ? commit(to) : snapshot(to));
            case WR, SESSION, REALTIME -> sink.edge(commit(from), snapshot(to));
            case PASS -> {
                sink.edge(snapshot(from), snapshot(to));
                if (!areWhole()) {
                    sink.edge(commit(from), commit(to));
                }
            }
        }
    }
}
