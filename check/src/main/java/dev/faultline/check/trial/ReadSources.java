package dev.faultline.check.trial;

import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Whom the reads of some transactions read from, found by looking at every operation again for each read. */
final class ReadSources {

    /** What was there before all transactions. */
    static final int INITIAL = -1;
    /** Nothing that tells of others: a write, or a read of the transaction's own writes alone. */
    static final int NOTHING = -2;

    private static final Source NONE = new Source(NOTHING, List.of());

    /**
     * @param transaction who wrote what was read
     * @param version what was there before the reader's own writes; a register is a list of at most one value
     */
    record Source(int transaction, List<Integer> version) {}

    private final List<Txn> txns;
    private final List<List<Source>> sources = new ArrayList<>();
    private boolean broken;
    private boolean internal;
    private boolean duplicates;

    ReadSources(Model model, List<Txn> txns) {
        this.txns = txns;
        for (int t = 0; t < txns.size(); t++) {
            List<Source> all = new ArrayList<>();
            for (int i = 0; i < txns.get(t).ops().size(); i++) {
                Op op = txns.get(t).ops().get(i);
                boolean told = !op.write() && txns.get(t).fate() == Fate.COMMITTED;
                all.add(!told ? NONE : model == Model.REGISTER ? register(t, i) : list(t, i));
            }
            sources.add(all);
        }
    }

    /** Some read returns what was aborted, intermediate, from the future, torn, or of nobody. */
    boolean broken() {
        return broken;
    }

    /** Some transaction does not see its own appends. */
    boolean internal() {
        return internal;
    }

    /** Some list has an element twice. */
    boolean duplicates() {
        return duplicates;
    }

    Source of(int t, int i) {
        return sources.get(t).get(i);
    }

    /** What a transaction wrote to a key with its operations before {@code until}. */
    List<Integer> written(int t, int key, int until) {
        return txns.get(t).ops().stream()
                .limit(until)
                .filter(op -> op.write() && op.key() == key)
                .map(Op::value)
                .toList();
    }

    /** All that it wrote to the key. */
    List<Integer> written(int t, int key) {
        return written(t, key, Integer.MAX_VALUE);
    }

    /** Who wrote the value, negative if nobody did. */
    int writer(int key, int value) {
        for (int t = 0; t < txns.size(); t++) {
            if (written(t, key).contains(value)) {
                return t;
            }
        }
        return NOTHING;
    }

    private Source register(int t, int i) {
        Op read = txns.get(t).ops().get(i);
        List<Integer> own = written(t, read.key(), i);
        if (!own.isEmpty()) {
            broken |= !read.read().equals(own.subList(own.size() - 1, own.size()));
            return NONE;
        }
        if (read.read().isEmpty()) {
            return new Source(INITIAL, read.read());
        }
        int writer = writer(read.key(), read.read().getLast());
        boolean last = writer >= 0
                && written(writer, read.key()).getLast().equals(read.read().getLast());
        broken |= writer == t || !last;
        return writer < 0 || writer == t ? NONE : new Source(writer, read.read());
    }

    private Source list(int t, int i) {
        Op read = txns.get(t).ops().get(i);
        List<Integer> all = read.read();
        duplicates |= new HashSet<>(all).size() < all.size();
        List<Integer> own = written(t, read.key(), i);
        List<Integer> ownRead =
                all.stream().filter(written(t, read.key())::contains).toList();
        broken |= !isBeginning(ownRead, own);
        boolean seesItself = all.size() >= own.size()
                && all.subList(all.size() - own.size(), all.size()).equals(own);
        internal |= !seesItself;
        List<Integer> version = seesItself ? all.subList(0, all.size() - own.size()) : all;
        for (int element : version) {
            int writer = writer(read.key(), element);
            broken |= writer < 0;
            broken |= writer >= 0
                    && writer != t
                    && !version.stream()
                            .filter(written(writer, read.key())::contains)
                            .toList()
                            .equals(written(writer, read.key()));
        }
        int source = version.isEmpty() ? INITIAL : writer(read.key(), version.getLast());
        return new Source(source == t ? NOTHING : source, version);
    }

    private static boolean isBeginning(List<Integer> part, List<Integer> whole) {
        return part.size() <= whole.size() && whole.subList(0, part.size()).equals(part);
    }
}
