package dev.faultline.check;

import java.util.Arrays;

/**
 * Takes the values of a stack away from the bottom up. Moments are the completions of pushes and the invocations of
 * pops, numbered; values that are never popped go at the last one.
 *
 * <p>Take the leftmost stretch of moments at all of which a value is on the stack. There, one value lies at the
 * bottom from the first to the last: its push began before any of the others was through, its pop ends after all of the
 * others have begun. Whichever value is like this may be taken away, as a stack without its bottom is a stack; what is
 * left falls into shorter stretches. If none is like this there is no explanation. Each stretch begins where the one
 * before did or later, so that a value which can be first in one stretch stays so, and one tree finds who goes last.
 */
final class StackPeeling {

    private static final int NONE = StackItems.NONE;

    private final StackItems items;
    private final StackCover cover;
    private final StackReach reach;
    private final int[] eventOf;
    private final int[] came;
    private final int[] went;
    /** How many values came up to each moment. */
    private final int[] cameUpTo;

    private final boolean[] gone;
    /** Ranks by the invocations of their pushes. */
    private final int[] byBegin;

    private final int end;
    /** In the order of taking away: rank, and the events at which its stretch begins and ends. */
    final int[] taken;

    final int[] takenFrom;
    final int[] takenTo;
    int takenCount;
    private int[] core = {};

    private StackPeeling(StackItems items, boolean withLasting) {
        this.items = items;
        int size = items.size;
        came = new int[size];
        went = new int[size];
        gone = new boolean[size];
        byBegin = new int[size];
        taken = new int[size];
        takenFrom = new int[size];
        takenTo = new int[size];
        eventOf = new int[2 * size + 2];
        cameUpTo = new int[eventOf.length];
        end = number(withLasting);
        eventOf[end] = items.partition.eventCount();
        cameUpTo[end] = size;
        for (int rank = 0; rank < size; rank++) {
            if (went[rank] == NONE) {
                gone[rank] = !withLasting;
                went[rank] = withLasting ? end : came[rank];
            }
            went[rank] = Math.max(came[rank], went[rank]);
        }
        cover = new StackCover(counts());
        reach = new StackReach(size);
    }

    /** Of the values that are popped. */
    static StackPeeling ofPopped(StackItems items) {
        return new StackPeeling(items, false);
    }

    /** Of all values. Each of those that are never popped may use the first pop of unknown outcome for itself. */
    static StackPeeling ofAll(StackItems items) {
        return new StackPeeling(items, true);
    }

    /** Numbers the moments; returns the number of the last. */
    private int number(boolean withLasting) {
        int events = items.partition.eventCount();
        int[] goingAt = new int[events];
        int[] nextGoing = new int[items.size];
        int[] rankOf = new int[items.partition.size()];
        Arrays.fill(goingAt, NONE);
        Arrays.fill(rankOf, NONE);
        Arrays.fill(went, NONE);
        int firstOpen = withLasting && items.openPops.length > 0 ? items.begin[items.openPops[0]] : NONE;
        for (int rank = 0; rank < items.size; rank++) {
            rankOf[items.push[rank]] = rank;
            int event = items.pop[rank] == NONE ? firstOpen : items.from(items.pop[rank]);
            if (event != NONE) {
                nextGoing[rank] = goingAt[event];
                goingAt[event] = rank;
            }
        }
        int moment = 0;
        int begun = 0;
        int cameSoFar = 0;
        for (int e = 0; e < events; e++) {
            int rank = rankOf[items.partition.eventOperation(e)];
            boolean completion = items.partition.isCompletion(e);
            if (rank != NONE && !completion) {
                byBegin[begun++] = rank;
            } else if (rank != NONE) {
                came[rank] = moment;
                cameSoFar++;
            }
            for (int going = goingAt[e]; going != NONE; going = nextGoing[going]) {
                went[going] = moment;
            }
            if (goingAt[e] != NONE || (rank != NONE && completion)) {
                eventOf[moment] = e;
                cameUpTo[moment++] = cameSoFar;
            }
        }
        return moment;
    }

    private int[] counts() {
        int[] counts = new int[end + 1];
        for (int rank = 0; rank < items.size; rank++) {
            if (came[rank] < went[rank]) {
                counts[came[rank]]++;
                counts[went[rank]]--;
            }
        }
        Arrays.parallelPrefix(counts, Integer::sum);
        return counts;
    }

    /** Whether all values could be taken away; if not, {@link #core} says which could not. */
    boolean run() {
        int first = 0;
        int begun = 0;
        while (true) {
            while (first < gone.length && gone[first]) {
                first++;
            }
            if (first == gone.length) {
                return true;
            }
            int from = eventOf[came[first]];
            while (begun < byBegin.length && items.begin[items.push[byBegin[begun]]] < from) {
                int rank = byBegin[begun++];
                if (!gone[rank]) {
                    reach.put(rank, items.goneBy(rank));
                }
            }
            int to = cover.nextEmpty(came[first]);
            int bottom = reach.furthest(cameUpTo[to]);
            if (items.goneBy(bottom) <= eventOf[to]) {
                core = chain(first, to);
                return false;
            }
            taken[takenCount] = bottom;
            takenFrom[takenCount] = from;
            takenTo[takenCount++] = eventOf[to];
            gone[bottom] = true;
            reach.clear(bottom);
            cover.remove(came[bottom], went[bottom]);
        }
    }

    /** As few values as possible that fill the stretch: they fail by themselves, having no bottom either. */
    private int[] chain(int first, int to) {
        int[] chain = new int[items.size];
        int count = 0;
        int best = first;
        int rank = first;
        for (int filled = came[first]; filled < to; filled = went[best]) {
            while (rank < cameUpTo[to] && came[rank] <= filled) {
                best = !gone[rank] && went[rank] > went[best] ? rank : best;
                rank++;
            }
            chain[count++] = best;
        }
        return Arrays.copyOf(chain, count);
    }

    /** Ranks that fail by themselves. */
    int[] core() {
        return core;
    }

    /** The first event from this one on after which no value is certainly on the stack. */
    int emptyFrom(int event) {
        int moment = Arrays.binarySearch(eventOf, 0, end, event);
        int at = moment >= 0 ? moment : -moment - 2;
        if (at < 0) {
            return event;
        }
        return Math.max(event, eventOf[cover.nextEmpty(at)]);
    }

    /** What certainly is on the stack from one event on, one value after the other, to another event. */
    int[] fill(int fromEvent, int toEvent) {
        int moment = Arrays.binarySearch(eventOf, 0, end, fromEvent);
        int filled = moment >= 0 ? moment : -moment - 2;
        int[] chain = new int[items.size];
        int count = 0;
        while (eventOf[filled] < toEvent) {
            int best = NONE;
            for (int rank = 0; rank < cameUpTo[filled]; rank++) {
                best = best == NONE || went[rank] > went[best] ? rank : best;
            }
            chain[count++] = best;
            filled = went[best];
        }
        return Arrays.copyOf(chain, count);
    }
}
