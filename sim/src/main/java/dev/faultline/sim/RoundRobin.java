package dev.faultline.sim;

/** Runs the ready thread whose number comes next after the one that ran last. */
final class RoundRobin implements Strategy {
    private int last;

    @Override
    public int choose(Ready ready) {
        int next = -1;
        int lowest = 0;
        for (int i = 0; i < ready.size(); i++) {
            int thread = ready.thread(i);
            if (thread > last && (next < 0 || thread < ready.thread(next))) {
                next = i;
            }
            if (thread < ready.thread(lowest)) {
                lowest = i;
            }
        }
        int chosen = next >= 0 ? next : lowest;
        last = ready.thread(chosen);
        return chosen;
    }
}
