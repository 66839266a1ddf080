package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Behaving.same;
import static dev.faultline.sim.conformance.Behaving.start;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Loops that wait for another thread, or for the clock, without a wait. */
final class SpinCases {
    private static volatile boolean flag;

    private SpinCases() {}

    private static Case of(String name, Case.Body body) {
        return new Case("loops that wait", name, body);
    }

    static List<Case> cases() {
        return List.of(
                of("a loop on a volatile field ends when another thread writes it", () -> {
                    flag = false;
                    Thread writer = start(() -> {
                        Thread.sleep(3);
                        flag = true;
                    });
                    while (!flag) {}
                    writer.join();
                }),
                of("a loop with onSpinWait ends when another thread writes", () -> {
                    AtomicInteger value = new AtomicInteger();
                    start(() -> {
                        Thread.sleep(3);
                        value.set(5);
                    });
                    while (value.get() != 5) {
                        Thread.onSpinWait();
                    }
                }),
                of("a loop with yield ends when another thread writes", () -> {
                    AtomicInteger value = new AtomicInteger();
                    start(() -> {
                        Thread.sleep(3);
                        value.set(5);
                    });
                    while (value.get() != 5) {
                        Thread.yield();
                    }
                }),
                of("a loop on the clock comes to its end", () -> {
                    long until = System.nanoTime() + 20_000_000;
                    while (System.nanoTime() < until) {}
                    long millis = System.currentTimeMillis() + 10;
                    while (System.currentTimeMillis() < millis) {}
                }),
                of("a loop on Instant.now comes to its end", () -> {
                    java.time.Instant until = java.time.Instant.now().plusMillis(10);
                    while (java.time.Instant.now().isBefore(until)) {}
                }),
                of("a lock by compare-and-set is handed on", () -> {
                    AtomicBoolean lock = new AtomicBoolean();
                    int[] count = new int[1];
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        threads.add(start(() -> {
                            for (int k = 0; k < 10; k++) {
                                while (!lock.compareAndSet(false, true)) {}
                                count[0]++;
                                Thread.yield();
                                lock.set(false);
                            }
                        }));
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    same(40, count[0]);
                }));
    }
}
