package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code Object.wait} in static initialisers. */
@Tag("agent")
class PinnedNoticeTest {
    private static OneNode.Outcome run(long seed, Class<?> program) {
        return OneNode.run(
                SimulationOptions.withSeed(seed),
                Program.main(program.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));
    }

    private static void assertSameInEveryRun(Class<?> program) {
        Set<Long> fingerprints = new HashSet<>();
        for (int seed = 1; seed <= 5; seed++) {
            OneNode.Outcome first = run(seed, program);
            assertThat(first.ending()).isEqualTo(new Ending.AllEnded());
            assertThat(first.unmodelled()).isEmpty();
            for (int i = 0; i < 5; i++) {
                OneNode.Outcome again = run(seed, program);
                assertThat(again.lines()).as("seed %d", seed).isEqualTo(first.lines());
                assertThat(again.events()).as("seed %d", seed).isEqualTo(first.events());
                assertThat(again.fingerprint()).as("seed %d", seed).isEqualTo(first.fingerprint());
            }
            fingerprints.add(first.fingerprint());
        }
        assertThat(fingerprints).hasSize(5);
    }

    private static long nowMillis() {
        return System.nanoTime() / 1_000_000;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What other threads do. Their code must not be of the class that they would wait for. */
    static final class Others {
        static final Object LOCK = new Object();
        static Thread waiter;
        static int seenInside;

        private Others() {}

        static void later(long millis, Runnable deed) {
            new Thread(() -> {
                        sleep(millis);
                        deed.run();
                    })
                    .start();
        }

        static void notifyOne() {
            synchronized (LOCK) {
                seenInside++;
                LOCK.notify();
            }
        }

        static void notifyAndHold() {
            synchronized (LOCK) {
                LOCK.notifyAll();
                sleep(40);
            }
        }

        static void interruptWaiter() {
            waiter.interrupt();
        }

        static void unparkWaiter() {
            LockSupport.unpark(waiter);
        }
    }

    /** Waits in all ways. */
    static final class Waiting {
        private static final List<String> SEEN = new ArrayList<>();

        static {
            Others.waiter = Thread.currentThread();
            Object lock = Others.LOCK;
            try {
                lock.wait();
            } catch (IllegalMonitorStateException e) {
                SEEN.add("not owner");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (lock) {
                Others.later(5, Others::notifyOne);
                sleep(10); // the other one stands before the monitor when it becomes free
                see("contended", 0);
            }
            synchronized (lock) {
                synchronized (lock) { // twice: it must be left twice, and entered as often
                    Others.later(50, Others::notifyOne);
                    see("notified", 0);
                    SEEN.add("others inside " + Others.seenInside + ", holds " + Thread.holdsLock(lock));
                    see("time is up", 30);
                }
                SEEN.add("holds " + Thread.holdsLock(lock));
                Others.later(10, Others::notifyOne);
                see("notified in time", 100);
                Others.later(10, Others::notifyAndHold);
                see("notified, and held up", 20);
                Others.later(10, Others::interruptWaiter);
                see("interrupted", 0);
                Others.later(10, Others::unparkWaiter);
                see("only unparked", 25);
                LockSupport.park();
                SEEN.add("the permit was left");
                Thread.currentThread().interrupt();
                see("interrupted before", 0);
                SEEN.add("status " + Thread.currentThread().isInterrupted());
            }
            SEEN.add("holds " + Thread.holdsLock(lock));
        }

        private Waiting() {}

        private static void see(String what, long millis) {
            long from = nowMillis();
            String how = "returns";
            try {
                Others.LOCK.wait(millis);
            } catch (InterruptedException e) {
                how = "throws";
            }
            SEEN.add(what + ": " + how + " after " + (nowMillis() - from));
        }

        static void touch() {
            SEEN.forEach(System.out::println);
        }
    }

    /** Touches it. */
    static final class Toucher {
        private Toucher() {}

        public static void main(String[] arguments) {
            Waiting.touch();
            synchronized (Others.LOCK) {
                System.out.println("free");
            }
        }
    }

    @Test
    void aStaticInitialiserWaitsForANoticeForATimeAndForAnInterrupt() {
        assertThat(run(1, Toucher.class).lines())
                .containsExactly(
                        "not owner",
                        "contended: returns after 0",
                        "notified: returns after 50",
                        "others inside 2, holds true",
                        "time is up: returns after 30",
                        "holds true",
                        "notified in time: returns after 10",
                        "notified, and held up: returns after 50",
                        "interrupted: throws after 10",
                        "only unparked: returns after 25",
                        "the permit was left",
                        "interrupted before: throws after 0",
                        "status false",
                        "holds false",
                        "free");
        assertSameInEveryRun(Toucher.class);
    }

    /** A bounded buffer, whose users are in initialisers or in none. */
    static final class Buffer {
        private static final int ITEMS = 30;
        private static final List<Integer> ITEMS_IN = new ArrayList<>();
        private static int taken;

        private Buffer() {}

        static int put(int count) {
            Random random = new Random();
            for (int i = 0; i < count; i++) {
                synchronized (ITEMS_IN) {
                    while (ITEMS_IN.size() >= 3) {
                        await();
                    }
                    ITEMS_IN.add(i);
                    ITEMS_IN.notifyAll();
                }
                if (random.nextBoolean()) {
                    sleep(1);
                }
            }
            return count;
        }

        static int take(int count) {
            Random random = new Random();
            for (int i = 0; i < count; i++) {
                synchronized (ITEMS_IN) {
                    while (ITEMS_IN.isEmpty()) {
                        await();
                    }
                    taken += ITEMS_IN.removeFirst() + 1;
                    System.out.println(Thread.currentThread().getName() + " takes " + new Object().hashCode());
                    ITEMS_IN.notifyAll();
                }
                if (random.nextBoolean()) {
                    sleep(1);
                }
            }
            return count;
        }

        private static void await() {
            try {
                ITEMS_IN.wait(0, 0);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        static final class Putting {
            static final int PUT = put(ITEMS);
        }

        static final class Taking {
            static final int TAKEN = take(ITEMS);
        }

        public static void main(String[] arguments) throws InterruptedException {
            List<Thread> threads = new ArrayList<>(List.of(
                    new Thread(() -> System.out.println(Putting.PUT)),
                    new Thread(() -> System.out.println(Taking.TAKEN)),
                    new Thread(() -> put(ITEMS)),
                    new Thread(() -> take(ITEMS))));
            Collections.shuffle(threads);
            for (Thread thread : threads) {
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("sum " + taken);
        }
    }

    @Test
    void threadsInInitialisersAndOthersShareABoundedBuffer() {
        OneNode.Outcome outcome = run(1, Buffer.class);
        assertThat(outcome.ending()).isEqualTo(new Ending.AllEnded());
        assertThat(outcome.lines()).hasSize(63).last().isEqualTo("sum " + 30 * 31);
        assertSameInEveryRun(Buffer.class);
    }

    /** Waits for a notice that nobody gives. */
    static final class Unnoticed {
        static final class Initialised {
            static final int NEVER;

            static {
                synchronized (Others.LOCK) {
                    try {
                        Others.LOCK.wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                NEVER = 1;
            }
        }

        private Unnoticed() {}

        public static void main(String[] arguments) {
            System.out.println("begins");
            System.out.println(Initialised.NEVER);
        }
    }

    @Test
    void aWaitWithoutANoticeIsADeadlockAndCanBeKilled() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            Node node = simulation.add(NodeSpec.of("node", Program.main(Unnoticed.class.getName()))
                    .withClassPath(List.of(OneNode.testClasses())));
            for (int i = 0; i < 3; i++) {
                node.start();
                assertThat(simulation.run(java.time.Duration.ofSeconds(1))).isInstanceOf(Ending.Deadlock.class);
                assertThat(node.kill()).isEqualTo(1);
            }
            assertThat(simulation.run(java.time.Duration.ofSeconds(1))).isEqualTo(new Ending.AllEnded());
        }
        assertThat(lines).containsExactly("begins", "begins", "begins");
    }
}
