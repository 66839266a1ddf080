package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads that need a class whose initialiser waits in another thread. */
@Tag("agent")
class InitializerLockTest {
    private static OneNode.Outcome run(long seed, Class<?> program) {
        return OneNode.run(
                SimulationOptions.withSeed(seed),
                Program.main(program.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));
    }

    private static OneNode.Outcome runSameInEveryRun(Class<?> program) {
        Set<Long> fingerprints = new HashSet<>();
        for (int seed = 1; seed <= 3; seed++) {
            OneNode.Outcome first = run(seed, program);
            for (int i = 0; i < 3; i++) {
                OneNode.Outcome again = run(seed, program);
                assertThat(again.lines()).as("seed %d", seed).isEqualTo(first.lines());
                assertThat(again.events()).as("seed %d", seed).isEqualTo(first.events());
                assertThat(again.fingerprint()).as("seed %d", seed).isEqualTo(first.fingerprint());
            }
            fingerprints.add(first.fingerprint());
        }
        assertThat(fingerprints).hasSize(3);
        return run(1, program);
    }

    /** What the programs share; without an initialiser that waits. */
    static final class Clock {
        private static final long BEGUN = System.nanoTime();

        private Clock() {}

        static long millis() {
            return (System.nanoTime() - BEGUN) / 1_000_000;
        }

        static int pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 5;
        }

        static Thread start(String name, Runnable body) {
            Thread thread = new Thread(body, name);
            thread.start();
            return thread;
        }

        static void join(Thread... threads) {
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Many threads need one class. */
    static final class Crowd {
        private Crowd() {}

        static final class Slow {
            static final int VALUE = Clock.pause(10) + Clock.pause(20);
        }

        public static void main(String[] arguments) {
            Thread[] threads = new Thread[6];
            for (int i = 0; i < threads.length; i++) {
                int number = i;
                threads[i] = Clock.start("t" + i, () -> {
                    Clock.pause(number * 10L);
                    // The number is drawn after the wait: it would show which thread went first.
                    System.out.println(number + " has " + Slow.VALUE + " at " + Clock.millis());
                });
            }
            Clock.join(threads);
        }
    }

    @Test
    void everyThreadGetsTheClassWhenItIsInitialised() {
        OneNode.Outcome outcome = runSameInEveryRun(Crowd.class);
        assertThat(outcome.ending()).isEqualTo(new Ending.AllEnded());
        assertThat(outcome.unmodelled()).isEmpty();
        assertThat(outcome.lines())
                .containsExactlyInAnyOrder(
                        "0 has 10 at 30",
                        "1 has 10 at 30",
                        "2 has 10 at 30",
                        "3 has 10 at 30",
                        "4 has 10 at 40",
                        "5 has 10 at 50");
    }

    /** Two classes whose initialisers need each other, with another thread that has nothing to do with it. */
    static final class Embrace {
        private Embrace() {}

        static class Above {
            static final Object BELOW;

            static {
                Clock.pause(10);
                BELOW = new Below();
            }
        }

        /** Has no initialiser. */
        static final class Below extends Above {}

        public static void main(String[] arguments) {
            Thread above = Clock.start("above", () -> System.out.println(Above.BELOW));
            Thread below = Clock.start("below", () -> {
                Clock.pause(5);
                System.out.println(new Below());
            });
            Clock.start("other", () -> {
                for (int i = 0; i < 3; i++) {
                    Clock.pause(10);
                    System.out.println("tick at " + Clock.millis());
                }
            });
            Clock.join(above, below);
            System.out.println("never");
        }
    }

    @Test
    void twoInitialisersThatNeedEachOtherWaitForEverAndTheOthersGoOn() {
        OneNode.Outcome outcome = runSameInEveryRun(Embrace.class);
        assertThat(outcome.lines()).containsExactly("tick at 10", "tick at 20", "tick at 30");
        assertThat(outcome.ending())
                .isInstanceOfSatisfying(
                        Ending.Deadlock.class,
                        deadlock -> assertThat(deadlock.threads().stream().map(Ending.ThreadState::thread))
                                .containsExactly("main", "above", "below"));
    }

    /** The same, where the first thread begins with the class below, so that nobody is in the way. */
    static final class Recursion {
        private Recursion() {}

        static class Above {
            static final Object BELOW;

            static {
                Clock.pause(10);
                BELOW = new Below();
            }
        }

        /** Is initialised after the class above, in its initialiser, and before it. */
        static final class Below extends Above {
            static final int VALUE = Clock.pause(10);
        }

        public static void main(String[] arguments) {
            Thread below = Clock.start("below", () -> System.out.println("below " + Below.VALUE));
            Thread above = Clock.start("above", () -> {
                Clock.pause(5);
                System.out.println("above " + (Above.BELOW != null) + " at " + Clock.millis());
            });
            Thread other = Clock.start("other", () -> {
                Clock.pause(15);
                System.out.println("other " + (new Below() != null) + " at " + Clock.millis());
            });
            Clock.join(below, above, other);
        }
    }

    @Test
    void theThreadItselfUsesTheClassesThatItInitialises() {
        assertThat(runSameInEveryRun(Recursion.class).lines())
                .containsExactlyInAnyOrder("below 5", "above true at 10", "other true at 20");
    }

    /** An initialiser that fails. */
    static final class Failing {
        private Failing() {}

        static class Above {
            static final int VALUE = fail();

            private static int fail() {
                Clock.pause(10);
                throw new IllegalStateException("no luck");
            }
        }

        /** Has no initialiser. */
        static final class Below extends Above {
            static void touch() {}
        }

        private static void see(String who, Runnable use) {
            try {
                use.run();
                System.out.println(who + " got it");
            } catch (LinkageError e) {
                Throwable cause = e.getCause();
                System.out.println(who + " at " + Clock.millis() + ": " + e + ", because "
                        + String.valueOf(cause).split("]")[0] + ", in " + e.getStackTrace()[0].getMethodName());
            }
        }

        static void useAbove() {
            System.out.println(Above.VALUE);
        }

        static void useBelow() {
            Below.touch();
        }

        public static void main(String[] arguments) {
            Thread first = Clock.start("first", () -> see("first", Failing::useBelow));
            Thread second = Clock.start("second", () -> {
                Clock.pause(4);
                see("second", Failing::useAbove);
            });
            Thread third = Clock.start("third", () -> {
                Clock.pause(5);
                see("third", Failing::useBelow);
            });
            Clock.join(first, second, third);
            see("main", Failing::useBelow);
        }
    }

    @Test
    void whoWaitsForAnInitialiserThatFailsGetsTheErrorOfTheVm() {
        String name = "dev.faultline.sim.InitializerLockTest$Failing$";
        String error = ", because java.lang.ExceptionInInitializerError: Exception java.lang.";
        String above = error + "IllegalStateException: no luck [in thread \"first\"";
        String below = error + "ExceptionInInitializerError [in thread \"first\"";
        String refused = " at 10: java.lang.NoClassDefFoundError: Could not initialize class " + name;
        assertThat(runSameInEveryRun(Failing.class).lines())
                .containsExactlyInAnyOrder(
                        "first at 10: java.lang.ExceptionInInitializerError, because"
                                + " java.lang.IllegalStateException: no luck, in useBelow",
                        "second" + refused + "Above" + above + ", in useAbove",
                        "third" + refused + "Below" + below + ", in useBelow",
                        "main" + refused + "Below" + below + ", in useBelow");
    }

    /** An initialiser with a thread of its own, whose code is of the same class. */
    static final class Own {
        static int seen;

        static {
            Thread thread = Clock.start("own", () -> {
                seen++;
                System.out.println("own at " + Clock.millis());
            });
            try {
                thread.join(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            System.out.println("alive " + thread.isAlive() + ", seen " + seen);
        }

        private Own() {}

        public static void main(String[] arguments) {
            System.out.println("main at " + Clock.millis());
        }
    }

    @Test
    void aThreadOfTheInitialisersOwnWaitsForIt() {
        assertThat(runSameInEveryRun(Own.class).lines())
                .containsExactlyInAnyOrder("alive true, seen 0", "main at 20", "own at 20")
                .startsWith("alive true, seen 0");
    }

    /** Never has its class. */
    static final class Endless {
        private Endless() {}

        static final class Stuck {
            static final int VALUE = Clock.pause(Duration.ofDays(1).toMillis());
        }

        public static void main(String[] arguments) {
            for (int i = 0; i < 3; i++) {
                Clock.start("t" + i, () -> System.out.println(Stuck.VALUE));
            }
            System.out.println("begins");
        }
    }

    @Test
    void aNodeIsKilledWhileItsThreadsWaitForAClass() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(node.name() + " " + line));
            NodeSpec spec = NodeSpec.of("node", Program.main(Endless.class.getName()))
                    .withClassPath(List.of(OneNode.testClasses()));
            Node node = simulation.add(spec);
            for (int i = 0; i < 3; i++) {
                node.start();
                assertThat(simulation.run(Duration.ofSeconds(1))).isEqualTo(new Ending.TimeUp());
                assertThat(node.kill()).isEqualTo(3);
            }
            node.start();
            assertThat(simulation.run(Duration.ofDays(2))).isEqualTo(new Ending.AllEnded());
        }
        assertThat(lines)
                .containsExactly(
                        "node begins", "node begins", "node begins", "node begins", "node 5", "node 5", "node 5");
    }
}
