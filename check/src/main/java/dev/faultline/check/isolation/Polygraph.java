package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is open about the order of writes, as pairs of chains of which one comes first. A chain is a run of writes of one
 * key of which each read the one before: nothing fits in between. If chain {@code a} comes before {@code b}, its last
 * writer and all that read from it come before the first writer of {@code b}. After Papadimitriou, The serializability
 * of concurrent database updates, 1979; chains as in Tan and others, Cobra: making transactional key-value stores
 * verifiably serializable, 2020.
 */
final class Polygraph {

    private static final int NONE = -1;
    private static final int BYTES_PER_PAIR = 256;

    /** What is certain; sessions and real time apart. */
    final EdgeList certain = new EdgeList();

    private final Dependencies found;
    private final boolean chaining;
    private final Ints key = new Ints(16);
    private final Ints head = new Ints(16);
    private final Ints tail = new Ints(16);
    private final List<int[]> members = new ArrayList<>();
    private final Ints readersFrom = new Ints(16);
    private final Ints readersUntil = new Ints(16);
    private int[] readers = {};
    private final Ints groups = new Ints(16);
    private long open;
    private int nodes;
    private final Ints first = new Ints(16);
    private final Ints second = new Ints(16);

    private Polygraph(Dependencies found, boolean chaining) {
        this.found = found;
        this.chaining = chaining;
        nodes = found.nodes;
        for (int i = 0; i < found.edges.size(); i++) {
            certain.add(found.edges.from(i), found.edges.to(i), found.edges.kindOf(i), found.edges.key(i));
        }
    }

    /**
     * The polygraph of a history.
     *
     * @param chaining whether nothing may come between a read and a write of one transaction, as is so for snapshot
     *     isolation and above
     * @throws CheckStopped if there are more pairs than allowed
     */
    static Polygraph of(Dependencies found, boolean chaining, IsolationLimits limits) {
        Polygraph polygraph = new Polygraph(found, chaining);
        if (!found.history.isOfLists()) {
            polygraph.registers();
        } else {
            found.unseen.forEach((list, appenders) -> {
                int from = polygraph.key.size();
                for (int writer : appenders) {
                    polygraph.chain(list, new int[] {writer}, 0, 0);
                }
                polygraph.pairs(from, polygraph.key.size());
            });
        }
        polygraph.enumerate(limits);
        return polygraph;
    }

    /** Transactions and knots. */
    int nodes() {
        return nodes;
    }

    /** The number of pairs. */
    int pairs() {
        return first.size();
    }

    int first(int pair) {
        return first.get(pair);
    }

    int second(int pair) {
        return second.get(pair);
    }

    int key(int chain) {
        return key.get(chain);
    }

    int head(int chain) {
        return head.get(chain);
    }

    int tail(int chain) {
        return tail.get(chain);
    }

    /** Its writers, first to last. */
    int[] members(int chain) {
        return members.get(chain);
    }

    int transactions() {
        return found.happened.length;
    }

    /** Those that read the last write of the chain are {@link #reader} from here, up to {@link #readersUntil}. */
    int readersFrom(int chain) {
        return readersFrom.get(chain);
    }

    int readersUntil(int chain) {
        return readersUntil.get(chain);
    }

    int reader(int i) {
        return readers[i];
    }

    private void chain(int its, int[] writers, int readersBegin, int readersEnd) {
        key.add(its);
        members.add(writers);
        head.add(writers[0]);
        tail.add(writers[writers.length - 1]);
        readersFrom.add(readersBegin);
        readersUntil.add(readersEnd);
    }

    /** All pairs of these chains; they are only counted until it is known that they are not too many. */
    private void pairs(int from, int until) {
        groups.add(from);
        groups.add(until);
        open += (long) (until - from) * (until - from - 1) / 2;
    }

    private void enumerate(IsolationLimits limits) {
        if (open * BYTES_PER_PAIR > limits.memoryBytes()) {
            throw new CheckStopped("the order of %d pairs of writes is open".formatted(open));
        }
        for (int i = 0; i < groups.size(); i += 2) {
            for (int a = groups.get(i); a < groups.get(i + 1); a++) {
                for (int b = a + 1; b < groups.get(i + 1); b++) {
                    first.add(a);
                    second.add(b);
                }
            }
        }
    }

    private void registers() {
        RegisterWrites writes = new RegisterWrites(found);
        readers = writes.readers();
        int[] next = new int[writes.count()];
        int[] previous = new int[writes.count()];
        Arrays.fill(next, NONE);
        Arrays.fill(previous, NONE);
        if (chaining) {
            link(writes, next, previous);
        }
        FanOut fanOut = new FanOut(nodes);
        for (int k = 0; k < found.history.keys(); k++) {
            if (found.ordered[k]) {
                continue;
            }
            int from = key.size();
            int initial = NONE;
            int[] heads = new int[writes.first(k + 1) - writes.first(k)];
            int count = 0;
            for (int w = writes.first(k); w < writes.first(k + 1); w++) {
                if (previous[w] != NONE) {
                    continue;
                }
                Ints run = new Ints(4);
                int end = w;
                run.add(writes.writer(w));
                while (next[end] != NONE) {
                    end = next[end];
                    run.add(writes.writer(end));
                }
                if (chaining && writes.readInitially(w)) {
                    initial = end;
                } else {
                    chain(k, run.toArray(), writes.readersFrom(end), writes.readersFrom(end + 1));
                    heads[count++] = writes.writer(w);
                }
            }
            heads = Arrays.copyOf(heads, count);
            Arrays.sort(heads);
            if (initial != NONE) {
                afterInitial(writes, k, initial, heads, fanOut);
            }
            pairs(from, key.size());
        }
        nodes = fanOut.nodes();
    }

    /** The chain that overwrote the initial value comes before all others. */
    private void afterInitial(RegisterWrites writes, int its, int end, int[] heads, FanOut fanOut) {
        for (int other : heads) {
            certain.add(writes.writer(end), other, EdgeKind.WW, its);
        }
        int[] last = Arrays.copyOfRange(readers, writes.readersFrom(end), writes.readersFrom(end + 1));
        fanOut.connect(last, heads, its, certain);
    }

    /** Where a transaction read what it overwrites, its write follows directly. */
    private static void link(RegisterWrites writes, int[] next, int[] previous) {
        for (int w = 0; w < writes.count(); w++) {
            int source = writes.overwrites(w);
            if (source == NONE || next[source] != NONE) {
                continue;
            }
            next[source] = w;
            previous[w] = source;
        }
    }
}
