package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.NodeCode.Effect;
import dev.faultline.sim.NodeCode.Fault;
import dev.faultline.sim.NodeCode.Point;
import dev.faultline.sim.NodeCode.Seen;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Exceptions of the program's own, whose code is struck itself. */
@Tag("agent")
class InjectedExceptionTest {
    /** What the program has. */
    static final class Parts {
        private Parts() {}

        /** Its constructor calls a method of the program, and waits. */
        static final class Wrong extends IOException {
            private static final long serialVersionUID = 1;

            Wrong(String message) throws IOException {
                super(text(message));
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        static String text(String message) {
            return "wrong: " + message;
        }

        static void work() throws IOException {
            if (Thread.currentThread().getName().isEmpty()) {
                throw new Wrong("never");
            }
        }
    }

    /** Has two threads work at once, and then makes an exception itself. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread other = new Thread(() -> show("other"), "other");
            other.start();
            show("main");
            other.join();
            try {
                System.out.println(new Parts.Wrong("own").getMessage());
            } catch (IOException e) {
                System.out.println("own threw " + e.getMessage() + " at " + e.getStackTrace()[0].getMethodName());
            }
        }

        private static void show(String name) {
            try {
                Parts.work();
                System.out.println(name + " worked");
            } catch (IOException e) {
                System.out.println(name + " threw " + e.getMessage() + " at " + e.getStackTrace()[0].getMethodName());
            }
        }
    }

    @Test
    void whatMakesItIsNoCallOfTheProgramButOtherThreadsAreStruckMeanwhile() {
        String parts = Parts.class.getName();
        Effect effect = new Effect.Throw(parts + "$Wrong", "said");
        Fault working = new Fault(MethodPattern.of(parts + ".*"), 1, 1, Long.MAX_VALUE, effect);
        Fault making = new Fault(MethodPattern.of(parts + "$Wrong.<init>"), 1, 1, Long.MAX_VALUE, effect);
        Point made = new Point(making.methods(), Point.Moment.BEFORE, 1);
        List<String> lines = new ArrayList<>();
        List<Long> reached = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            Node node = simulation.add(
                    NodeSpec.of("n", Program.main(Main.class.getName())).withClassPath(List.of(OneNode.testClasses())));
            for (Fault fault : List.of(working, making)) {
                node.code().prepare(fault.methods());
                node.code().inject(fault);
            }
            node.code().at(made, method -> reached.add(simulation.nowNanos()));
            node.start();
            simulation.run(Duration.ofDays(1));

            assertThat(lines)
                    .containsExactlyInAnyOrder(
                            "main threw wrong: said at work",
                            "other threw wrong: said at work",
                            "own threw wrong: said at <init>");
            assertThat(node.code().heal(working)).isEqualTo(new Seen(List.of(parts + ".work()"), 1, 2, 2, List.of()));
            assertThat(node.code().heal(making))
                    .isEqualTo(new Seen(List.of(parts + "$Wrong.<init>(String)"), 1, 1, 1, List.of()));
            assertThat(reached)
                    .as("where the program makes one itself")
                    .hasSize(1)
                    .allMatch(nanos -> nanos > 20_000_000);
        }
    }
}
