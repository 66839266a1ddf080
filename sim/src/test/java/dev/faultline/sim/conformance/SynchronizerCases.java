package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Behaving.awaitState;
import static dev.faultline.sim.conformance.Behaving.check;
import static dev.faultline.sim.conformance.Behaving.same;
import static dev.faultline.sim.conformance.Behaving.start;
import static dev.faultline.sim.conformance.Behaving.thrown;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Latches, barriers, semaphores, exchangers and blocking queues. */
final class SynchronizerCases {
    private SynchronizerCases() {}

    private static Case of(String name, Case.Body body) {
        return new Case("synchronizers", name, body);
    }

    static List<Case> cases() {
        return List.of(
                of("a latch opens when it is counted down", () -> {
                    CountDownLatch latch = new CountDownLatch(3);
                    check(!latch.await(2, TimeUnit.MILLISECONDS), "open too early");
                    for (int i = 0; i < 3; i++) {
                        start(latch::countDown);
                    }
                    latch.await();
                    same(0L, latch.getCount());
                }),
                of("a barrier lets all go at once and runs its action once", () -> {
                    AtomicInteger actions = new AtomicInteger();
                    CyclicBarrier barrier = new CyclicBarrier(3, actions::incrementAndGet);
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        threads.add(start(() -> {
                            barrier.await();
                            barrier.await();
                        }));
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    same(2, actions.get());
                }),
                of("a barrier breaks for all when one gives up", () -> {
                    CyclicBarrier barrier = new CyclicBarrier(2);
                    AtomicBoolean broken = new AtomicBoolean();
                    Thread thread = start(() -> {
                        try {
                            barrier.await();
                        } catch (BrokenBarrierException e) {
                            broken.set(true);
                        }
                    });
                    awaitState(thread, Thread.State.WAITING);
                    barrier.reset();
                    thread.join();
                    check(broken.get(), "not broken");
                    thrown(TimeoutException.class, () -> barrier.await(2, TimeUnit.MILLISECONDS));
                    check(barrier.isBroken(), "not broken by the timeout");
                }),
                of("a semaphore has as many holders as permits", () -> {
                    Semaphore semaphore = new Semaphore(2);
                    AtomicInteger inside = new AtomicInteger();
                    AtomicInteger most = new AtomicInteger();
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 6; i++) {
                        threads.add(start(() -> {
                            semaphore.acquire();
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            Thread.sleep(1);
                            inside.decrementAndGet();
                            semaphore.release();
                        }));
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    check(most.get() <= 2, "too many");
                    same(2, semaphore.availablePermits());
                }),
                of("an exchanger swaps", () -> {
                    Exchanger<String> exchanger = new Exchanger<>();
                    AtomicReference<String> other = new AtomicReference<>();
                    Thread thread = start(() -> other.set(exchanger.exchange("theirs")));
                    same("theirs", exchanger.exchange("mine"));
                    thread.join();
                    same("mine", other.get());
                }),
                of("a phaser advances when all have arrived", () -> {
                    Phaser phaser = new Phaser(1);
                    for (int i = 0; i < 3; i++) {
                        phaser.register();
                        start(() -> {
                            phaser.arriveAndAwaitAdvance();
                            phaser.arriveAndDeregister();
                        });
                    }
                    same(1, phaser.arriveAndAwaitAdvance());
                    phaser.arriveAndDeregister();
                    phaser.awaitAdvance(1);
                    check(phaser.isTerminated(), "goes on without parties");
                }),
                of("a synchronous queue hands over from thread to thread", () -> {
                    SynchronousQueue<Integer> queue = new SynchronousQueue<>();
                    check(!queue.offer(1), "taken by nobody");
                    start(() -> {
                        for (int i = 0; i < 5; i++) {
                            queue.put(i);
                        }
                    });
                    for (int i = 0; i < 5; i++) {
                        same(i, queue.take());
                    }
                    same(null, queue.poll(2, TimeUnit.MILLISECONDS));
                }),
                of("a bounded queue makes the producer wait", () -> {
                    ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(2);
                    Thread producer = start(() -> {
                        for (int i = 0; i < 6; i++) {
                            queue.put(i);
                        }
                    });
                    awaitState(producer, Thread.State.WAITING);
                    same(2, queue.size());
                    for (int i = 0; i < 6; i++) {
                        same(i, queue.take());
                    }
                    producer.join();
                }),
                of("transfer waits for the taker", () -> {
                    LinkedTransferQueue<String> queue = new LinkedTransferQueue<>();
                    AtomicBoolean taken = new AtomicBoolean();
                    Thread giver = start(() -> {
                        queue.transfer("x");
                        taken.set(true);
                    });
                    awaitState(giver, Thread.State.WAITING);
                    check(!taken.get(), "did not wait");
                    same("x", queue.take());
                    giver.join();
                }));
    }
}
