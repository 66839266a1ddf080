package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads as programs make, name, watch, interrupt and join them. */
@Tag("agent")
class ThreadTest {
    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long nowMillis() {
        return System.nanoTime() / 1_000_000 - 3_600_000;
    }

    /** A thread with a field and a method of its own. */
    private static final class Worker extends Thread {
        private int result;

        Worker() {
            super("worker");
        }

        @Override
        public void run() {
            // By the name of the subclass, and as its own type.
            result = ((Worker) currentThread()).result + 42;
        }
    }

    @Test
    void subclassIsTheCurrentThreadOfItsBody() {
        assertThat(OneNode.print(() -> {
                    Worker worker = new Worker();
                    worker.start();
                    worker.join();
                    System.out.println(worker.result + " " + worker.getName() + " " + worker.isVirtual());
                }))
                .containsExactly("42 worker false");
    }

    @Test
    void endOfAThreadWakesThoseWhoWaitForANoticeOfIt() {
        assertThat(OneNode.print(() -> {
                    Thread thread = new Thread(() -> sleep(100));
                    thread.start();
                    synchronized (thread) {
                        while (thread.isAlive()) {
                            thread.wait(60_000);
                        }
                    }
                    System.out.println(nowMillis() < 1_000 ? "woken" : "timed out");
                }))
                .containsExactly("woken");
    }

    @Test
    void whoHasTheMonitorOfAThreadDoesNotSeeItEnd() {
        assertThat(OneNode.print(() -> {
                    Thread thread = new Thread(() -> System.out.println("runs"));
                    synchronized (thread) {
                        thread.start();
                        sleep(100);
                        System.out.println(thread.isAlive() + " " + (thread.getState() == Thread.State.TERMINATED));
                    }
                    thread.join();
                    System.out.println(thread.isAlive() + " " + thread.getState());
                }))
                .containsExactly("runs", "true false", "false TERMINATED");
    }

    @Test
    void statesFollowTheLifeOfAThread() {
        assertThat(OneNode.print(() -> {
                    Object lock = new Object();
                    AtomicBoolean released = new AtomicBoolean();
                    Thread thread = new Thread(() -> {
                        System.out.println(Thread.currentThread().getState());
                        sleep(100);
                        synchronized (lock) {
                            while (!released.get()) {
                                LockSupport.park();
                            }
                        }
                    });
                    System.out.println(thread.getState() + " " + thread.isAlive());
                    thread.start();
                    sleep(50);
                    System.out.println(thread.getState() + " " + thread.isAlive());
                    synchronized (lock) {
                        sleep(100);
                        System.out.println(thread.getState());
                    }
                    sleep(100);
                    System.out.println(thread.getState());
                    released.set(true);
                    LockSupport.unpark(thread);
                    thread.join();
                    System.out.println(thread.getState() + " " + thread.isAlive());
                }))
                .containsExactly(
                        "NEW false", "RUNNABLE", "TIMED_WAITING true", "BLOCKED", "WAITING", "TERMINATED false");
    }

    @Test
    void joinWithATimeoutReturnsAtTheTimeout() {
        assertThat(OneNode.print(() -> {
                    Thread thread = new Thread(() -> sleep(1_000));
                    thread.join(100); // one that has not started has nothing to wait for
                    thread.start();
                    thread.join(300);
                    System.out.println(thread.isAlive() + " " + nowMillis());
                    thread.join(10_000);
                    System.out.println(thread.isAlive() + " " + nowMillis());
                }))
                .containsExactly("true 300", "false 1000");
    }

    @Test
    void interruptEndsEveryKindOfWait() {
        assertThat(OneNode.print(() -> {
                    Object lock = new Object();
                    Thread sleeps = waiting("sleep", () -> Thread.sleep(100_000));
                    Thread waits = waiting("wait", () -> {
                        synchronized (lock) {
                            lock.wait();
                        }
                    });
                    Thread joins = waiting("join", waits::join);
                    Thread parks = waiting("park", () -> {
                        LockSupport.park();
                        System.out.println("parked, interrupted is "
                                + Thread.currentThread().isInterrupted());
                        Thread.sleep(1); // throws at once
                    });
                    for (Thread thread : List.of(sleeps, joins, waits, parks)) {
                        sleep(10);
                        thread.interrupt();
                        thread.join();
                    }
                    System.out.println(nowMillis());
                }))
                .containsExactly(
                        "sleep: InterruptedException false",
                        "join: InterruptedException false",
                        "wait: InterruptedException false",
                        "parked, interrupted is true",
                        "park: InterruptedException false",
                        "40");
    }

    private static Thread waiting(String what, Program.Body body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (Exception e) {
                System.out.println(what + ": " + e.getClass().getSimpleName() + " "
                        + Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void interruptBeforeTheWaitIsKeptForIt() {
        assertThat(OneNode.print(() -> {
                    Thread.currentThread().interrupt();
                    System.out.println(Thread.currentThread().isInterrupted());
                    try {
                        Thread.sleep(1_000);
                    } catch (InterruptedException e) {
                        System.out.println(nowMillis() + " " + Thread.interrupted());
                    }
                }))
                .containsExactly("true", "0 false");
    }

    @Test
    void threadLocalsAreOwnAndInheritableOnesAreInherited() {
        ThreadLocal<String> own = ThreadLocal.withInitial(() -> "initial");
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>() {
            @Override
            protected String childValue(String parent) {
                return parent + ">child";
            }
        };
        assertThat(OneNode.print(() -> {
                    own.set("main");
                    inherited.set("main");
                    Thread child = new Thread(() -> {
                        System.out.println(own.get() + " " + inherited.get());
                        inherited.set("changed");
                        Thread grandchild =
                                Thread.ofPlatform().start(() -> System.out.println(own.get() + " " + inherited.get()));
                        try {
                            grandchild.join();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    inherited.set("too late"); // a thread inherits when it is made
                    child.start();
                    child.join();
                    System.out.println(own.get() + " " + inherited.get());
                }))
                .containsExactly("initial main>child", "initial changed>child", "main too late");
    }

    @Test
    void numbersInNamesStartAnewInEveryNode() {
        List<String> names = new ArrayList<>();
        Program.Body program = () -> {
            names.add(Thread.currentThread().getName());
            names.add(new Thread(() -> {}).getName());
            names.add(new Thread(() -> {}).getName());
            for (int i = 0; i < 2; i++) {
                try (var pool = Executors.newSingleThreadExecutor()) {
                    names.add(
                            pool.submit(() -> Thread.currentThread().getName()).get());
                }
            }
            names.add(Thread.currentThread().getThreadGroup().getName());
        };
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            for (String node : List.of("a", "b")) {
                simulation.add(NodeSpec.of(node, Program.code(program))).start();
                simulation.run(java.time.Duration.ofSeconds(10));
            }
        }
        List<String> expected = List.of("main", "Thread-0", "Thread-1", "pool-1-thread-1", "pool-2-thread-1", "main");
        assertThat(names.subList(0, 6)).isEqualTo(expected);
        assertThat(names.subList(6, 12)).isEqualTo(expected);
    }

    @Test
    void allStackTracesAreThoseOfTheNode() {
        assertThat(OneNode.print(() -> {
                    Thread idle = new Thread(() -> sleep(1_000), "idle");
                    idle.start();
                    sleep(10);
                    Thread.getAllStackTraces().forEach((thread, stack) -> {
                        boolean isInSleep = false;
                        for (StackTraceElement frame : stack) {
                            isInSleep |= frame.getClassName().endsWith("ThreadTest")
                                    && frame.getMethodName().equals("sleep");
                        }
                        System.out.println(thread.getName() + " " + isInSleep);
                    });
                    System.out.println(Thread.activeCount());
                }))
                .containsExactly("main false", "idle true", "2");
    }

    @Test
    void identifiersAreUniqueAndTheSameInEveryRun() {
        Program.Body program = () -> {
            for (int i = 0; i < 5; i++) {
                Thread thread =
                        i % 2 == 0 ? new Thread(() -> {}) : Thread.ofVirtual().unstarted(() -> {});
                System.out.println(thread.threadId() - Thread.currentThread().threadId());
            }
        };
        List<String> first = OneNode.print(program);
        assertThat(first).doesNotHaveDuplicates().doesNotContain("0");
        new Thread(() -> {}); // takes an identifier of the JVM's own
        assertThat(OneNode.print(program)).isEqualTo(first);
    }

    @Test
    void virtualThreadsOfTheProgramBelongToTheRun() {
        assertThat(OneNode.print(() -> {
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        int millis = 300 - i * 100;
                        threads.add(Thread.ofVirtual().name("v" + i).start(() -> {
                            sleep(millis);
                            Thread self = Thread.currentThread();
                            System.out.println(self.getName() + " " + self.isVirtual() + " " + nowMillis());
                        }));
                    }
                    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                        System.out.println("pool "
                                + pool.submit(() -> Thread.currentThread().isVirtual())
                                        .get());
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    System.out.println(threads.getFirst().getState());
                }))
                .containsExactly("pool true", "v2 true 100", "v1 true 200", "v0 true 300", "TERMINATED");
    }

    @Test
    void startingTwiceIsRefused() {
        assertThat(OneNode.print(() -> {
                    Thread thread = new Thread(() -> {});
                    thread.start();
                    try {
                        thread.start();
                    } catch (IllegalThreadStateException e) {
                        System.out.println("refused while alive");
                    }
                    thread.join();
                    try {
                        thread.start();
                    } catch (IllegalThreadStateException e) {
                        System.out.println("refused when ended");
                    }
                }))
                .containsExactly("refused while alive", "refused when ended");
    }

    @Test
    void permitToParkIsKeptAndIsOnlyOne() {
        assertThat(OneNode.print(() -> {
                    LockSupport.unpark(Thread.currentThread());
                    LockSupport.unpark(Thread.currentThread());
                    LockSupport.park();
                    System.out.println(nowMillis());
                    LockSupport.parkNanos(250_000_000);
                    System.out.println(nowMillis());
                }))
                .containsExactly("0", "250");
    }
}
