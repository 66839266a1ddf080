package dev.faultline.sim;

import java.util.Arrays;

/** See {@link Strategy#pct}. */
final class Pct implements Strategy {
    private static final int TURNS_IN_A_ROW_MAX = 1_000;

    private final Rng rng;
    /** In no order: the i-th change lets a thread fall to priority -1 - i, be it early or late in the run. */
    private final long[] changeSteps;
    /** By thread number; 0 is "not drawn yet". Drawn ones are above it, changed ones fall below. */
    private long[] priorities = new long[64];

    private long lowest;
    private long step;
    private int lastThread;
    private int turnsInARow;

    Pct(Rng rng, int depth, long steps) {
        this.rng = rng;
        changeSteps = new long[depth - 1];
        Arrays.setAll(changeSteps, i -> rng.between(1, steps));
        lowest = 1L - depth;
    }

    @Override
    public int choose(Ready ready) {
        step++;
        int chosen = highest(ready);
        for (int i = 0; i < changeSteps.length; i++) {
            if (changeSteps[i] == step) {
                priorities[ready.thread(chosen)] = -1L - i;
                chosen = highest(ready);
            }
        }
        if (ready.thread(chosen) == lastThread && ++turnsInARow > TURNS_IN_A_ROW_MAX) {
            priorities[ready.thread(chosen)] = --lowest;
            chosen = highest(ready);
        }
        if (ready.thread(chosen) != lastThread) {
            lastThread = ready.thread(chosen);
            turnsInARow = 0;
        }
        return chosen;
    }

    private int highest(Ready ready) {
        int highest = 0;
        for (int i = 1; i < ready.size(); i++) {
            if (priority(ready.thread(i)) > priority(ready.thread(highest))) {
                highest = i;
            }
        }
        return highest;
    }

    private long priority(int thread) {
        if (thread >= priorities.length) {
            priorities = Arrays.copyOf(priorities, Math.max(thread + 1, priorities.length * 2));
        }
        if (priorities[thread] == 0) {
            priorities[thread] = rng.between(1, Long.MAX_VALUE);
        }
        return priorities[thread];
    }
}
