package dev.faultline.check.isolation;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for one order of all transactions on registers by playing a store: a transaction may come next if all before it in
 * its session, and in real time if asked, have come, if it reads what is there, and if nobody who has yet to come reads what
 * it overwrites. In real time whoever was seen complete before others read what another wrote comes before that other, too
 * ({@link WriteZones}). Of those that may come, the one comes first whose writes were seen first; where it leads nowhere,
 * the next is tried, and no state twice.
 *
 * <p>An order that is found explains everything; if none is, nothing is known, for the search gives up after so many steps.
 * Depth first as in Wing and Gong, Testing and verifying concurrent objects, 1993; linear for a bounded number of
 * transactions at a time.
 */
final class SerialGuess {

    private static final int NONE = -1;
    private static final int STEPS_BETWEEN_POLLS = 4096;
    private static final long STEPS_FOR_EACH = 20;
    private static final long LEAST_STEPS = 200_000;
    private static final int MOST_ACTIVE = 1000;
    private static final long BYTES_PER_STATE = 64;

    private final IsolationLimits limits;
    private final boolean inRealTime;
    private final StoreReplay store;
    private final int[] ends;
    private final int[] completed;
    private final int[] invoked;
    private final int happened;
    /** Those that may come by their sessions, the most urgent first. */
    private final Ints active = new Ints(16);

    private final int[] order;
    /** Of each place, how many of those that were active had been tried; and the end of the real time before it. */
    private final int[] tried;

    private final int[] earliest;
    private final Set<Long> seen = new HashSet<>();
    private int size;

    private SerialGuess(Dependencies found, boolean inRealTime, IsolationLimits limits) {
        this.limits = limits;
        this.inRealTime = inRealTime;
        store = new StoreReplay(found, inRealTime);
        ends = inRealTime ? Orders.byCompletion(found) : new int[0];
        completed = found.history.completed;
        invoked = found.history.invoked;
        int count = 0;
        for (boolean one : found.happened) {
            count += one ? 1 : 0;
        }
        happened = count;
        order = new int[count];
        tried = new int[count + 1];
        earliest = new int[count + 1];
    }

    /** The order, or null. What reads saw must be known, and nothing be wrong with them by themselves. */
    static int @Nullable [] find(Dependencies found, boolean inRealTime, IsolationLimits limits) {
        return new SerialGuess(found, inRealTime, limits).search();
    }

    private int @Nullable [] search() {
        long most = LEAST_STEPS + STEPS_FOR_EACH * happened;
        for (int t : store.firstOfSessions()) {
            activate(t);
        }
        for (long step = 0; size < happened; step++) {
            if (step % STEPS_BETWEEN_POLLS == 0) {
                limits.poll("it looked for one order of all transactions");
            }
            if (step > most
                    || active.size() > MOST_ACTIVE
                    || seen.size() * BYTES_PER_STATE > limits.memoryBytes() / 4) {
                return null;
            }
            int next = next();
            if (next != NONE) {
                place(next);
            } else if (size == 0) {
                return null;
            } else {
                takeBack();
            }
        }
        return order;
    }

    /** The next to try at this place, or none. */
    private int next() {
        int bound = Transactions.NEVER;
        if (inRealTime) {
            while (earliest[size] < ends.length && store.isPlaced(ends[earliest[size]])) {
                earliest[size]++;
            }
            bound = earliest[size] < ends.length ? completed[ends[earliest[size]]] : bound;
        }
        while (tried[size] < active.size()) {
            int t = active.get(tried[size]++);
            if ((!inRealTime || invoked[t] < bound) && store.mayCome(t) && seen.add(store.stateWith(t))) {
                return t;
            }
        }
        return NONE;
    }

    private void place(int t) {
        order[size] = t;
        store.place(t);
        deactivate(t);
        int following = store.nextInSession(t);
        if (following != NONE) {
            activate(following);
        }
        size++;
        tried[size] = 0;
        earliest[size] = earliest[size - 1];
    }

    private void takeBack() {
        size--;
        int t = order[size];
        int following = store.nextInSession(t);
        if (following != NONE) {
            deactivate(following);
        }
        store.takeBack(t);
        activate(t);
    }

    /** Puts it in among those that are more urgent and those that are less. */
    private void activate(int t) {
        active.add(t);
        for (int i = active.size() - 1; i > 0 && store.isMoreUrgent(t, active.get(i - 1)); i--) {
            active.set(i, active.get(i - 1));
            active.set(i - 1, t);
        }
    }

    private void deactivate(int t) {
        int at = 0;
        while (active.get(at) != t) {
            at++;
        }
        for (int i = at + 1; i < active.size(); i++) {
            active.set(i - 1, active.get(i));
        }
        active.removeLast();
    }
}
