package dev.faultline.chaos.scenario;

import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.FaultTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays scenarios for 30 s among five nodes that only take note of what is done to them. */
final class Stage {
    static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    static final Map<String, List<String>> GROUPS = Map.of("west", List.of("n1", "n2"));

    private final ScriptedInjector injector = new ScriptedInjector("n1", "n2", "n3", "n4", "n5", "client");
    private List<FaultReport> reports = List.of();

    ScriptedInjector injector() {
        return injector;
    }

    Nemesis play(long seed, Step... steps) {
        Nemesis nemesis = Nemesis.install(injector, new Scenario(List.of(steps), GROUPS), NODES, seed);
        injector.run(Duration.ofSeconds(30));
        nemesis.healAll();
        reports = nemesis.reports();
        injector.log().removeLast(); // restored
        return nemesis;
    }

    /** Returns what became of the faults that were played last. */
    List<FaultReport> reports() {
        return reports;
    }

    static Step at(String time, Step step) {
        return new Step.Sequence(List.of(new Step.Wait(new Moment.At(new Span(time))), step));
    }

    static Step on(Moment moment, Step step) {
        return new Step.Sequence(List.of(new Step.Wait(moment), step));
    }

    static Step fault(String line) {
        return named("", line);
    }

    static Step named(String name, String line) {
        return new Step.Break(name, FaultTemplate.parse(line));
    }

    /** Returns that one node is struck after the other, at an interval or, if that is empty, when the one before is over. */
    static Step rolling(String line, String every) {
        return new Step.Rolling(
                FaultTemplate.parse(line), every.isEmpty() ? Optional.empty() : Optional.of(new Span(every)));
    }
}
