package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Monitors and the synchronizers of java.util.concurrent, each with several threads and under several seeds. */
@Tag("agent")
class SynchronizerTest {
    private static final int SEEDS = 10;

    private static long nowMillis() {
        return System.nanoTime() / 1_000_000 - 3_600_000;
    }

    /** Runs a body in so many threads and waits for all. */
    private static void inThreads(int count, Program.Body body) throws InterruptedException {
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new Thread(() -> {
                try {
                    body.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void assertPrints(Program.Body body, String... lines) {
        for (int seed = 0; seed < SEEDS; seed++) {
            OneNode.Outcome outcome = OneNode.run(seed, body);
            assertThat(outcome.lines()).as("seed %d", seed).containsExactly(lines);
            assertThat(outcome.ending()).as("seed %d", seed).isEqualTo(new Ending.AllEnded());
        }
    }

    @Test
    void monitorExcludesAndIsReentrant() {
        assertPrints(
                () -> {
                    int[] counter = new int[1];
                    inThreads(8, () -> {
                        for (int i = 0; i < 10; i++) {
                            synchronized (counter) {
                                synchronized (counter) {
                                    int before = counter[0];
                                    Thread.sleep(1); // keeps the monitor
                                    counter[0] = before + 1;
                                }
                            }
                        }
                    });
                    System.out.println(counter[0]);
                },
                "80");
    }

    @Test
    void waitAndNotifyHandOverEveryItem() {
        assertPrints(
                () -> {
                    Deque<Integer> buffer = new ArrayDeque<>();
                    long[] sum = new long[1];
                    Thread[] consumers = new Thread[3];
                    for (int c = 0; c < consumers.length; c++) {
                        consumers[c] = new Thread(() -> {
                            for (int i = 0; i < 20; i++) {
                                synchronized (buffer) {
                                    while (buffer.isEmpty()) {
                                        try {
                                            buffer.wait();
                                        } catch (InterruptedException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    }
                                    sum[0] += buffer.removeFirst();
                                }
                            }
                        });
                        consumers[c].start();
                    }
                    for (int i = 1; i <= 60; i++) {
                        synchronized (buffer) {
                            buffer.addLast(i);
                            if (i % 2 == 0) {
                                buffer.notify();
                            } else {
                                buffer.notifyAll();
                            }
                        }
                        Thread.sleep(i % 3);
                    }
                    for (Thread consumer : consumers) {
                        consumer.join();
                    }
                    System.out.println(sum[0]);
                },
                "1830");
    }

    @Test
    void timedWaitEndsAtItsTimeOrAtTheNotify() {
        assertPrints(
                () -> {
                    Object lock = new Object();
                    synchronized (lock) {
                        lock.wait(500);
                        System.out.println(nowMillis());
                    }
                    Thread notifier = new Thread(() -> {
                        try {
                            Thread.sleep(200);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        synchronized (lock) {
                            lock.notify();
                        }
                    });
                    notifier.start();
                    synchronized (lock) {
                        lock.wait(5_000);
                        System.out.println(nowMillis());
                    }
                    try {
                        lock.notify();
                    } catch (IllegalMonitorStateException e) {
                        System.out.println("not the owner");
                    }
                },
                "500",
                "700",
                "not the owner");
    }

    @Test
    void reentrantLockWithConditionsBoundsABuffer() {
        assertPrints(
                () -> {
                    ReentrantLock lock = new ReentrantLock();
                    Condition notEmpty = lock.newCondition();
                    Condition notFull = lock.newCondition();
                    Deque<Integer> buffer = new ArrayDeque<>();
                    int[] largest = new int[1];
                    int[] taken = new int[1];
                    Thread producer = new Thread(() -> {
                        for (int i = 0; i < 40; i++) {
                            lock.lock();
                            try {
                                while (buffer.size() == 4) {
                                    notFull.awaitUninterruptibly();
                                }
                                buffer.add(i);
                                largest[0] = Math.max(largest[0], buffer.size());
                                notEmpty.signal();
                            } finally {
                                lock.unlock();
                            }
                        }
                    });
                    producer.start();
                    inThreads(4, () -> {
                        for (int i = 0; i < 10; i++) {
                            lock.lockInterruptibly();
                            try {
                                while (buffer.isEmpty()) {
                                    notEmpty.await();
                                }
                                buffer.remove();
                                taken[0]++;
                                notFull.signal();
                            } finally {
                                lock.unlock();
                            }
                        }
                    });
                    System.out.println(taken[0] + " " + (largest[0] <= 4) + " " + lock.isLocked());
                    lock.lock();
                    System.out.println(notEmpty.awaitNanos(1_000_000) <= 0);
                },
                "40 true false",
                "true");
    }

    @Test
    void tryLockGivesUpAtItsTime() {
        assertPrints(
                () -> {
                    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
                    lock.readLock().lock();
                    Thread writer = new Thread(() -> {
                        try {
                            System.out.println(
                                    lock.writeLock().tryLock(300, TimeUnit.MILLISECONDS) + " " + nowMillis());
                            System.out.println(lock.writeLock().tryLock(3, TimeUnit.SECONDS) + " " + nowMillis());
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    writer.start();
                    Thread.sleep(1_000);
                    lock.readLock().unlock();
                    writer.join();
                },
                "false 300",
                "true 1000");
    }

    @Test
    void semaphoreLetsInAsManyAsItHasPermits() {
        assertPrints(
                () -> {
                    Semaphore permits = new Semaphore(3);
                    int[] inside = new int[2];
                    inThreads(9, () -> {
                        permits.acquire();
                        inside[1] = Math.max(inside[1], ++inside[0]);
                        Thread.sleep(100);
                        inside[0]--;
                        permits.release();
                    });
                    System.out.println(inside[1] + " " + nowMillis() / 100);
                },
                "3 3");
    }

    @Test
    void latchBarrierAndPhaserMeet() {
        assertPrints(
                () -> {
                    CountDownLatch latch = new CountDownLatch(5);
                    CyclicBarrier barrier =
                            new CyclicBarrier(5, () -> System.out.println("barrier with " + latch.getCount()));
                    Phaser phaser = new Phaser(5);
                    inThreads(5, () -> {
                        latch.countDown();
                        latch.await();
                        barrier.await();
                        phaser.arriveAndAwaitAdvance();
                        phaser.arriveAndAwaitAdvance();
                    });
                    System.out.println("phase " + phaser.getPhase());
                },
                "barrier with 0",
                "phase 2");
    }

    @Test
    void exchangerAndSynchronousQueuePassItemsHandToHand() {
        assertPrints(
                () -> {
                    Exchanger<String> exchanger = new Exchanger<>();
                    SynchronousQueue<String> queue = new SynchronousQueue<>();
                    Thread other = new Thread(() -> {
                        try {
                            queue.put("other got " + exchanger.exchange("from other"));
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    other.start();
                    System.out.println("main got " + exchanger.exchange("from main"));
                    System.out.println(queue.take());
                    System.out.println(queue.poll(100, TimeUnit.MILLISECONDS));
                },
                "main got from other",
                "other got from main",
                "null");
    }

    @Test
    void concurrentMapsLoseNoUpdate() {
        assertPrints(
                () -> {
                    ConcurrentHashMap<Integer, Integer> hash = new ConcurrentHashMap<>();
                    ConcurrentSkipListMap<Integer, Integer> sorted = new ConcurrentSkipListMap<>();
                    inThreads(6, () -> {
                        for (int i = 0; i < 300; i++) {
                            hash.merge(i % 70, 1, (a, b) -> {
                                Thread.yield(); // inside the bin's monitor
                                return a + b;
                            });
                            sorted.merge(i % 70, 1, Integer::sum);
                        }
                    });
                    System.out.println(
                            hash.values().stream().mapToInt(Integer::intValue).sum());
                    System.out.println(new ConcurrentSkipListMap<>(hash).equals(sorted));
                },
                "1800",
                "true");
    }
}
