package dev.faultline.check;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * Takes the values of a stack away from the bottom up. Moments are the completions of pushes and the invocations of
 * pops, numbered; values that are never popped go at the last one.
 *
 * <p>Take the leftmost stretch of moments at all of which a value is on the stack. There, one value lies at the
 * bottom from the first to the last: its push began before any of the others was through, its pop ends after all of the
 * others have begun. Whichever value is like this may be taken away, as a stack without its bottom is a stack; what is
 * left falls into shorter stretches. If none is like this there is no explanation. Each stretch begins where the one
 * before did or later, so that a value which can be first in one stretch stays so, and one tree finds who goes last.
 *
 * <p>Pops of unknown outcome are given away as they are needed. Where no value can be the bottom, everything has to be
 * gone by the latest completion of those that might be it: a value that is never popped gets the latest such pop that is
 * in time, and an earlier one if that was not enough.
 */
final class StackPeeling {

    private static final int NONE = StackItems.NONE;
    private static final int CHANGES_FOR_A_POP = 8;

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
    private final TreeSet<Integer> unused = new TreeSet<>();
    private final int[] openPopAt;
    /** The moment of the pop of unknown outcome that a rank has got. */
    private final int[] given;
    /** Ranks that are never popped; the first so many may have got a pop. */
    private final int[] lasting;

    private final int lastingCount;
    private int reached;
    private int changesLeft;
    /** In the order of taking away: rank, and the events at which its stretch begins and ends. */
    final int[] taken;

    final int[] takenFrom;
    final int[] takenTo;
    int takenCount;
    private int[] core = {};

    /** @param shared whether every value that is never popped may use the first pop of unknown outcome for itself */
    StackPeeling(StackItems items, boolean shared) {
        this.items = items;
        int size = items.size;
        came = new int[size];
        went = new int[size];
        gone = new boolean[size];
        byBegin = new int[size];
        taken = new int[size];
        takenFrom = new int[size];
        takenTo = new int[size];
        eventOf = new int[2 * size + items.openPops.length + 1];
        cameUpTo = new int[eventOf.length];
        openPopAt = new int[eventOf.length];
        lasting = new int[size];
        given = new int[size];
        Arrays.fill(given, NONE);
        end = number();
        eventOf[end] = items.partition.eventCount();
        cameUpTo[end] = size;
        int count = 0;
        int first = shared && !unused.isEmpty() ? unused.first() : end;
        for (int rank = 0; rank < size; rank++) {
            if (items.pop[rank] == NONE) {
                went[rank] = Math.max(came[rank], first);
                lasting[count++] = rank;
            }
        }
        lastingCount = shared ? 0 : count;
        changesLeft = CHANGES_FOR_A_POP * items.openPops.length;
        cover = new StackCover(counts());
        reach = new StackReach(size);
    }

    /** Numbers the moments; returns the number of the last. */
    private int number() {
        int[] rankOf = new int[items.partition.size()];
        Arrays.fill(rankOf, NONE);
        boolean[] open = new boolean[rankOf.length];
        for (int rank = 0; rank < items.size; rank++) {
            rankOf[items.push[rank]] = rank;
            if (items.pop[rank] != NONE) {
                rankOf[items.pop[rank]] = rank;
            }
        }
        for (int pop : items.openPops) {
            open[pop] = true;
        }
        int moment = 0;
        int begun = 0;
        int cameSoFar = 0;
        for (int e = 0; e < items.partition.eventCount(); e++) {
            int operation = items.partition.eventOperation(e);
            int rank = rankOf[operation];
            boolean completion = items.partition.isCompletion(e);
            boolean isPush = rank != NONE && items.push[rank] == operation;
            if (open[operation]) {
                unused.add(moment);
                openPopAt[moment] = operation;
            } else if (isPush && !completion) {
                byBegin[begun++] = rank;
                continue;
            } else if (isPush) {
                came[rank] = moment;
                cameSoFar++;
            } else if (rank != NONE && !completion) {
                went[rank] = moment;
            } else {
                continue;
            }
            eventOf[moment] = e;
            cameUpTo[moment++] = cameSoFar;
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
            if (items.goneBy(bottom) > eventOf[to]) {
                take(bottom, from, to);
            } else if (!give(items.goneBy(bottom))) {
                core = chain(first, to);
                if (!giveEarlier(core)) {
                    return false;
                }
            }
        }
    }

    private void take(int rank, int from, int to) {
        taken[takenCount] = rank;
        takenFrom[takenCount] = from;
        takenTo[takenCount++] = eventOf[to];
        drop(rank);
        cover.remove(came[rank], went[rank]);
    }

    private void drop(int rank) {
        gone[rank] = true;
        reach.clear(rank);
    }

    /**
     * Gives a pop of unknown outcome to each value that has to be gone by this event; false if that changes nothing or
     * there are too few. What came first goes last, as is the way of a stack.
     */
    boolean give(int byEvent) {
        while (reached < lastingCount && eventOf[came[lasting[reached]]] < byEvent) {
            reached++;
        }
        boolean changed = false;
        int place = Arrays.binarySearch(eventOf, 0, end, byEvent);
        int limit = place >= 0 ? place : -place - 1;
        for (int i = 0; i < reached; i++) {
            int rank = lasting[i];
            boolean late = came[rank] < limit && (given[rank] == NONE || given[rank] >= limit);
            if (gone[rank] || !late) {
                continue;
            }
            Integer moment = unused.lower(limit);
            if (moment == null || --changesLeft < 0) {
                break;
            }
            give(rank, moment);
            changed = true;
        }
        return changed;
    }

    /** Gives an earlier pop to one of these that has got one. */
    private boolean giveEarlier(int[] ranks) {
        for (int rank : ranks) {
            Integer moment = given[rank] == NONE ? null : unused.lower(given[rank]);
            if (moment != null && --changesLeft >= 0) {
                give(rank, moment);
                return true;
            }
        }
        return false;
    }

    private void give(int rank, int moment) {
        unused.remove(moment);
        if (given[rank] != NONE) {
            unused.add(given[rank]);
        }
        given[rank] = moment;
        int until = Math.max(moment, came[rank]);
        cover.remove(until, went[rank]);
        went[rank] = until;
        items.pop[rank] = openPopAt[moment];
        if (moment < came[rank]) {
            items.pair(rank, openPopAt[moment]);
            drop(rank);
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
