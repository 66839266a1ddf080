package dev.faultline.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stretches of a history that can be left out because the state after them does not depend on them: if the whole has an
 * explanation, then so has the rest.
 *
 * <ul>
 *   <li>Between two moments without an open operation, where what the operations in between weigh adds up to nothing and
 *       the state is a sum of weights, as that of a mutex: it is the same after as before. Of a lock, what each client
 *       acquires goes with what it releases. Operations of unknown outcome stay; of those that happened in between one at most is needed for the rest.
 *   <li>What completed before an operation that sets the state whatever it was, as {@code put}: with the reads that
 *       overlap it, as long as nothing else overlaps it that looks at the state.
 * </ul>
 */
final class Cuts {

    private static final int MOST_RESETS = 64;

    private final FunctionModel<?> model;
    private final List<Operation> operations;
    private final BitSet kept;

    Cuts(FunctionModel<?> model, List<Operation> operations, BitSet kept) {
        this.model = model;
        this.operations = operations;
        this.kept = kept;
    }

    /** What may go, each by itself; the most promising first. */
    List<BitSet> all() {
        List<BitSet> cuts = new ArrayList<>();
        if (model.weighs()) {
            balanced(cuts);
        }
        resets(cuts);
        return cuts;
    }

    private boolean isCertain(int i) {
        return model.effect(operations.get(i)) == Model.Effect.CERTAIN;
    }

    /** From each quiet moment to later ones with the same sum, twice as near each time. */
    private void balanced(List<BitSet> cuts) {
        List<Integer> firsts = new ArrayList<>();
        List<Long> sums = new ArrayList<>();
        long sum = 0;
        int latest = -1;
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            if (!isCertain(i)) {
                continue;
            }
            if (operations.get(i).invokedEvent() > latest) {
                firsts.add(i);
                sums.add(sum);
            }
            sum += model.weight(operations.get(i));
            latest = Math.max(latest, operations.get(i).completedEvent());
        }
        if (latest < Operation.NEVER) {
            firsts.add(operations.size());
            sums.add(sum);
        }
        for (int from = 0; from < firsts.size(); from++) {
            for (int distance = firsts.size() - 1 - from; distance > 0; distance /= 2) {
                int to = from + distance;
                while (to > from && !sums.get(to).equals(sums.get(from))) {
                    to--;
                }
                BitSet cut = to > from ? certain(firsts.get(from), firsts.get(to)) : new BitSet();
                if (!cut.isEmpty() && leavesNobodyHolding(cut)) {
                    cuts.add(cut);
                }
            }
        }
    }

    /**
     * Whether what goes adds up to nothing for each client. Else the rest would seem to fail for another reason: a client that
     * acquires twice, since its release went together with the acquisition of another.
     */
    private boolean leavesNobodyHolding(BitSet cut) {
        Map<Integer, Long> sums = new HashMap<>();
        cut.stream().mapToObj(operations::get).forEach(o -> sums.merge(o.process(), model.weight(o), Long::sum));
        return sums.values().stream().allMatch(sum -> sum == 0);
    }

    private BitSet certain(int from, int to) {
        BitSet cut = new BitSet();
        for (int i = kept.nextSetBit(from); i >= 0 && i < to; i = kept.nextSetBit(i + 1)) {
            cut.set(i, isCertain(i));
        }
        return cut;
    }

    private void resets(List<BitSet> cuts) {
        int tried = 0;
        for (int i = kept.length() - 1; i > 0 && tried < MOST_RESETS; i = kept.previousSetBit(i - 1)) {
            if (model.sets(operations.get(i)) && isCertain(i)) {
                tried++;
                BitSet cut = before(operations.get(i));
                if (!cut.isEmpty()) {
                    cuts.add(cut);
                }
            }
        }
    }

    /** Empty if an operation that overlaps this one looks at the state. */
    private BitSet before(Operation reset) {
        BitSet cut = new BitSet();
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            Operation o = operations.get(i);
            if (!isCertain(i) || o.invokedEvent() > reset.completedEvent() || o.equals(reset)) {
                continue;
            }
            if (o.completedEvent() < reset.invokedEvent() || model.isReadOnly(o)) {
                cut.set(i);
            } else if (model.looks(o)) {
                return new BitSet();
            }
        }
        return cut;
    }
}
