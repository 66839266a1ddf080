package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.internal.misc.Signal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signals of a process: SIGTERM when its node is stopped, others when it raises them. */
@Tag("agent")
class SignalTest {
    /** What a program does on SIGTERM, by its argument. */
    static final class Stops {
        private Stops() {}

        public static void main(String[] arguments) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
            Signal term = new Signal("TERM");
            switch (arguments[0]) {
                case "handles" ->
                    Signal.handle(
                            term,
                            signal ->
                                    System.out.println(Thread.currentThread().getName() + " of " + signal.getNumber()));
                case "ignores" -> Signal.handle(term, Signal.Handler.SIG_IGN);
                case "dies" -> Signal.handle(term, Signal.Handler.SIG_DFL);
                case "chains" -> {
                    Signal.Handler[] before = new Signal.Handler[1];
                    before[0] = Signal.handle(term, signal -> {
                        System.out.println("first");
                        before[0].handle(signal);
                    });
                }
                default -> {}
            }
            Thread.sleep(60_000);
            System.out.println("lives");
        }
    }

    private static List<String> stopped(String how) {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            simulation.observe(event -> {
                if (event.name().equals("NodeExited")) {
                    lines.add("status " + event.data().get("status"));
                }
            });
            Node node = simulation.add(NodeSpec.of("node", Program.main(Stops.class.getName(), how))
                    .withClassPath(List.of(OneNode.testClasses())));
            node.start();
            simulation.after(Duration.ofSeconds(1), node::stop);
            simulation.run(Duration.ofSeconds(100));
            assertThat(simulation.unmodelled()).isEmpty();
        }
        return lines;
    }

    @Test
    void aStoppedNodeDoesWhatItsProgramWantsOnSigterm() {
        assertThat(stopped("nothing")).containsExactly("hook", "status 143");
        assertThat(stopped("handles")).containsExactly("SIGTERM handler of 15", "lives", "hook", "status 0");
        assertThat(stopped("ignores")).containsExactly("lives", "hook", "status 0");
        assertThat(stopped("dies")).containsExactly("status 143");
        assertThat(stopped("chains")).containsExactly("first", "hook", "status 143");
    }

    /** Sends itself signals. */
    static final class Raises {
        private Raises() {}

        public static void main(String[] arguments) throws Exception {
            for (String name : List.of("USR2", "SEGV")) {
                Signal signal = new Signal(name);
                try {
                    Signal.raise(signal);
                } catch (IllegalArgumentException e) {
                    System.out.println(e.getMessage());
                }
                try {
                    System.out.println(Signal.handle(signal, raised -> System.out.println("raised " + raised)));
                    Signal.raise(signal);
                } catch (IllegalArgumentException e) {
                    System.out.println(e.getMessage());
                }
                Thread.sleep(10);
            }
            Signal.raise(new Signal("INT"));
            Thread.sleep(10);
            System.out.println("never");
        }
    }

    @Test
    void aProcessRaisesWhatItHasAHandlerFor() {
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(Raises.class.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));
        assertThat(outcome.lines())
                .containsExactly(
                        "Unhandled signal: SIGUSR2",
                        "SIG_DFL",
                        "raised SIGUSR2",
                        "Unhandled signal: SIGSEGV",
                        "Signal already used by VM or OS: SIGSEGV");
        assertThat(outcome.dataOf("NodeExited")).containsEntry("status", 130);
    }
}
