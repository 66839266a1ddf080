package dev.faultline.sim;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A run with a single node, whose program prints what there is to see. */
final class OneNode {
    private static final Duration TIME_MAX = Duration.ofDays(30);

    private OneNode() {}

    /** What came of it. */
    record Outcome(
            List<String> lines,
            List<Event> events,
            Ending ending,
            long fingerprint,
            long nowNanos,
            List<String> unmodelled) {
        /** Returns the data of the only event of this name. */
        Map<String, Object> dataOf(String event) {
            List<Event> found =
                    events.stream().filter(each -> each.name().equals(event)).toList();
            if (found.size() != 1) {
                throw new AssertionError("there are " + found.size() + " events " + event + " in " + events);
            }
            return found.getFirst().data();
        }
    }

    /** Returns the folder of the tests' own classes, for programs that a node is to load itself. */
    static Path testClasses() {
        try {
            return Path.of(OneNode.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what the program prints. */
    static List<String> print(Program.Body body) {
        return run(1, body).lines();
    }

    static Outcome run(long seed, Program.Body body) {
        return run(SimulationOptions.withSeed(seed), Program.code(body), spec -> spec);
    }

    static Outcome run(SimulationOptions options, Program program, UnaryOperator<NodeSpec> with) {
        List<String> lines = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        try (Simulation simulation = Simulation.create(options)) {
            simulation.onOutput((node, line) -> lines.add(line));
            simulation.observe(events::add);
            simulation.add(with.apply(NodeSpec.of("node", program))).start();
            Ending ending = simulation.run(TIME_MAX);
            return new Outcome(
                    lines, events, ending, simulation.fingerprint(), simulation.nowNanos(), simulation.unmodelled());
        }
    }
}
