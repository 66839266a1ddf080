package dev.faultline.check;

import java.util.Arrays;

/**
 * Decides one partition by just-in-time linearization: Gavin Lowe, "Testing for linearizability",
 * Concurrency and Computation: Practice and Experience 29(4), 2017.
 *
 * <p>It walks the events and keeps every configuration that explains what completed so far. When an operation
 * completes, configurations that have not linearized it are extended, by pending and crashed operations, until
 * they have. Four reductions keep their number small, and each keeps at least one configuration that leads
 * to an explanation if there is one:
 *
 * <ul>
 *   <li>an operation that only reads is linearized as soon as a configuration allows it;
 *   <li>crashed operations of one kind are counted, not told apart ({@link CrashedOperations});
 *   <li>dominated configurations are dropped ({@link Configurations});
 *   <li>a crashed operation is linearized only where it allows the operation after it something new: an
 *       explanation with the fewest crashed operations holds no other.
 * </ul>
 *
 * <p>Most histories are right, and one configuration is enough to explain them. So the walk is made first
 * with a beam, which keeps only some configurations; an explanation found so is as good as any. Only if the
 * beam loses its way after it has dropped something is the walk made again, with a wider one, at last with
 * all configurations.
 *
 * <p>Cost: linear in the events for a bounded number of configurations, which may grow exponentially with
 * the operations open at the same time, not with the length of the history.
 */
final class Frontier {

    private static final int[] BEAMS = {4, 64, 1024, Integer.MAX_VALUE};
    private static final int VISITS_FOR_ONE_KEPT = 16;

    private final Partition partition;
    private final int beam;
    private final Budget budget;
    private final Transitions transitions;
    private final CrashedOperations crashed;
    private final PathLog log;
    private final int[] slotOperation;
    private final int[] slotOf;
    private final int[] readOnlySlots;
    private Configurations current;
    private Configurations explained;
    private Configurations visited;
    private int[] extension;
    private int[] base;
    private int columnsAt;
    private int eventNumber;
    private boolean dropped;

    private Frontier(Model<?> model, Partition partition, Budget budget, int beam) {
        this.partition = partition;
        this.beam = beam;
        this.budget = budget;
        this.transitions = Transitions.of(model, partition, budget);
        this.crashed = new CrashedOperations(partition, transitions);
        this.log = new PathLog(budget, partition.size());
        slotOperation = new int[partition.width()];
        Arrays.fill(slotOperation, -1);
        slotOf = new int[partition.size()];
        readOnlySlots = new int[(slotOperation.length + 31) >> 5];
        columnsAt = Configurations.MASK + readOnlySlots.length;
        current = emptySet();
        explained = emptySet();
        visited = emptySet();
        extension = new int[current.stride()];
        base = new int[current.stride()];
        extension[Configurations.STATE] = transitions.initial();
        extension[Configurations.PATH] = PathLog.START;
        current.add(extension);
    }

    /** Decides the partition within the limits. */
    static PartitionResult decide(Model<?> model, Partition partition, Limits limits) {
        return decide(model, partition, limits, BEAMS);
    }

    /** The same with walks of these widths, the last of them unlimited. */
    static PartitionResult decide(Model<?> model, Partition partition, Limits limits, int... beams) {
        Budget budget = new Budget(limits);
        int explained = 0;
        try {
            budget.checkOperations(partition.size());
            for (int beam : beams) {
                budget.releaseAll();
                Frontier frontier = new Frontier(model, partition, budget, beam);
                int event = 0;
                while (event < partition.eventCount() && frontier.advance(event)) {
                    explained = Math.max(explained, partition.eventNumber(event) + 1);
                    event++;
                }
                if (event == partition.eventCount()) {
                    return frontier.explanation();
                }
                if (!frontier.dropped) {
                    return new PartitionResult.Unexplained(partition.eventNumber(event));
                }
            }
            throw new AssertionError("a frontier of unlimited width dropped a configuration");
        } catch (LimitReached reached) {
            return new PartitionResult.Undecided(reached.limit(), explained);
        }
    }

    /** Takes one event; false if no configuration explains it. */
    private boolean advance(int event) {
        budget.poll();
        eventNumber = partition.eventNumber(event);
        int operation = partition.eventOperation(event);
        if (partition.isCompletion(event)) {
            complete(operation);
        } else if (partition.isPossible(operation)) {
            if (crashed.invoke(operation, eventNumber) && !crashed.takeColumn(operation)) {
                makeColumns();
                crashed.takeColumn(operation);
            }
        } else {
            invoke(operation);
        }
        if (log.isDueForSweep()) {
            current.sweep(log);
        }
        if (transitions.isDueForSweep()) {
            current.sweepStates(transitions);
        }
        return !current.isEmpty();
    }

    private void invoke(int operation) {
        int slot = 0;
        while (slotOperation[slot] >= 0) {
            slot++;
        }
        slotOperation[slot] = operation;
        slotOf[operation] = slot;
        if (!partition.isReadOnly(operation)) {
            return;
        }
        readOnlySlots[slot >> 5] |= 1 << slot;
        int[] data = current.data();
        for (int i = 0; i < current.size(); i++) {
            int at = i * current.stride();
            if (current.isAlive(i) && transitions.next(data[at + Configurations.STATE], operation).length > 0) {
                data[at + Configurations.MASK + (slot >> 5)] |= 1 << slot;
                data[at + Configurations.PATH] = log.append(data[at + Configurations.PATH], operation, eventNumber);
            }
        }
    }

    private void complete(int operation) {
        int slot = slotOf[operation];
        int word = Configurations.MASK + (slot >> 5);
        int bit = 1 << slot;
        explained.clear();
        visited.clear();
        for (int i = 0; i < current.size(); i++) {
            if (current.isAlive(i)) {
                current.copyTo(i, extension);
                if ((extension[word] & bit) != 0) {
                    extension[word] &= ~bit;
                    explained.add(extension);
                } else {
                    visited.add(extension);
                }
            }
        }
        for (int i = 0; i < visited.size(); i++) {
            if (visited.isAlive(i)) {
                if (explained.count() >= beam || (!explained.isEmpty() && i / VISITS_FOR_ONE_KEPT >= beam)) {
                    dropped = true;
                    break;
                }
                budget.visit();
                visited.copyTo(i, base);
                extendByPending(word, bit);
                extendByCrashed(word, bit);
            }
        }
        slotOperation[slot] = -1;
        readOnlySlots[slot >> 5] &= ~bit;
        Configurations before = current;
        current = explained;
        explained = before;
    }

    private void extendByPending(int word, int bit) {
        for (int slot = 0; slot < slotOperation.length; slot++) {
            int operation = slotOperation[slot];
            if (operation >= 0 && !isLinearized(slot) && !partition.isReadOnly(operation)) {
                for (int state : transitions.next(base[Configurations.STATE], operation)) {
                    System.arraycopy(base, 0, extension, 0, base.length);
                    extension[Configurations.MASK + (slot >> 5)] |= 1 << slot;
                    extend(state, operation, word, bit);
                }
            }
        }
    }

    private void extendByCrashed(int word, int bit) {
        int before = base[Configurations.STATE];
        for (int column = 0; column < crashed.columns(); column++) {
            int operation = crashed.available(column, base[columnsAt + column], eventNumber);
            if (operation < 0) {
                continue;
            }
            for (int state : transitions.next(before, operation)) {
                if (state != before && allowsSomethingNew(before, state)) {
                    System.arraycopy(base, 0, extension, 0, base.length);
                    extension[columnsAt + column]++;
                    extend(state, operation, word, bit);
                }
            }
        }
    }

    /** Linearizes one operation after {@link #base}, then the reads that the new state answers. */
    private void extend(int state, int operation, int word, int bit) {
        int logSize = log.size();
        extension[Configurations.STATE] = state;
        int path = log.append(base[Configurations.PATH], operation, eventNumber);
        for (int slot = 0; slot < slotOperation.length; slot++) {
            int read = slotOperation[slot];
            int mask = Configurations.MASK + (slot >> 5);
            if (read >= 0
                    && partition.isReadOnly(read)
                    && (extension[mask] & 1 << slot) == 0
                    && transitions.next(state, read).length > 0) {
                extension[mask] |= 1 << slot;
                path = log.append(path, read, eventNumber);
            }
        }
        extension[Configurations.PATH] = path;
        boolean done = (extension[word] & bit) != 0;
        extension[word] &= ~bit;
        if (!(done ? explained : visited).add(extension)) {
            log.truncate(logSize);
        }
    }

    /** Whether an operation that could come next may do after the second state what it cannot after the first. */
    private boolean allowsSomethingNew(int before, int after) {
        for (int slot = 0; slot < slotOperation.length; slot++) {
            int operation = slotOperation[slot];
            if (operation >= 0 && !isLinearized(slot) && isNew(before, after, operation)) {
                return true;
            }
        }
        for (int column = 0; column < crashed.columns(); column++) {
            int operation = crashed.available(column, base[columnsAt + column], eventNumber);
            if (operation >= 0 && isNew(before, after, operation)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNew(int before, int after, int operation) {
        int[] known = transitions.next(before, operation);
        int[] reached = transitions.next(after, operation);
        // A read leaves the state as it is, so that it is new only if it was not allowed before.
        if (partition.isReadOnly(operation)) {
            return known.length == 0 && reached.length > 0;
        }
        for (int state : reached) {
            boolean found = false;
            for (int other : known) {
                found |= other == state;
            }
            if (!found) {
                return true;
            }
        }
        return false;
    }

    private boolean isLinearized(int slot) {
        return (base[Configurations.MASK + (slot >> 5)] & 1 << slot) != 0;
    }

    /** Frees the columns that nobody needs; adds some if there are none. Rebuilds the configurations. */
    private void makeColumns() {
        int oldColumns = crashed.columns();
        boolean[] dispensable = new boolean[oldColumns];
        boolean any = false;
        for (int column = 0; column < oldColumns; column++) {
            dispensable[column] = crashed.isDispensable(column, current.least(columnsAt + column), eventNumber);
            any |= dispensable[column];
            if (dispensable[column]) {
                crashed.freeColumn(column);
            }
        }
        Configurations old = current;
        int oldStride = old.stride();
        if (!any) {
            crashed.addColumns();
            explained.release();
            visited.release();
            explained = emptySet();
            visited = emptySet();
        }
        current = emptySet();
        base = new int[current.stride()];
        extension = new int[current.stride()];
        for (int i = 0; i < old.size(); i++) {
            if (old.isAlive(i)) {
                System.arraycopy(old.data(), i * oldStride, extension, 0, oldStride);
                for (int column = 0; column < oldColumns; column++) {
                    if (dispensable[column]) {
                        extension[columnsAt + column] = 0;
                    }
                }
                current.add(extension);
            }
        }
        old.release();
    }

    private Configurations emptySet() {
        return new Configurations(budget, readOnlySlots, crashed.columns());
    }

    private PartitionResult explanation() {
        int first = 0;
        while (!current.isAlive(first)) {
            first++;
        }
        int[][] steps = log.steps(current.data()[first * current.stride() + Configurations.PATH]);
        for (int i = 0; i < steps[0].length; i++) {
            steps[0][i] = partition.index(steps[0][i]);
        }
        return new PartitionResult.Explained(new Witness(steps[0], steps[1]));
    }
}
