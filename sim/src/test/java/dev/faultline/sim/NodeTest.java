package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node is a machine of its own; its processes come and go, and share nothing. */
@Tag("agent")
class NodeTest {
    private final List<String> lines = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = Simulation.create(SimulationOptions.withSeed(1));
        simulation.onOutput((node, line) -> lines.add(node + ": " + line));
        simulation.observe(events::add);
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    private Node node(String name, Program.Body body) {
        return simulation.add(NodeSpec.of(name, Program.code(body)));
    }

    private Node program(String name, Class<?> main, String... arguments) {
        return simulation.add(NodeSpec.of(name, Program.main(main.getName(), arguments))
                .withClassPath(List.of(OneNode.testClasses())));
    }

    private void run(Duration time) {
        var _ = simulation.run(time);
    }

    @Test
    void everyStartHasStaticsOfItsOwn() {
        Node a = program("a", NodePrograms.Statics.class, "x", "y");
        Node b = program("b", NodePrograms.Statics.class);
        for (int i = 0; i < 2; i++) {
            a.start();
            b.start();
            run(Duration.ofSeconds(1));
        }
        assertThat(lines).hasSize(4).containsOnly("a: [x, y] 1", "b: [] 1");
    }

    @Test
    void killedProcessesAreGarbage() {
        Node node = program("node", NodePrograms.Hog.class);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            node.start();
            loaders.add(new WeakReference<>(node.classLoader()));
            run(Duration.ofSeconds(1));
            assertThat(node.kill()).isEqualTo(11);
        }
        for (int i = 0; i < 4; i++) {
            System.gc(); // compiled code that a dead thread stood in keeps its classes for a collection or two
        }
        // The VM may still know the last ones by what it has not overwritten yet.
        assertThat(loaders.stream().filter(loader -> loader.get() != null).count())
                .isLessThanOrEqualTo(2);
    }

    @Test
    void propertiesEnvironmentAndBeansAreOfTheProcess() {
        System.setProperty("faultline.ofHost", "seen");
        for (String name : List.of("a", "b")) {
            Node node = simulation.add(NodeSpec.of(name, Program.main(NodePrograms.Globals.class.getName()))
                    .withClassPath(List.of(OneNode.testClasses()))
                    .withProperty("own", name)
                    .withVariable("OWN", name.toUpperCase(java.util.Locale.ROOT)));
            for (int i = 0; i < 2; i++) {
                lines.clear();
                node.start();
                run(Duration.ofSeconds(1));
                assertThat(lines)
                        .containsExactly(
                                name + ": own property " + name + ", written null, of the host null",
                                name + ": variable " + name.toUpperCase(java.util.Locale.ROOT) + " of 1, PATH null",
                                name + ": registered before false",
                                name + ": count 5");
            }
        }
        assertThat(System.getProperty("written")).isNull();
    }

    @Test
    void outputIsKeptApartLineByLine() {
        for (String name : List.of("a", "b")) {
            node(name, () -> {
                        for (int i = 0; i < 3; i++) {
                            System.out.print(name);
                            Thread.sleep(10);
                            System.err.println(i);
                        }
                        System.out.print("no line end");
                    })
                    .start();
        }
        run(Duration.ofSeconds(1));
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "a: a0", "a: a1", "a: a2", "a: no line end", "b: b0", "b: b1", "b: b2", "b: no line end");
    }

    @Test
    void killRunsNoFinallyAndNoHook() {
        Node node = node("node", () -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
            new Thread(() -> {
                        synchronized (NodeTest.class) {
                            java.util.concurrent.locks.LockSupport.park();
                        }
                    })
                    .start();
            try {
                Thread.sleep(10_000);
            } finally {
                System.out.println("finally");
            }
        });
        node.start();
        run(Duration.ofSeconds(1));
        assertThat(node.threads()).isEqualTo(2);
        assertThat(node.kill()).isEqualTo(2);
        assertThat(node.kill()).isZero();
        assertThat(node.isRunning()).isFalse();
        run(Duration.ofSeconds(60));
        assertThat(lines).isEmpty();
        assertThat(events.getLast()).satisfies(event -> {
            assertThat(event.name()).isEqualTo("NodeKilled");
            assertThat(event.data()).containsEntry("threads", 2);
        });
    }

    @Test
    void stopRunsHooksAndExitsAsSigtermDoes() {
        Node node = node("node", () -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
            try {
                Thread.sleep(10_000);
            } finally {
                System.out.println("finally");
            }
        });
        node.start();
        run(Duration.ofSeconds(1));
        node.stop();
        run(Duration.ofSeconds(60));
        assertThat(lines).containsExactly("node: hook");
        assertThat(events.getLast().name()).isEqualTo("NodeExited");
        assertThat(events.getLast().data()).containsEntry("status", 143);
    }

    @Test
    void pausedNodeTakesNoTurnWhileTimeGoesOn() {
        Node node = node("node", () -> {
            for (int i = 0; i < 10; i++) {
                Thread.sleep(100);
                System.out.println(System.nanoTime() / 1_000_000 - 3_600_000);
            }
        });
        node.start();
        simulation.after(Duration.ofMillis(250), node::pause);
        simulation.after(Duration.ofMillis(5_000), node::resume);
        run(Duration.ofMillis(4_900));
        assertThat(node.isPaused()).isTrue();
        assertThat(lines).containsExactly("node: 100", "node: 200");
        run(Duration.ofSeconds(60));
        assertThat(node.isPaused()).isFalse();
        assertThat(lines).hasSize(10).startsWith("node: 100", "node: 200", "node: 5000", "node: 5100");
    }

    @Test
    @SuppressWarnings("restricted") // the refusal is what is tested
    void processesAndNativeLibrariesOfTheHostAreRefusedAndSaid() {
        node("node", () -> {
                    try {
                        new ProcessBuilder("/bin/true").start();
                    } catch (IOException e) {
                        System.out.println(e.getMessage());
                    }
                    try {
                        Runtime.getRuntime().exec(new String[] {"/bin/true"});
                    } catch (IOException e) {
                        System.out.println("again");
                    }
                    try {
                        System.loadLibrary("escape");
                    } catch (UnsatisfiedLinkError e) {
                        System.out.println(e.getMessage());
                    }
                    try {
                        System.load("/opt/libescape.so");
                    } catch (UnsatisfiedLinkError e) {
                        System.out.println("again");
                    }
                })
                .start();
        run(Duration.ofSeconds(1));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("/bin/true", "cannot start a process of the host");
        assertThat(lines.get(2)).contains("native library escape is not let into the simulation");
        assertThat(simulation.unmodelled())
                .containsExactly("process /bin/true (2 times)", "native library escape", "native library libescape.so");
        assertThat(events)
                .filteredOn(event -> event.name().equals("Unmodelled"))
                .hasSize(3);
    }

    @Test
    void misuseIsRefused() {
        Node node = node("node", () -> Thread.sleep(1_000));
        assertThatThrownBy(() -> simulation.add(NodeSpec.of("node", Program.code(() -> {}))))
                .hasMessageContaining("'node'");
        assertThatThrownBy(() -> simulation.node("other")).hasMessageContaining("other");
        assertThatThrownBy(() -> NodeSpec.of("a b", Program.code(() -> {}))).hasMessageContaining("'a b'");
        assertThatThrownBy(() -> node.spawn("t", () -> {})).hasMessageContaining("does not run");
        assertThatThrownBy(() -> node.driftClock(-1_000_000)).hasMessageContaining("backwards");
        node.start();
        assertThatThrownBy(node::start).hasMessageContaining("runs already");
    }

    @Test
    void spawnedThreadBelongsToTheProcess() {
        Node node = node("node", () -> Thread.sleep(1_000));
        node.start();
        node.spawn("extra", () -> System.out.println(Thread.currentThread().getName()));
        run(Duration.ofMillis(500));
        assertThat(lines).containsExactly("node: extra");
        assertThat(node.threads()).isEqualTo(1);
    }
}
