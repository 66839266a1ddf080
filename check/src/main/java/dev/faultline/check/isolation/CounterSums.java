package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which of some numbers add up to a sum: subset sum, by depth first search over the distinct numbers, the largest first, that
 * leaves a branch as soon as what is left cannot reach the rest. Where each number is larger than all smaller ones together,
 * as powers of two are, there is one way to go at each step; where all are equal there is one step.
 */
final class CounterSums {

    /** So many ways, in numbers of each size, are kept. */
    private static final int MOST_WAYS = 64;

    private static final int MOST_STEPS = 20_000;
    /** The search is as deep as there are amounts. */
    private static final int MOST_AMOUNTS = 1_000;

    private final long[] amounts;
    private final int[] counts;
    /** What the amounts from here on can add up to at least and at most. */
    private final long[] least;

    private final long[] most;
    private final int[] taken;
    private final List<int[]> ways = new ArrayList<>();
    private int steps;

    /**
     * The ways to make a sum.
     *
     * @param amounts the distinct numbers
     * @param taken of each way, how many of each number it takes
     * @param complete whether these are all ways, rather than those found within limits
     * @param steps what it cost to find them
     */
    record Ways(List<Long> amounts, List<int[]> taken, boolean complete, int steps) {

        /** Whether it is known that there is none. */
        boolean isImpossible() {
            return complete && taken.isEmpty();
        }
    }

    private CounterSums(NavigableMap<Long, Integer> numbers) {
        amounts = new long[numbers.size()];
        counts = new int[numbers.size()];
        List<Long> sorted = new ArrayList<>(numbers.keySet());
        sorted.sort((a, b) -> Long.compare(Math.abs(b), Math.abs(a)));
        least = new long[amounts.length + 1];
        most = new long[amounts.length + 1];
        taken = new int[amounts.length];
        for (int i = amounts.length - 1; i >= 0; i--) {
            amounts[i] = sorted.get(i);
            counts[i] = numbers.getOrDefault(sorted.get(i), 0);
            long all = Math.multiplyExact(amounts[i], (long) counts[i]);
            least[i] = Math.addExact(least[i + 1], Math.min(0, all));
            most[i] = Math.addExact(most[i + 1], Math.max(0, all));
        }
        // So no difference below is more than a long holds.
        Math.subtractExact(most[0], least[0]);
    }

    /**
     * The ways to make the sum.
     *
     * @param numbers each with how often it is there, none of them 0
     * @throws ArithmeticException if all together are more than a {@code long} holds
     */
    static Ways of(Map<Long, Integer> numbers, long sum) {
        CounterSums search = new CounterSums(new TreeMap<>(numbers));
        boolean complete = search.amounts.length <= MOST_AMOUNTS ? search.find(0, sum) : search.atTheEnds(sum);
        return new Ways(
                Arrays.stream(search.amounts).boxed().toList(),
                search.ways,
                complete,
                search.steps + search.amounts.length);
    }

    /** Where there are too many amounts to search: the most is made of all that are positive, the least of the others. */
    private boolean atTheEnds(long sum) {
        if (sum == least[0] || sum == most[0]) {
            for (int i = 0; i < amounts.length; i++) {
                taken[i] = amounts[i] > 0 == (sum == most[0]) ? counts[i] : 0;
            }
            ways.add(taken);
        }
        return sum <= least[0] || sum >= most[0];
    }

    /** Whether the search came to its end. */
    private boolean find(int at, long rest) {
        if (rest < least[at] || rest > most[at]) {
            return true;
        }
        if (at == amounts.length) {
            ways.add(Arrays.copyOf(taken, at));
            return ways.size() < MOST_WAYS;
        }
        // What the later ones can make leaves this one between two bounds.
        long one = rest - most[at + 1];
        long other = rest - least[at + 1];
        long amount = amounts[at];
        long from = amount > 0 ? Math.ceilDiv(one, amount) : Math.ceilDiv(other, amount);
        long to = amount > 0 ? Math.floorDiv(other, amount) : Math.floorDiv(one, amount);
        for (long count = Math.min(to, counts[at]); count >= Math.max(0, from); count--) {
            taken[at] = (int) count;
            if (++steps > MOST_STEPS || !find(at + 1, rest - count * amount)) {
                return false;
            }
        }
        return true;
    }
}
