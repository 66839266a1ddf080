package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Waits in static initialisers, where a virtual thread cannot leave its carrier. */
@Tag("agent")
class PinnedTest {
    private static long nowMillis() {
        return System.nanoTime() / 1_000_000 - 3_600_000;
    }

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

    /** Sleeps, and waits for another thread, while it is initialised. */
    static final class Sleeping {
        private static final long BEGUN = nowMillis();
        private static final List<String> SEEN = new ArrayList<>();

        static {
            try {
                Thread.sleep(100);
                CountDownLatch latch = new CountDownLatch(1);
                Thread helper = Waiter.countingDownIn50(latch); // its code is not of the class that it waits for
                helper.start();
                latch.await();
                SEEN.add("latch at " + (nowMillis() - BEGUN));
                LockSupport.parkNanos(25_000_000);
                helper.join();
                SEEN.add("parked until " + (nowMillis() - BEGUN));
                Thread.currentThread().interrupt();
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                SEEN.add("interrupted at " + (nowMillis() - BEGUN));
            }
        }

        private Sleeping() {}

        static void touch() {
            SEEN.forEach(System.out::println);
        }
    }

    /** Has one thread in an initialiser, and one that ticks meanwhile. */
    static final class Waiter {
        private Waiter() {}

        static Thread countingDownIn50(CountDownLatch latch) {
            return new Thread(() -> {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                latch.countDown();
            });
        }

        public static void main(String[] arguments) throws InterruptedException {
            List<Long> ticks = new ArrayList<>();
            Thread ticker = new Thread(() -> {
                for (int i = 0; i < 5; i++) {
                    try {
                        Thread.sleep(30);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    ticks.add(nowMillis());
                }
            });
            ticker.start();
            Sleeping.touch();
            ticker.join();
            System.out.println(ticks);
        }
    }

    @Test
    void othersGoOnWhileAStaticInitialiserWaits() {
        assertThat(run(1, Waiter.class).lines())
                .containsExactly("latch at 150", "parked until 175", "interrupted at 175", "[30, 60, 90, 120, 150]");
        assertThat(run(1, Waiter.class).unmodelled()).isEmpty();
        assertSameInEveryRun(Waiter.class);
    }

    /** Several threads, each in an initialiser of its own, that hand a number on from one to the next. */
    static final class Ring {
        static final int THREADS = 4;
        static final int ROUNDS = 10;
        static final AtomicInteger TURN = new AtomicInteger();
        static final Thread[] MEMBERS = new Thread[THREADS];

        private Ring() {}

        static int play(int self) {
            int played = 0;
            while (played < ROUNDS) {
                while (TURN.get() % THREADS != self) {
                    LockSupport.park();
                }
                played++;
                // An identity hash and a random number in each turn, to be the same wherever the thread sits.
                System.out.println(self + " " + new Object().hashCode() % 1_000 + " " + Math.random());
                LockSupport.unpark(MEMBERS[TURN.incrementAndGet() % THREADS]);
            }
            return played;
        }

        static final class A {
            static final int PLAYED = play(0);
        }

        static final class B {
            static final int PLAYED = play(1);
        }

        static final class C {
            static final int PLAYED = play(2);
        }

        static final class D {
            static final int PLAYED = play(3);
        }

        public static void main(String[] arguments) throws InterruptedException {
            AtomicInteger sum = new AtomicInteger();
            Runnable[] bodies = {
                () -> sum.addAndGet(A.PLAYED),
                () -> sum.addAndGet(B.PLAYED),
                () -> sum.addAndGet(C.PLAYED),
                () -> sum.addAndGet(D.PLAYED)
            };
            for (int i = 0; i < THREADS; i++) {
                MEMBERS[i] = new Thread(bodies[i]);
            }
            for (Thread member : MEMBERS) {
                member.start();
            }
            for (Thread member : MEMBERS) {
                member.join();
            }
            System.out.println(sum);
        }
    }

    @Test
    void severalThreadsWaitInStaticInitialisersAtOnce() {
        OneNode.Outcome outcome = run(1, Ring.class);
        assertThat(outcome.lines()).hasSize(41).last().isEqualTo("40");
        for (int i = 0; i < 40; i++) {
            assertThat(outcome.lines().get(i)).startsWith(i % 4 + " ");
        }
        assertSameInEveryRun(Ring.class);
    }

    /** Wants monitors in an initialiser that others hold while they sleep. */
    static final class Contender {
        static final Object LOCK = new Object();
        static int entered;

        private Contender() {}

        static synchronized void enter() {
            entered++;
        }

        static final class Initialised {
            static final long SEEN;

            static {
                for (int i = 0; i < 5; i++) {
                    synchronized (LOCK) {
                        enter();
                    }
                    sleep(7);
                }
                SEEN = nowMillis();
            }
        }

        private static void sleep(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        public static void main(String[] arguments) throws InterruptedException {
            Thread[] holders = new Thread[3];
            for (int i = 0; i < holders.length; i++) {
                int number = i;
                holders[i] = new Thread(() -> {
                    for (int round = 0; round < 5; round++) {
                        synchronized (number == 0 ? Contender.class : LOCK) {
                            sleep(10);
                            entered++;
                        }
                        sleep(number);
                    }
                });
                holders[i].start();
            }
            sleep(1);
            long end = Initialised.SEEN;
            for (Thread holder : holders) {
                holder.join();
            }
            System.out.println(entered + " " + (end > 50 && end < 1_000));
        }
    }

    @Test
    void aStaticInitialiserWaitsForAContendedMonitor() {
        assertThat(run(1, Contender.class).lines()).containsExactly("20 true");
        assertSameInEveryRun(Contender.class);
    }

    /** Is killed while one of its threads is in an initialiser. */
    static final class Endless {
        static final class Initialised {
            static final int NEVER;

            static {
                while (true) {
                    LockSupport.park();
                    if (System.getProperty("never") != null) {
                        break;
                    }
                }
                NEVER = 1;
            }
        }

        private Endless() {}

        public static void main(String[] arguments) {
            System.out.println("begins");
            System.out.println(Initialised.NEVER);
        }
    }

    @Test
    void aKilledThreadInAStaticInitialiserNeverRunsAgain() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            Node node = simulation.add(NodeSpec.of("node", Program.main(Endless.class.getName()))
                    .withClassPath(List.of(OneNode.testClasses())));
            for (int i = 0; i < 3; i++) {
                node.start();
                simulation.run(java.time.Duration.ofSeconds(1));
                assertThat(node.kill()).isEqualTo(1);
            }
            assertThat(simulation.run(java.time.Duration.ofSeconds(1))).isEqualTo(new Ending.AllEnded());
        }
        assertThat(lines).containsExactly("begins", "begins", "begins");
    }
}
