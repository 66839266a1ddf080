package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sim.NodeCode.Effect;
import dev.faultline.sim.NodeCode.Fault;
import dev.faultline.sim.NodeCode.Point;
import dev.faultline.sim.NodeCode.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods of a program throw, wait, return something else, and are points in a run. */
@Tag("agent")
class MethodTest {
    private static final String MEMORY = MethodProgram.class.getName() + "$Memory.";

    private record Outcome(List<String> lines, List<String> events, Seen seen, long fingerprint) {
        /** Returns the line of the part of that name, of the first round. */
        String line(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + " "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Outcome run(int times, Consumer<Node> prepare, Fault fault) {
        List<String> lines = new ArrayList<>();
        List<String> events = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            simulation.observe(event -> {
                if (event.name().equals("MethodStruck")) {
                    events.add(event.data().get("method") + ": " + event.data().get("effect"));
                }
            });
            Node node =
                    simulation.add(NodeSpec.of("n", Program.main(MethodProgram.class.getName(), String.valueOf(times)))
                            .withClassPath(List.of(OneNode.testClasses())));
            node.code().prepare(fault.methods());
            prepare.accept(node);
            node.start();
            node.code().inject(fault);
            simulation.run(Duration.ofDays(1));
            return new Outcome(lines, events, node.code().heal(fault), simulation.fingerprint());
        }
    }

    private static Outcome run(String methods, Effect effect) {
        return run(1, node -> {}, fault(methods, effect));
    }

    private static Fault fault(String methods, Effect effect) {
        return new Fault(MethodPattern.of(methods), 1, 1, Long.MAX_VALUE, effect);
    }

    private static Effect thrown(String type) {
        return new Effect.Throw(type, "said");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write | java.io.IOException: said at write < write",
                "new | java.lang.IllegalStateException: said at <init> < ",
                "flush | dev.faultline.sim.MethodProgram$Wrong: wrong: said at flush < lambda$main$",
                "count | java.lang.AssertionError: said at count < lambda$main$",
                "letter | java.util.concurrent.CancellationException: said at letter < ",
                "half | java.nio.channels.ClosedChannelException at half < ",
                "lambda | java.lang.RuntimeException: said at lambda$lambda$0 < lambda",
                "name | java.lang.RuntimeException: said at name < "
            })
    void aMethodThrows(String part, String line) {
        String method = switch (part) {
            case "new" -> MEMORY + "<init>";
            case "lambda" -> MEMORY + "lambda$lambda$0";
            case "name" -> "**.MethodProgram$Store.name()";
            default -> MEMORY + part;
        };
        Outcome outcome = run(method, thrown(line.replaceAll("(: said|: wrong| at ).*", "")));
        if (part.equals("new")) {
            assertThat(outcome.lines()).hasSize(4).first().asString().startsWith("new threw " + line);
        } else {
            assertThat(outcome.line(part)).startsWith(part + " threw " + line).doesNotEndWith("without a line");
            assertThat(outcome.lines()).hasSize(13 - (part.equals("flush") ? 0 : -1));
        }
        assertThat(outcome.seen().struck()).isPositive();
        assertThat(outcome.events()).hasSize((int) outcome.seen().struck());
    }

    @Test
    void anInitialiserThatThrowsMakesItsClassUnusable() {
        Outcome outcome = run(2, node -> {}, fault("**.MethodProgram$Late.<clinit>", thrown("java.lang.Error")));
        assertThat(outcome.lines().stream().filter(line -> line.startsWith("late")))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("late threw java.lang.Error: said at <clinit>"),
                        second -> assertThat(second).startsWith("late threw java.lang.NoClassDefFoundError"));
        assertThat(outcome.seen())
                .isEqualTo(new Seen(List.of(MethodProgram.class.getName() + "$Late.<clinit>()"), 1, 1, 1, List.of()));
    }

    @Test
    void aDelayTakesItsTimeWithTheMonitor() {
        Outcome outcome = run(MEMORY + "write(String,int)", new Effect.Delay(new Distribution.Constant(250_000_000)));
        assertThat(outcome.line("write")).isEqualTo("write = 8 after 250 ms");
        assertThat(outcome.seen().methods()).containsExactly(MEMORY + "write(String,int)");
        assertThat(outcome.events()).containsExactly(MEMORY + "write(String,int): delayed by 250000000 ns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "write | 12345678901 | 12345678901",
                "flush | void | done",
                "count | -5 | -5",
                "isFull | true | true",
                "last | empty | Optional.empty",
                "last | null | null",
                "level | HIGH | HIGH",
                "sizes | empty | [0]",
                "letter | 98 | b",
                "half | 0.25 | 0.25",
                "name | \"my store\" | my store"
            })
    void aMethodReturnsSomethingElse(String part, String value, String shown) {
        String type = part.equals("name") ? "Store." : "Memory.";
        Outcome outcome = run(MethodProgram.class.getName() + "$" + type + part, new Effect.Return(value));
        assertThat(outcome.line(part)).isEqualTo(part + " = " + shown);
        assertThat(outcome.lines()).doesNotContain(part.equals("flush") ? "flushed" : "never");
        assertThat(outcome.seen().struck()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"count, true", "isFull, 1", "flush, null", "letter, 70000", "level, MIDDLE", "last, 5", "write, 1e30"})
    void whatAMethodCannotReturnIsToldAndNotReturned(String part, String value) {
        Outcome outcome = run(MEMORY + part, new Effect.Return(value));
        assertThat(outcome.seen().struck()).isZero();
        assertThat(outcome.seen().calls()).isEqualTo(1);
        assertThat(outcome.seen().refusals()).singleElement().asString().contains("cannot return " + value);
        assertThat(outcome.lines())
                .isEqualTo(run(MEMORY + part, new Effect.Return("never")).lines());
    }

    @ParameterizedTest
    @CsvSource({
        "org.example.Missing, there is no class org.example.Missing",
        "java.lang.String, java.lang.String cannot be thrown",
        "java.lang.VirtualMachineError, java.lang.VirtualMachineError is abstract"
    })
    void whatCannotBeThrownIsTold(String type, String why) {
        Outcome outcome = run(MEMORY + "flush", thrown(type));
        assertThat(outcome.seen().refusals()).containsExactly(why);
        assertThat(outcome.line("flush")).isEqualTo("flush = done");
    }

    @Test
    void callsAreStruckByChanceAndNotMoreOftenThanAsked() {
        Effect effect = new Effect.Return("true");
        Seen byChance = run(
                        1_000,
                        node -> {},
                        new Fault(MethodPattern.of(MEMORY + "isFull"), 1, 0.2, Long.MAX_VALUE, effect))
                .seen();
        assertThat(byChance.calls()).isEqualTo(1_000);
        assertThat(byChance.struck()).isBetween(167L, 233L); // the 99 % band of the binomial distribution
        Seen twice = run(1_000, node -> {}, new Fault(MethodPattern.of(MEMORY + "isFull"), 1, 1, 2, effect))
                .seen();
        assertThat(twice.struck()).isEqualTo(2);
    }

    @Test
    void someMethodsAreChosenForAWholeRun() {
        Effect effect = new Effect.Delay(new Distribution.Constant(1_000_000));
        Outcome outcome =
                run(100, node -> {}, new Fault(MethodPattern.of(MEMORY + "*"), 0.5, 1, Long.MAX_VALUE, effect));
        Map<String, Long> struck = outcome.events().stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        event -> event.substring(0, event.indexOf(':')), java.util.stream.Collectors.counting()));
        assertThat(outcome.seen().methods()).hasSize(10);
        assertThat(outcome.seen().points()).isEqualTo(struck.size()).isBetween(1, 9);
        assertThat(struck.values()).allMatch(calls -> calls == 100);
    }

    @Test
    void aProbeAtWhichNothingHappensChangesNothing() {
        Fault nowhere = fault("no.Where.at", thrown("java.lang.Error"));
        Outcome without = run(3, node -> {}, nowhere);
        Outcome with = run(3, node -> node.code().prepare(MethodPattern.of("**.*")), nowhere);
        assertThat(with).isEqualTo(without);
    }

    @Test
    void aRunIsTheSameAgain() {
        Fault fault = new Fault(
                MethodPattern.of("**.MethodProgram$*.*"), 0.7, 0.3, Long.MAX_VALUE, thrown("java.io.IOException"));
        assertThat(run(20, node -> {}, fault)).isEqualTo(run(20, node -> {}, fault));
    }

    @Test
    void anActionIsCarriedOutWhereAMethodBeginsOrEnds() {
        Fault none = fault("no.Where.at", thrown("java.lang.Error"));
        for (Point.Moment moment : Point.Moment.values()) {
            Point point = new Point(MethodPattern.of(MEMORY + "flush"), moment, 2);
            List<String> at = new ArrayList<>();
            List<String> lines = run(
                            3,
                            node -> {
                                node.code().prepare(point.methods());
                                node.code().at(point, method -> {
                                    at.add(method);
                                    node.kill();
                                });
                            },
                            none)
                    .lines();
            assertThat(at).containsExactly(MEMORY + "flush()");
            assertThat(lines.stream().filter("flushed"::equals)).hasSize(moment == Point.Moment.BEFORE ? 1 : 2);
            assertThat(lines.stream().filter("flush = done"::equals)).hasSize(1);
        }
    }

    @Test
    void whatElseThereIsCanBeAsked() {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(NodeSpec.of("n", Program.main(MethodProgram.class.getName(), "1"))
                    .withClassPath(List.of(OneNode.testClasses())));
            MethodPattern method = MethodPattern.of("**.MethodProgram$Store.wriet");
            MethodPattern type = MethodPattern.of("**.MethodProgramme.*");
            MethodPattern asAbstract = MethodPattern.of("**.MethodProgram$Store.write");
            Stream.of(method, type, asAbstract).forEach(node.code()::prepare);
            node.start();
            assertThatThrownBy(() -> node.code().prepare(MethodPattern.of("a.b")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("node n runs");
            assertThatThrownBy(() -> node.code().inject(fault("a.b", thrown("x"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a.b of n were not prepared");
            simulation.run(Duration.ofSeconds(1));
            assertThat(node.code().others(method)).contains(MethodProgram.class.getName() + "$Store.name()");
            assertThat(node.code().others(asAbstract))
                    .contains(MethodProgram.class.getName()
                            + "$Store.write(Object,int), which is abstract; name the methods that implement it");
            assertThat(node.code().methods(MethodPattern.of(MEMORY + "flush"))).containsExactly(MEMORY + "flush()");
            assertThat(node.code().others(type)).contains(MethodProgram.class.getName());
        }
    }
}
