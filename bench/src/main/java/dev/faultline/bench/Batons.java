package dev.faultline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Platform threads that stand in a ring and hand a baton on: the switch that a simulator without its own threads has. */
final class Batons {
    private Batons() {}

    /** Hands the baton on so many times, and returns the times it was handed on. */
    static int handOn(int threads, int switches) {
        List<Semaphore> places = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            places.add(new Semaphore(0));
        }
        int rounds = switches / threads;
        List<Thread> ring = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Semaphore mine = places.get(i);
            Semaphore next = places.get((i + 1) % threads);
            Thread thread = new Thread(() -> {
                for (int round = 0; round < rounds; round++) {
                    mine.acquireUninterruptibly();
                    next.release();
                }
            });
            ring.add(thread);
            thread.start();
        }
        places.getFirst().release();
        for (Thread thread : ring) {
            join(thread);
        }
        return rounds * threads;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
