package dev.faultline.chaos.scenario;

import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.Schedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to break in a run, where and when, as data. Immutable.
 *
 * @param steps what is done, all of it from the start; each step waits for its own moment
 * @param groups names of several nodes, for use as {@code @NAME} in faults
 */
public record Scenario(List<Step> steps, Map<String, List<String>> groups) {
    /** The node of an experiment's clients, of which events and messages may be; it is added when faults are installed already. */
    public static final String CLIENT_NODE = "client";

    /** Nothing breaks. */
    public static final Scenario NONE = new Scenario(List.of(), Map.of());

    /** Copies what it is given. */
    public Scenario {
        steps = List.copyOf(steps);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        groups.forEach((name, nodes) -> copy.put(name, List.copyOf(nodes)));
        groups = Collections.unmodifiableMap(copy);
    }

    /** Returns the scenario of faults at fixed times. */
    public static Scenario of(Schedule schedule) {
        List<Step> steps = new ArrayList<>();
        for (Schedule.Entry entry : schedule.entries()) {
            Step fault = new Step.Break("", FaultTemplate.of(entry.fault()));
            steps.add(new Step.Sequence(List.of(
                    new Step.Wait(new Moment.At(Span.of(entry.at()))),
                    entry.optional() ? new Step.Excused(fault) : fault)));
        }
        return new Scenario(steps, Map.of());
    }

    /** Returns every fault that the steps may inject, in the order in which they stand. */
    public List<FaultTemplate> faults() {
        return Steps.faults(new Step.Together(steps));
    }

    /** Returns those faults that hit the node of an event, {@code @trigger}, and follow none, in the order in which they stand. */
    public List<FaultTemplate> astray() {
        List<FaultTemplate> astray = new ArrayList<>();
        steps.forEach(step -> Steps.astray(step, false, astray));
        return astray;
    }

    /**
     * Checks that every fault can be one among these nodes.
     *
     * @throws IllegalArgumentException if one cannot; the message says which and why
     */
    public void validate(List<String> nodes) {
        Trial.of(this, nodes, List.of());
    }
}
