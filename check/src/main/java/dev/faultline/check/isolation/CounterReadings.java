package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Histories of counters as histories of registers: one for each change, which whoever makes the change writes and whoever
 * reads the counter reads. So a level holds for counters if it holds for one of these readings, and increments do not get in
 * the way of each other.
 */
final class CounterReadings implements Readings {

    private static final long IN = 1;
    private static final long BYTES_PER_ANSWER = 32;

    /** Why levels stay open where reads may have seen too much. */
    static final String MANY = "some reads show sums that several sets of increments make";

    /** Where a read may have seen more than so many sets of increments, they are not tried. */
    private static final int MOST_CHOICES = 1000;

    private final CounterReads reads;
    private final IsolationLimits limits;
    /** What each read may have seen, of those of which it was asked. */
    private final Map<Integer, List<BitSet>> seenBy = new HashMap<>();

    CounterReadings(CounterReads reads, IsolationLimits limits) {
        this.reads = reads;
        this.limits = limits;
    }

    /** Whether each read saw what it saw in one way only. */
    boolean areOne() {
        return reads.reads().stream().allMatch(read -> read.ways().complete() && choices(read, 2) == 1);
    }

    /** What is the same in all readings: answers that differ are left out. */
    Transactions certain() {
        List<Optional<BitSet>> open =
                reads.reads().stream().map(_ -> Optional.<BitSet>empty()).toList();
        return build(open);
    }

    @Override
    public int reads() {
        return reads.reads().size();
    }

    @Override
    public int choices(int read) {
        limits.poll("it looked for what reads of counters may have seen");
        CounterReads.Read its = reads.reads().get(read);
        long choices = its.ways().complete() ? choices(its, MOST_CHOICES + 1) : MOST_CHOICES + 1;
        if (choices > MOST_CHOICES || choices == 0) {
            throw new CheckStopped(MANY);
        }
        return (int) choices;
    }

    @Override
    public Transactions of(int[] choice) {
        List<Optional<BitSet>> seen = new ArrayList<>(choice.length);
        for (int read = 0; read < choice.length; read++) {
            int its = read;
            seen.add(
                    choice[read] == OPEN
                            ? Optional.empty()
                            : Optional.of(seenBy.computeIfAbsent(
                                            read, _ -> seen(reads.reads().get(its)))
                                    .get(choice[read])));
        }
        return build(seen);
    }

    /** How many sets of changes a read may have seen, or the most if these are more. */
    private long choices(CounterReads.Read read, long most) {
        long sum = 0;
        for (int[] taken : read.ways().taken()) {
            long product = 1;
            for (int i = 0; i < taken.length && product < most; i++) {
                product *= choose(reads.visible(read, read.ways().amounts().get(i)), taken[i], most);
            }
            sum = Math.min(most, sum + product);
        }
        return sum;
    }

    /** The number of ways to take {@code k} of {@code n}, or the most if these are more. */
    private static long choose(int n, int k, long most) {
        long ways = 1;
        for (int i = 0; i < Math.min(k, n - k) && ways < most; i++) {
            ways = ways * (n - i) / (i + 1);
        }
        return Math.min(ways, most);
    }

    private BitSet candidates(CounterReads.Read read, long amount) {
        CounterReads.Changes changes = reads.changes(read.counter());
        BitSet candidates = new BitSet();
        Ints same = changes.byAmount.get(amount);
        for (int i = 0; same != null && i < same.size(); i++) {
            if (changes.all.get(same.get(i)).transaction() != read.transaction()) {
                candidates.set(same.get(i));
            }
        }
        return candidates;
    }

    private List<BitSet> seen(CounterReads.Read read) {
        List<BitSet> all = new ArrayList<>();
        for (int[] taken : read.ways().taken()) {
            List<BitSet> some = new ArrayList<>(List.of(new BitSet()));
            for (int i = 0; i < taken.length; i++) {
                BitSet candidates = candidates(read, read.ways().amounts().get(i));
                List<BitSet> more = new ArrayList<>();
                for (BitSet before : some) {
                    take(candidates, candidates.nextSetBit(0), taken[i], before, more);
                }
                some = more;
            }
            all.addAll(some);
        }
        return all;
    }

    private static void take(BitSet from, int at, int count, BitSet before, List<BitSet> into) {
        if (count == 0) {
            into.add((BitSet) before.clone());
        } else if (at >= 0) {
            before.set(at);
            take(from, from.nextSetBit(at + 1), count - 1, before, into);
            before.clear(at);
            take(from, from.nextSetBit(at + 1), count, before, into);
        }
    }

    private Transactions build(List<Optional<BitSet>> choice) {
        Transactions history = reads.history;
        TransactionsBuilder builder = history.likeThis(new Names());
        builder.counters = history;
        for (int counter = 0; counter < history.keys(); counter++) {
            reads.changes(counter).all.forEach(builder.names::keyNumber);
        }
        int next = 0;
        for (int t = 0; t < history.size(); t++) {
            history.beginIn(builder, t);
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                int counter = history.opKey[op];
                if (history.opKind[op] == Transactions.READ) {
                    read(reads.reads().get(next), choice.get(next), builder);
                    next++;
                } else if (reads.isFirst(op) && reads.change(t, counter) != 0) {
                    Object key = history.names.keyOf(counter);
                    CounterReads.Change change = new CounterReads.Change(key, t, reads.change(t, counter));
                    builder.writeNumber(builder.names.keyNumber(change), IN);
                }
            }
            if (builder.operations() * BYTES_PER_ANSWER > limits.memoryBytes()) {
                throw new CheckStopped(
                        "what reads of counters show and what they do not is more than fits into memory");
            }
            limits.poll("it looked at increments one by one");
        }
        return builder.build();
    }

    /** What it has comes before what it lacks: who sees a change misses nothing of that transaction in the same read. */
    private void read(CounterReads.Read read, Optional<BitSet> seen, TransactionsBuilder builder) {
        BitSet present = seen.orElseGet(() -> agreed(read, true));
        BitSet absent = new BitSet();
        if (seen.isPresent()) {
            for (long amount : read.ways().amounts()) {
                absent.or(candidates(read, amount));
            }
            absent.andNot(present);
        } else {
            absent = agreed(read, false);
        }
        List<CounterReads.Change> changes = reads.changes(read.counter()).all;
        present.stream().forEach(i -> builder.readNumber(builder.names.keyNumber(changes.get(i)), IN));
        absent.stream().forEach(i -> builder.readNumber(builder.names.keyNumber(changes.get(i)), Transactions.NOTHING));
    }

    /** The changes that are in all ways, or in none. */
    private BitSet agreed(CounterReads.Read read, boolean in) {
        BitSet agreed = new BitSet();
        CounterSums.Ways ways = read.ways();
        for (int i = 0;
                ways.complete() && !ways.taken().isEmpty() && i < ways.amounts().size();
                i++) {
            int all = in ? reads.visible(read, ways.amounts().get(i)) : 0;
            int amount = i;
            if (ways.taken().stream().allMatch(taken -> taken[amount] == all)) {
                agreed.or(candidates(read, ways.amounts().get(i)));
            }
        }
        return agreed;
    }
}
