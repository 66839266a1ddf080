package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Behaving.awaitState;
import static dev.faultline.sim.conformance.Behaving.check;
import static dev.faultline.sim.conformance.Behaving.millisSince;
import static dev.faultline.sim.conformance.Behaving.same;
import static dev.faultline.sim.conformance.Behaving.start;
import static dev.faultline.sim.conformance.Behaving.thrown;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Monitors and locks. */
final class LockCases {
    private LockCases() {}

    private static Case of(String name, Case.Body body) {
        return new Case("monitors and locks", name, body);
    }

    static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        all.addAll(monitors());
        all.addAll(locks());
        return all;
    }

    private static List<Case> monitors() {
        return List.of(
                of("a monitor lets one thread in, again and again", () -> {
                    int[] count = new int[1];
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 5; i++) {
                        threads.add(start(() -> {
                            for (int k = 0; k < 20; k++) {
                                synchronized (count) {
                                    synchronized (count) {
                                        int seen = count[0];
                                        Thread.yield();
                                        count[0] = seen + 1;
                                    }
                                }
                            }
                        }));
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    same(100, count[0]);
                }),
                of("wait gives the monitor up and has it again afterwards", () -> {
                    Object lock = new Object();
                    boolean[] said = new boolean[1];
                    Thread thread;
                    synchronized (lock) {
                        synchronized (lock) {
                            thread = start(() -> {
                                synchronized (lock) {
                                    said[0] = true;
                                    lock.notifyAll();
                                }
                            });
                            while (!said[0]) {
                                lock.wait();
                            }
                            check(Thread.holdsLock(lock), "not held after wait");
                        }
                    }
                    thread.join();
                }),
                of("a timed wait ends at its time", () -> {
                    Object lock = new Object();
                    long begun = System.nanoTime();
                    synchronized (lock) {
                        while (millisSince(begun) < 10) {
                            lock.wait(10);
                        }
                    }
                }),
                of("notify wakes one, notifyAll wakes all", () -> {
                    Object lock = new Object();
                    AtomicInteger woken = new AtomicInteger();
                    int[] permits = new int[1];
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        threads.add(start(() -> {
                            synchronized (lock) {
                                while (permits[0] == 0) {
                                    lock.wait();
                                }
                                permits[0]--;
                                woken.incrementAndGet();
                            }
                        }));
                    }
                    for (Thread thread : threads) {
                        awaitState(thread, Thread.State.WAITING);
                    }
                    synchronized (lock) {
                        permits[0] = 1;
                        lock.notify();
                    }
                    while (woken.get() < 1) {
                        Thread.sleep(1);
                    }
                    same(1, woken.get());
                    synchronized (lock) {
                        permits[0] = 3;
                        lock.notifyAll();
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                }),
                of("wait and notify need the monitor", () -> {
                    Object lock = new Object();
                    thrown(IllegalMonitorStateException.class, () -> {
                        lock.notify();
                        return null;
                    });
                    thrown(IllegalMonitorStateException.class, () -> {
                        lock.wait(1);
                        return null;
                    });
                }),
                of("an exception leaves a synchronized method's monitor", () -> {
                    Object[] guarded = {new Object()};
                    thrown(IllegalStateException.class, () -> {
                        synchronized (guarded[0]) {
                            throw new IllegalStateException();
                        }
                    });
                    check(!Thread.holdsLock(guarded[0]), "still held");
                    Thread other = start(() -> {
                        synchronized (guarded[0]) {
                            guarded[0].notifyAll();
                        }
                    });
                    other.join();
                }));
    }

    private static List<Case> locks() {
        return List.of(
                of("a reentrant lock counts its holds and knows its owner", () -> {
                    ReentrantLock lock = new ReentrantLock();
                    lock.lock();
                    lock.lock();
                    same(2, lock.getHoldCount());
                    AtomicBoolean got = new AtomicBoolean(true);
                    start(() -> got.set(lock.tryLock())).join();
                    check(!got.get() && lock.isHeldByCurrentThread(), "not exclusive");
                    lock.unlock();
                    lock.unlock();
                    thrown(IllegalMonitorStateException.class, () -> {
                        lock.unlock();
                        return null;
                    });
                }),
                of("tryLock with a time gives up at the time", () -> {
                    ReentrantLock lock = new ReentrantLock();
                    lock.lock();
                    long[] waited = new long[1];
                    start(() -> {
                                long begun = System.nanoTime();
                                check(!lock.tryLock(12, TimeUnit.MILLISECONDS), "locked twice");
                                waited[0] = millisSince(begun);
                            })
                            .join();
                    check(waited[0] >= 11, "too early: " + waited[0]);
                }),
                of("lockInterruptibly is interrupted", () -> {
                    ReentrantLock lock = new ReentrantLock();
                    lock.lock();
                    AtomicBoolean interrupted = new AtomicBoolean();
                    Thread thread = start(() -> {
                        try {
                            lock.lockInterruptibly();
                        } catch (InterruptedException e) {
                            interrupted.set(true);
                        }
                    });
                    awaitState(thread, Thread.State.WAITING);
                    thread.interrupt();
                    thread.join();
                    check(interrupted.get() && !lock.hasQueuedThreads(), "not interrupted");
                }),
                of("a fair lock is handed on in the order of arrival", () -> {
                    ReentrantLock lock = new ReentrantLock(true);
                    List<Integer> order = new ArrayList<>();
                    List<Thread> threads = new ArrayList<>();
                    lock.lock();
                    for (int i = 0; i < 4; i++) {
                        int number = i;
                        threads.add(start(() -> {
                            lock.lock();
                            order.add(number);
                            lock.unlock();
                        }));
                        awaitState(threads.getLast(), Thread.State.WAITING);
                    }
                    lock.unlock();
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    same(List.of(0, 1, 2, 3), order);
                }),
                of("conditions of one lock are apart", () -> {
                    ReentrantLock lock = new ReentrantLock();
                    Condition a = lock.newCondition();
                    Condition b = lock.newCondition();
                    AtomicReference<String> woken = new AtomicReference<>("");
                    Thread onA = start(() -> {
                        lock.lock();
                        a.await();
                        woken.accumulateAndGet("a", String::concat);
                        lock.unlock();
                    });
                    Thread onB = start(() -> {
                        lock.lock();
                        b.await();
                        woken.accumulateAndGet("b", String::concat);
                        lock.unlock();
                    });
                    awaitState(onA, Thread.State.WAITING);
                    awaitState(onB, Thread.State.WAITING);
                    lock.lock();
                    b.signal();
                    lock.unlock();
                    onB.join();
                    same("b", woken.get());
                    lock.lock();
                    a.signalAll();
                    lock.unlock();
                    onA.join();
                }),
                of("awaitNanos returns what is left, not more than nothing after the time", () -> {
                    ReentrantLock lock = new ReentrantLock();
                    Condition condition = lock.newCondition();
                    lock.lock();
                    long left = 8_000_000;
                    while (left > 0) {
                        left = condition.awaitNanos(left);
                    }
                    lock.unlock();
                }),
                of("readers share a lock, a writer has it alone", () -> {
                    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
                    lock.readLock().lock();
                    AtomicBoolean second = new AtomicBoolean();
                    AtomicBoolean writer = new AtomicBoolean(true);
                    start(() -> {
                                second.set(lock.readLock().tryLock());
                                writer.set(lock.writeLock().tryLock());
                                lock.readLock().unlock();
                            })
                            .join();
                    check(second.get() && !writer.get(), "readers do not share");
                    lock.readLock().unlock();
                    lock.writeLock().lock();
                    lock.readLock().lock(); // downgrade
                    lock.writeLock().unlock();
                    same(1, lock.getReadLockCount());
                }),
                of("an optimistic stamp is void after a write", () -> {
                    StampedLock lock = new StampedLock();
                    long stamp = lock.tryOptimisticRead();
                    check(lock.validate(stamp), "void without a write");
                    start(() -> lock.unlockWrite(lock.writeLock())).join();
                    check(!lock.validate(stamp), "valid after a write");
                }));
    }
}
