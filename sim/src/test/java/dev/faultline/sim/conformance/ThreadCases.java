package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Behaving.awaitState;
import static dev.faultline.sim.conformance.Behaving.check;
import static dev.faultline.sim.conformance.Behaving.millisSince;
import static dev.faultline.sim.conformance.Behaving.same;
import static dev.faultline.sim.conformance.Behaving.start;
import static dev.faultline.sim.conformance.Behaving.thrown;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Threads, interrupts, parking and virtual threads. */
final class ThreadCases {
    private static volatile boolean flag;

    private ThreadCases() {}

    private static Case of(String name, Case.Body body) {
        return new Case("threads", name, body);
    }

    static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        all.addAll(lives());
        all.addAll(interrupts());
        all.addAll(parking());
        all.addAll(virtual());
        return all;
    }

    private static List<Case> lives() {
        return List.of(
                of("join returns when the thread has ended, and sees what it wrote", () -> {
                    int[] written = new int[1];
                    Thread thread = start(() -> written[0] = 42);
                    thread.join();
                    same(42, written[0]);
                    same(Thread.State.TERMINATED, thread.getState());
                }),
                of("join with a time returns at the time", () -> {
                    Thread thread = start(() -> Thread.sleep(10_000));
                    long begun = System.nanoTime();
                    thread.join(15);
                    check(millisSince(begun) >= 14 && thread.isAlive(), "too early");
                    check(!thread.join(Duration.ofMillis(5)), "ended");
                }),
                of("a thread starts once", () -> {
                    Thread thread = start(() -> {});
                    thread.join();
                    thrown(IllegalThreadStateException.class, () -> {
                        thread.start();
                        return null;
                    });
                }),
                of("an uncaught exception goes to the thread's handler", () -> {
                    AtomicReference<Throwable> seen = new AtomicReference<>();
                    Thread thread = new Thread(() -> {
                        throw new IllegalArgumentException("mine");
                    });
                    thread.setUncaughtExceptionHandler((who, e) -> seen.set(e));
                    thread.start();
                    thread.join();
                    same("mine", seen.get().getMessage());
                }),
                of("the handler of a thread may itself use threads", () -> {
                    CountDownLatch handled = new CountDownLatch(1);
                    Thread thread = new Thread(() -> {
                        throw new IllegalArgumentException();
                    });
                    thread.setUncaughtExceptionHandler((who, e) -> start(handled::countDown));
                    thread.start();
                    handled.await();
                }),
                of("a child inherits priority, daemon state and group", () -> {
                    Thread parent = new Thread(() -> {
                        Thread child = new Thread(() -> {});
                        check(child.isDaemon(), "not a daemon");
                        same(3, child.getPriority());
                        same(Thread.currentThread().getThreadGroup(), child.getThreadGroup());
                    });
                    AtomicReference<Throwable> failure = new AtomicReference<>();
                    parent.setUncaughtExceptionHandler((who, e) -> failure.set(e));
                    parent.setDaemon(true);
                    parent.setPriority(3);
                    parent.start();
                    parent.join();
                    same(null, failure.get());
                }),
                of("thread locals are apart, and gone with remove", () -> {
                    ThreadLocal<Integer> local = ThreadLocal.withInitial(() -> 7);
                    local.set(1);
                    AtomicInteger other = new AtomicInteger();
                    start(() -> other.set(local.get())).join();
                    same(7, other.get());
                    same(1, local.get());
                    local.remove();
                    same(7, local.get());
                }),
                of("an inheritable thread local is copied when the thread is made", () -> {
                    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
                    local.set("a");
                    AtomicReference<String> seen = new AtomicReference<>();
                    Thread thread = new Thread(() -> seen.set(local.get()));
                    local.set("b");
                    thread.start();
                    thread.join();
                    same("a", seen.get());
                }),
                of("scoped values are seen by what is called, and by nobody else", () -> {
                    ScopedValue<String> scoped = ScopedValue.newInstance();
                    ScopedValue.where(scoped, "x").run(() -> {
                        same("x", scoped.get());
                        AtomicBoolean bound = new AtomicBoolean();
                        try {
                            start(() -> bound.set(scoped.isBound())).join();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        check(!bound.get(), "bound in a thread that is not structured");
                    });
                    check(!scoped.isBound(), "still bound");
                }),
                of("holdsLock, and the state of one that waits for a monitor", () -> {
                    Object lock = new Object();
                    Thread thread;
                    synchronized (lock) {
                        check(Thread.holdsLock(lock), "not held");
                        thread = start(() -> {
                            synchronized (lock) {
                                flag = true;
                            }
                        });
                        awaitState(thread, Thread.State.BLOCKED);
                    }
                    thread.join();
                    check(!Thread.holdsLock(lock), "held");
                }),
                of("a stack trace shows where a thread waits", () -> {
                    Thread thread = start(ThreadCases::waitHere);
                    awaitState(thread, Thread.State.TIMED_WAITING);
                    boolean found = false;
                    for (StackTraceElement frame : thread.getStackTrace()) {
                        found |= frame.getMethodName().equals("waitHere");
                    }
                    check(found, "not in the trace");
                }));
    }

    private static void waitHere() throws InterruptedException {
        Thread.sleep(5_000);
    }

    private static List<Case> interrupts() {
        return List.of(
                of("interrupt ends a sleep and clears the status", () -> {
                    AtomicReference<Boolean> status = new AtomicReference<>();
                    Thread thread = start(() -> {
                        try {
                            Thread.sleep(10_000);
                        } catch (InterruptedException e) {
                            status.set(Thread.currentThread().isInterrupted());
                        }
                    });
                    awaitState(thread, Thread.State.TIMED_WAITING);
                    thread.interrupt();
                    thread.join();
                    same(false, status.get());
                }),
                of("interrupt before a wait makes the wait throw", () -> {
                    Thread.currentThread().interrupt();
                    Object lock = new Object();
                    synchronized (lock) {
                        thrown(InterruptedException.class, () -> {
                            lock.wait(1_000);
                            return null;
                        });
                    }
                    check(!Thread.interrupted(), "status is still set");
                }),
                of("Thread.interrupted clears, isInterrupted does not", () -> {
                    Thread.currentThread().interrupt();
                    check(Thread.currentThread().isInterrupted(), "not set");
                    check(Thread.currentThread().isInterrupted(), "cleared by looking");
                    check(Thread.interrupted(), "not set");
                    check(!Thread.interrupted(), "not cleared");
                }),
                of("interrupt does not end the wait for a monitor", () -> {
                    Object lock = new Object();
                    AtomicBoolean interrupted = new AtomicBoolean();
                    Thread thread;
                    synchronized (lock) {
                        thread = start(() -> {
                            synchronized (lock) {
                                interrupted.set(Thread.currentThread().isInterrupted());
                            }
                        });
                        awaitState(thread, Thread.State.BLOCKED);
                        thread.interrupt();
                        Thread.sleep(2);
                        same(Thread.State.BLOCKED, thread.getState());
                    }
                    thread.join();
                    check(interrupted.get(), "the status was lost");
                }),
                of("interrupt ends park and leaves the status", () -> {
                    AtomicBoolean interrupted = new AtomicBoolean();
                    Thread thread = start(() -> {
                        while (!Thread.currentThread().isInterrupted()) {
                            LockSupport.park();
                        }
                        interrupted.set(true);
                    });
                    awaitState(thread, Thread.State.WAITING);
                    thread.interrupt();
                    thread.join();
                    check(interrupted.get(), "not interrupted");
                }),
                of("join throws when the joining thread is interrupted", () -> {
                    Thread sleeper = start(() -> Thread.sleep(5_000));
                    Thread.currentThread().interrupt();
                    thrown(InterruptedException.class, () -> {
                        sleeper.join();
                        return null;
                    });
                }));
    }

    private static List<Case> parking() {
        return List.of(
                of("a permit given before park lets it return at once, and only once", () -> {
                    LockSupport.unpark(Thread.currentThread());
                    LockSupport.unpark(Thread.currentThread());
                    LockSupport.park();
                    long begun = System.nanoTime();
                    LockSupport.parkNanos(12_000_000);
                    check(millisSince(begun) >= 11, "there were two permits");
                }),
                of("unpark wakes a parked thread", () -> {
                    AtomicBoolean go = new AtomicBoolean();
                    Thread thread = start(() -> {
                        while (!go.get()) {
                            LockSupport.park(go);
                        }
                    });
                    awaitState(thread, Thread.State.WAITING);
                    go.set(true);
                    LockSupport.unpark(thread);
                    thread.join();
                }),
                of("parkUntil waits for the time of day", () -> {
                    long until = System.currentTimeMillis() + 12;
                    while (System.currentTimeMillis() < until) {
                        LockSupport.parkUntil(until);
                    }
                }),
                of("the blocker of a parked thread can be seen", () -> {
                    Object blocker = new Object();
                    Thread thread = start(() -> LockSupport.park(blocker));
                    awaitState(thread, Thread.State.WAITING);
                    LockSupport.unpark(thread);
                    thread.join();
                    same(null, LockSupport.getBlocker(thread));
                }));
    }

    private static List<Case> virtual() {
        return List.of(
                of("a virtual thread is a daemon and knows itself", () -> {
                    AtomicReference<Thread> self = new AtomicReference<>();
                    Thread thread = Thread.ofVirtual().name("v").start(() -> self.set(Thread.currentThread()));
                    thread.join();
                    same(thread, self.get());
                    check(thread.isVirtual() && thread.isDaemon(), "neither");
                    same("v", thread.getName());
                }),
                of("a thousand virtual threads sleep at the same time", () -> {
                    AtomicInteger woken = new AtomicInteger();
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 1_000; i++) {
                        threads.add(Thread.startVirtualThread(() -> {
                            LockSupport.parkNanos(5_000_000);
                            woken.incrementAndGet();
                        }));
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    same(1_000, woken.get());
                }),
                of("a pool of virtual threads ends with its tasks", () -> {
                    List<Future<Integer>> results = new ArrayList<>();
                    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                        for (int i = 0; i < 50; i++) {
                            int number = i;
                            results.add(pool.submit(() -> {
                                Thread.sleep(number % 5);
                                return number;
                            }));
                        }
                    }
                    int sum = 0;
                    for (Future<Integer> result : results) {
                        check(result.state() == Future.State.SUCCESS, "not done at close");
                        sum += result.resultNow();
                    }
                    same(1_225, sum);
                }),
                of("virtual and platform threads share a monitor", () -> {
                    int[] count = new int[1];
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 6; i++) {
                        Runnable body = () -> {
                            for (int k = 0; k < 50; k++) {
                                synchronized (count) {
                                    count[0]++;
                                }
                                Thread.yield();
                            }
                        };
                        Thread.Builder builder = i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
                        threads.add(builder.start(body));
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    same(300, count[0]);
                }),
                of("interrupt ends the sleep of a virtual thread", () -> {
                    AtomicBoolean interrupted = new AtomicBoolean();
                    Thread thread = Thread.startVirtualThread(() -> {
                        try {
                            Thread.sleep(10_000);
                        } catch (InterruptedException e) {
                            interrupted.set(true);
                        }
                    });
                    awaitState(thread, Thread.State.TIMED_WAITING);
                    thread.interrupt();
                    thread.join();
                    check(interrupted.get(), "not interrupted");
                }));
    }
}
