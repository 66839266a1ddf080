package dev.faultline.sim;

import java.util.Arrays;

/** See {@link Strategy#pos}. */
final class PartialOrderSampling implements Strategy {
    private final Rng rng;
    /** By thread number; 0 is "to be drawn". */
    private long[] priorities = new long[64];

    PartialOrderSampling(Rng rng) {
        this.rng = rng;
    }

    @Override
    public int choose(Ready ready) {
        int highest = 0;
        for (int i = 0; i < ready.size(); i++) {
            if (priority(ready.thread(i)) > priority(ready.thread(highest))) {
                highest = i;
            }
        }
        int node = ready.node(highest);
        for (int i = 0; i < ready.size(); i++) {
            if (ready.node(i) == node) {
                priorities[ready.thread(i)] = 0;
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
