package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.faultline.sim.NodeLimits.Heap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a program's code allocates is counted, and refused beyond a limit. */
@Tag("agent")
class AllocationTest {
    private static final Duration EVER = Duration.ofDays(36_500);

    private record Outcome(List<String> lines, List<Event> events, NodeLimits.HeapUse use, long fingerprint) {}

    private static NodeSpec node(String name, String what) {
        return NodeSpec.of(name, Program.main(AllocationProgram.class.getName(), what))
                .withClassPath(List.of(OneNode.testClasses()));
    }

    private static Outcome run(String what, Heap heap) {
        List<String> lines = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            simulation.observe(events::add);
            Node node = simulation.add(node("n", what));
            node.code().prepareAllocations();
            node.setLimits(NodeLimits.NONE.withHeap(heap));
            node.start();
            simulation.run(Duration.ofMinutes(1));
            return new Outcome(lines, events, node.use().heap(), simulation.fingerprint());
        }
    }

    @Test
    void everythingThatItsCodeMakesCountsWithItsSize() {
        assertThat(run("sizes", new Heap(1 << 30, EVER)).lines())
                .containsExactly(
                        "nothing 0",
                        "no bytes 16",
                        "a byte 24",
                        "longs 40",
                        "objects 32",
                        "initialised 32",
                        "grid 88",
                        "rows 88",
                        "cube 232",
                        "negative 0 -1",
                        "negative inside 0 -1",
                        "object 16",
                        "point 32",
                        "marked 32",
                        "list 24",
                        "clone 56",
                        "clone of words 56",
                        "copy 96",
                        "copy of words 40",
                        "range 32",
                        "buffer 120",
                        "direct buffer 120",
                        "by reference 120",
                        "conditional 24",
                        "text 0",
                        "box 0",
                        "byte[]",
                        "remote 1000",
                        "initialiser 0");
    }

    @Test
    void theJvmTellsTheLimitAndWhatIsInUse() {
        assertThat(run("ask", new Heap(5_000, EVER)).lines())
                .containsExactly("5000 5000 5000, 5000 5000 0", "5000 5000 4000, 5000 5000 1000");
        assertThat(run("ask", Heap.UNLIMITED).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith((1 << 30) + " " + (1 << 30) + " " + (1 << 29) + ", "));
    }

    @Test
    void aLeakEndsWhereTheLimitIsAndTheProgramGoesOn() {
        for (int blocks : new int[] {0, 1, 100, 5_000}) {
            Outcome outcome = run("leak", new Heap(blocks * 1_000L + 999, EVER));
            assertThat(outcome.lines())
                    .containsExactly("kept " + blocks + ", java.lang.OutOfMemoryError: Java heap space at leak");
            assertThat(outcome.use().bytesMax()).isEqualTo(blocks * 1_000L);
            assertThat(outcome.use().refused()).isEqualTo(1);
            assertThat(outcome.use().firstRefused())
                    .matches("1000 bytes at"
                            + " dev.faultline.sim.AllocationProgram.leak\\(AllocationProgram.java:[0-9]+\\)");
            assertThat(outcome.events())
                    .filteredOn(event -> event.name().equals("LimitReached"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.data()).containsEntry("limit", "heap"));
        }
    }

    /** Little's law: 100 blocks a second of 1,000 bytes that live for 0.2 s are 20,000 bytes. */
    @Test
    void whatIsInUseIsTheRateTimesTheLifetime() {
        Outcome enough = run("churn", new Heap(21_000, Duration.ofMillis(200)));
        assertThat(enough.lines()).hasSize(10).containsOnly("made 100");
        assertThat(enough.use().bytesMax()).isBetween(20_000L, 21_000L);
        assertThat(enough.use().allocations()).isEqualTo(1_000);

        Outcome half = run("churn", new Heap(10_000, Duration.ofMillis(200)));
        assertThat(half.use().bytesMax()).isEqualTo(10_000);
        long made = half.lines().stream()
                .mapToLong(line -> Long.parseLong(line.substring("made ".length())))
                .sum();
        assertThat(made).isBetween(480L, 510L);
        assertThat(half.use().refused()).isEqualTo(1_000 - made);
    }

    @Test
    void aThreadThatHandlesNoErrorEndsAndTheOthersGoOn() {
        Outcome outcome = run("die", new Heap(1_000_000, EVER));
        assertThat(outcome.lines()).contains("alive with 100");
        assertThat(outcome.events())
                .filteredOn(event -> event.name().equals("UncaughtException"))
                .extracting(event -> event.data().get("exception"))
                .containsExactly(
                        "java.lang.OutOfMemoryError: Java heap space", "java.lang.OutOfMemoryError: Java heap space");
        assertThat(outcome.events())
                .filteredOn(event -> event.name().equals("NodeExited"))
                .singleElement()
                .satisfies(event -> assertThat(event.data()).containsEntry("status", 1));
        assertThat(outcome.use().refused()).isEqualTo(2);
    }

    @Test
    void anotherNodeAndTheNextProcessHaveAllTheirRoom() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(node.name() + " " + line.replaceAll(",.*", "")));
            for (String name : List.of("small", "large")) {
                simulation.add(node(name, "leak")).code().prepareAllocations();
            }
            Node small = simulation.node("small");
            small.setLimits(NodeLimits.NONE.withHeap(new Heap(3_000, EVER)));
            Node large = simulation.node("large");
            large.setLimits(NodeLimits.NONE.withHeap(new Heap(7_000, EVER)));
            simulation.nodes().forEach(Node::start);
            simulation.run(Duration.ofSeconds(1));
            small.start();
            simulation.run(Duration.ofSeconds(1));
            small.setLimits(small.limits().withOpenFiles(100));
            assertThat(small.use().heap().bytes())
                    .as("another limit changes nothing")
                    .isEqualTo(3_000);
            small.setLimits(NodeLimits.NONE);
            assertThat(small.use().heap()).isEqualTo(NodeLimits.HeapUse.NONE);
        }
        assertThat(lines).containsExactlyInAnyOrder("small kept 3", "large kept 7", "small kept 3");
    }

    @Test
    void probesWithoutALimitChangeNothing() {
        List<List<Object>> outcomes = new ArrayList<>();
        for (boolean prepared : new boolean[] {false, true}) {
            List<Object> seen = new ArrayList<>();
            SimulationOptions options = SimulationOptions.withSeed(7).withPreemption(new Preemption(0.1, 0.3, 0.3));
            try (Simulation simulation = Simulation.create(options)) {
                simulation.onOutput((node, line) -> seen.add(line));
                for (NodeSpec spec : List.of(
                        node("sizes", "sizes"),
                        node("churn", "churn"),
                        NodeSpec.of("methods", Program.main(MethodProgram.class.getName(), "50"))
                                .withClassPath(List.of(OneNode.testClasses())))) {
                    Node node = simulation.add(spec);
                    if (prepared) {
                        node.code().prepareAllocations();
                    }
                    node.start();
                }
                simulation.run(Duration.ofMinutes(1));
                seen.add(simulation.turns());
                seen.add(simulation.fingerprint());
            }
            outcomes.add(seen);
        }
        assertThat(outcomes.getFirst()).hasSizeGreaterThan(100).isEqualTo(outcomes.getLast());
    }

    @Test
    void aRunIsTheSameAgain() {
        Heap heap = new Heap(10_000, Duration.ofMillis(300));
        assertThat(run("churn", heap)).isEqualTo(run("churn", heap));
    }

    @Test
    void aLimitIsPreparedBeforeTheNodeStarts() {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(node("n", "churn"));
            node.start();
            simulation.run(Duration.ofSeconds(1));
            assertThatIllegalStateException()
                    .isThrownBy(() -> node.code().prepareAllocations())
                    .withMessageContaining("node n runs");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> node.setLimits(NodeLimits.NONE.withHeap(new Heap(1, EVER))))
                    .withMessageContaining("was not prepared before the node started");
        }
    }
}
