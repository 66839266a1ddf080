package dev.faultline.experiment;

import dev.faultline.experiment.probe.StateProbe;
import dev.faultline.invariant.Invariant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold of a system while it runs.
 *
 * @param invariants each with its name, in the order of the file
 * @param groups lists of objects, by the names of the groups
 * @param probes what is read of the state of nodes
 */
public record InvariantSpec(List<Invariant> invariants, Map<String, List<String>> groups, List<StateProbe> probes) {
    /** Nothing. */
    static final InvariantSpec NONE = new InvariantSpec(List.of(), Map.of(), List.of());

    /** Copies what it is given. */
    public InvariantSpec {
        invariants = List.copyOf(invariants);
        probes = List.copyOf(probes);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }
}
