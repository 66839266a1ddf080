package dev.faultline.workload;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What is asked of a system in a run. Users write their own as a class with a public constructor without parameters, and name it
 * in {@code [workload]}; {@link dev.faultline.workload.ready.Workloads} has ready ones.
 */
public interface Workload {
    /**
     * Makes what decides the requests of one run.
     *
     * @throws IllegalArgumentException if the settings do not suit it
     */
    Generator generator(Setting setting);

    /**
     * Returns the models and invariants that can judge its answers, by the names that {@code faultline check} has for them, the usual one
     * first; empty if any may, and the experiment has to name it.
     */
    default List<String> models() {
        return List.of();
    }

    /** Returns the names of the settings that it looks at, each with a line for people. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** What of an experiment's {@code [workload]} decides something for a workload, beside its settings. */
    enum Knob {
        /** How many keys there are, and how they are chosen. */
        KEYS,
        /** How often clients meet at a key. */
        CONFLICTS,
        /** How long values are. */
        SIZES
    }

    /** Returns what decides something for it; all, unless a workload says otherwise. */
    default Set<Knob> knobs() {
        return EnumSet.allOf(Knob.class);
    }

    /**
     * Returns which functions it asks for by their shares, with the usual ones in percent, which make 100; empty if its order says what
     * comes.
     */
    default Map<String, Integer> shares() {
        return Map.of();
    }

    /**
     * Makes what the clients do together when all faults are over, before {@link #atTheEnd}: such as to take out what is left in a queue.
     * Nothing, unless a workload says so. It has to come to an end where all requests are answered. Called once, by the first client that
     * comes to the end.
     *
     * @param proper what {@link #generator} made for this run, which may have requests of other clients open still
     */
    default Optional<Generator> afterwards(Setting setting, Generator proper) {
        return Optional.empty();
    }

    /**
     * Returns what each client asks once, until it is answered, when all faults are over; nothing, unless a workload says so.
     */
    default List<Request> byEachClient() {
        return List.of();
    }

    /**
     * Returns what is asked through each node, until it is answered, when all faults are over: so that nothing that was lost stays
     * unseen, and nobody is left without service. By the names that people know it under, usually the keys.
     *
     * @param proper what {@link #generator} made for this run
     */
    SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper);
}
