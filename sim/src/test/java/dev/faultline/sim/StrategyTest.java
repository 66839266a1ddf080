package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The strategies, on programs that are nothing but a number of steps for each thread. */
class StrategyTest {
    private static final Map<String, Strategy.Factory> ALL = new TreeMap<>(Map.of(
            "random", Strategy.random(),
            "roundRobin", Strategy.roundRobin(),
            "pct", Strategy.pct(4, 500),
            "pos", Strategy.pos()));

    /** Ready threads given by number; a thread's node is its number modulo the number of nodes. */
    private record Threads(List<Integer> numbers, int nodes) implements Strategy.Ready {
        @Override
        public int size() {
            return numbers.size();
        }

        @Override
        public int thread(int index) {
            return numbers.get(index);
        }

        @Override
        public int node(int index) {
            return numbers.get(index) % nodes;
        }
    }

    /** Lets thread i (from 1) take {@code steps[i - 1]} steps; returns the order of the threads. */
    private static List<Integer> schedule(Strategy strategy, int nodes, int... steps) {
        int[] left = steps.clone();
        List<Integer> ready = new ArrayList<>();
        for (int i = 1; i <= steps.length; i++) {
            ready.add(i);
        }
        List<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            // As in the machine, the chosen one leaves, the last takes its place, and it comes back at the end.
            int index = strategy.choose(new Threads(List.copyOf(ready), nodes));
            int thread = ready.get(index);
            ready.set(index, ready.getLast());
            ready.removeLast();
            order.add(thread);
            if (--left[thread - 1] > 0) {
                ready.add(thread);
            }
        }
        return order;
    }

    /** Returns how often the schedules of so many seeds satisfy the condition. */
    private static double share(Strategy.Factory factory, int nodes, Predicate<List<Integer>> condition, int... steps) {
        int seeds = 20_000;
        int hits = 0;
        for (int seed = 0; seed < seeds; seed++) {
            hits += condition.test(schedule(factory.create(seed), nodes, steps)) ? 1 : 0;
        }
        return hits / (double) seeds;
    }

    @Test
    void everyChoiceIsOneOfTheReadyThreadsAndFollowsFromTheSeed() {
        ALL.forEach((name, factory) -> {
            for (long seed = 0; seed < 50; seed++) {
                Strategy strategy = factory.create(seed);
                Strategy twin = factory.create(seed);
                Random world = new Random(seed);
                for (int i = 0; i < 1_000; i++) {
                    List<Integer> numbers = new ArrayList<>(world.ints(1, 300)
                            .distinct()
                            .limit(1 + world.nextInt(20))
                            .boxed()
                            .toList());
                    Threads ready = new Threads(numbers, 3);
                    int choice = strategy.choose(ready);
                    assertThat(choice)
                            .as("%s, seed %d", name, seed)
                            .isBetween(0, ready.size() - 1)
                            .isEqualTo(twin.choose(ready));
                }
            }
        });
    }

    @Test
    void seedsGiveDifferentSchedulesWhereChanceHasASay() {
        for (String name : List.of("random", "pos")) {
            List<List<Integer>> schedules = new ArrayList<>();
            for (long seed = 0; seed < 30; seed++) {
                schedules.add(schedule(ALL.get(name).create(seed), 2, 20, 20, 20));
            }
            assertThat(schedules).as(name).doesNotHaveDuplicates();
        }
    }

    @Test
    void randomGivesEveryReadyThreadTheSameChance() {
        Strategy strategy = Strategy.random().create(1);
        int[] counts = new int[5];
        for (int i = 0; i < 50_000; i++) {
            counts[strategy.choose(new Threads(List.of(9, 4, 7, 1, 3), 2))]++;
        }
        for (int count : counts) {
            assertThat(count).isCloseTo(10_000, within(450));
        }
    }

    @Test
    void roundRobinLetsNoReadyThreadWaitForTwoTurnsOfAnother() {
        for (long seed = 0; seed < 100; seed++) {
            Random world = new Random(seed);
            Strategy strategy = Strategy.roundRobin().create(seed);
            int[][] turnsWhileReady = new int[21][21];
            List<Integer> ready = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                for (int thread = 1; thread <= 20; thread++) {
                    if (!ready.contains(thread) && world.nextInt(5) == 0) {
                        ready.add(thread);
                        Arrays.fill(turnsWhileReady[thread], 0);
                    }
                }
                if (ready.isEmpty()) {
                    continue;
                }
                Integer chosen = ready.remove(strategy.choose(new Threads(List.copyOf(ready), 1)));
                for (int waiting : ready) {
                    assertThat(++turnsWhileReady[waiting][chosen])
                            .as("seed %d: turns of %d while %d waits", seed, chosen, waiting)
                            .isLessThanOrEqualTo(1);
                }
            }
        }
    }

    @Test
    void pctWithoutChangesRunsOneThreadAfterTheOther() {
        for (long seed = 0; seed < 200; seed++) {
            List<Integer> order = schedule(Strategy.pct(1, 100).create(seed), 1, 10, 10, 10);
            long switches = 0;
            for (int i = 1; i < order.size(); i++) {
                switches += order.get(i).equals(order.get(i - 1)) ? 0 : 1;
            }
            assertThat(switches).as("seed %d: %s", seed, order).isEqualTo(2);
        }
    }

    /** Thread 2 takes all of its ten steps between the fifth and the sixth of thread 1. */
    private static boolean hasBugOfDepthTwo(List<Integer> order) {
        return order.subList(0, 5).stream().allMatch(thread -> thread == 1)
                && order.subList(5, 15).stream().allMatch(thread -> thread == 2);
    }

    @Test
    void pctFindsABugOfDepthTwoAsOftenAsPromised() {
        double promised = 1.0 / (2 * 16);
        assertThat(share(Strategy.pct(2, 16), 1, StrategyTest::hasBugOfDepthTwo, 6, 10))
                .isGreaterThan(promised * 0.9);
        assertThat(share(Strategy.random(), 1, StrategyTest::hasBugOfDepthTwo, 6, 10))
                .isLessThan(promised / 10);
    }

    /**
     * Thread 1 is stopped after its second step, thread 2 after its third; thread 3 ends, then thread 2, then thread 1.
     * The one stopped later must go on earlier.
     */
    private static boolean hasNestedBugOfDepthThree(List<Integer> order) {
        return order.equals(List.of(1, 1, 2, 2, 2, 3, 3, 2, 2, 1, 1));
    }

    /** As above, but the one stopped earlier goes on earlier. */
    private static boolean hasQueuedBugOfDepthThree(List<Integer> order) {
        return order.equals(List.of(1, 1, 2, 2, 2, 3, 3, 1, 1, 2, 2));
    }

    @Test
    void pctFindsBugsOfDepthThreeWhicheverThreadGoesOnFirst() {
        // Three threads in a given order: 1/6; two changes at given steps, in a given order of their priorities:
        // 1/11^2.
        double exact = 1.0 / (6 * 11 * 11);
        assertThat(share(Strategy.pct(3, 11), 1, StrategyTest::hasNestedBugOfDepthThree, 4, 5, 2))
                .as("nested")
                .isGreaterThan(exact * 0.5);
        assertThat(share(Strategy.pct(3, 11), 1, StrategyTest::hasQueuedBugOfDepthThree, 4, 5, 2))
                .as("queued")
                .isGreaterThan(exact * 0.5);
    }

    @Test
    void pctDoesNotLetAThreadThatOnlyPollsStarveTheOthers() {
        for (long seed = 0; seed < 20; seed++) {
            List<Integer> order = schedule(Strategy.pct(1, 10).create(seed), 1, 5_000, 5_000, 1);
            assertThat(order.indexOf(3)).as("seed %d", seed).isLessThan(2_500);
        }
    }

    @Test
    void posDrawsAnewOnlyForThreadsOfTheNodeThatHasTakenAStep() {
        Predicate<List<Integer>> oneTakesAll =
                order -> order.subList(0, 9).stream().allMatch(order.getFirst()::equals);
        // One's priority stays while the other draws again and again: the chance that it stays the lowest is 2 / 10.
        assertThat(share(Strategy.pos(), 2, oneTakesAll, 20, 20)).isCloseTo(0.2, within(0.02));
        // Both draw again for every step: 2 / 2^9.
        assertThat(share(Strategy.pos(), 1, oneTakesAll, 20, 20)).isCloseTo(0.0039, within(0.003));
    }
}
