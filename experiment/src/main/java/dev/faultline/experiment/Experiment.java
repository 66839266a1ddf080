package dev.faultline.experiment;

import dev.faultline.chaos.Suitability;
import dev.faultline.chaos.file.Surroundings;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.journal.PathName;
import dev.faultline.workload.ClientContext;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A description of everything that makes a run, but the seed. All options are filled in and all values checked.
 *
 * <p>Made by {@link Experiments} from a file in TOML. Immutable; may be shared by threads.
 *
 * @param name what it is called
 * @param description one line for people, may be empty
 * @param source where the description came from: a path, or {@code builtin:NAME}
 * @param text the file as it was read, so that a run can keep a copy
 * @param options what may be set from outside, in the order of the file
 * @param system the nodes under test
 * @param setups what they are with other values of the options
 * @param network how far they are from each other
 * @param client what talks to the system
 * @param workload what the clients ask
 * @param faults what breaks meanwhile
 * @param check how the history is judged
 * @param limits where a run that does not end is ended
 */
public record Experiment(
        String name,
        String description,
        String source,
        String text,
        Map<String, Option> options,
        SystemSpec system,
        Setups setups,
        NetworkSpec network,
        ClientSpec client,
        WorkloadSpec workload,
        FaultPlanSpec faults,
        CheckSpec check,
        LimitSpec limits) {
    /**
     * Something that may be set from outside.
     *
     * @param value what it is in this experiment
     * @param defaultValue what it is unless set
     * @param doc one line for people, may be empty
     */
    public record Option(String value, String defaultValue, String doc) {}

    /**
     * Copies what it is given; options keep their order.
     *
     * @throws IllegalArgumentException if the name may not be a part of the name of a folder
     */
    public Experiment {
        PathName.require(name);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Returns this experiment with other requests and other faults; its text stays that of the file. */
    public Experiment with(WorkloadSpec otherWorkload, FaultPlanSpec otherFaults) {
        return new Experiment(
                name,
                description,
                source,
                text,
                options,
                system,
                setups,
                network,
                client,
                otherWorkload,
                otherFaults,
                check,
                limits);
    }

    /**
     * Makes sure that runs can be stopped at their first violation: a line that no node may print, an invariant that does
     * not hold, or a history that is not linearizable.
     *
     * @throws ExperimentException if there is no client, or the history is not checked for linearizability: whether a log
     *     has lost a record shows only when everybody has read to its end
     */
    public void requireWatchable() {
        if (!check.neverPrinted().isEmpty() || !check.invariants().invariants().isEmpty()) {
            return;
        }
        if (!client.isThere()) {
            throw new ExperimentException(
                    name + " has no client, so that no run can be stopped at its first violation");
        }
        if (RunJudge.model(check).isEmpty()) {
            throw new ExperimentException("runs of " + name + " cannot be stopped at their first violation: that is for"
                    + " checks of linearizability, of the models register and cas-register, and its model is "
                    + check.model());
        }
    }

    /** Returns when all faults are undone, from the start of a run: with the end of the workload. */
    public Duration faultsEnd() {
        return WorkloadSpec.CLIENTS_START.plus(workload.duration());
    }

    /** Returns what a schedule for the experiment must suit: its nodes, and what they can be upgraded to. */
    public Surroundings surroundings() {
        return setups.surroundings();
    }

    /** Returns what breaks when, where the experiment, or who asked for the run, says that; else it is drawn. */
    Optional<Scenario> scenario() {
        Surroundings nodes = surroundings().with(Suitability.ANY);
        return faults.schedule().map(schedule -> schedule.scenario(nodes));
    }

    /** Returns the options with their values, in the order of the file. */
    public Map<String, String> optionValues() {
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach((option, state) -> values.put(option, state.value()));
        return Collections.unmodifiableMap(values);
    }

    /**
     * Returns what {@link ClientContext#options} holds: the options of the experiment, {@link
     * ClientContext#OPERATION_TIMEOUT_MILLIS}, and over these the settings of the client.
     */
    public Map<String, String> clientOptions() {
        Map<String, String> values = new LinkedHashMap<>(optionValues());
        values.put(
                ClientContext.OPERATION_TIMEOUT_MILLIS,
                Long.toString(workload.operationTimeout().toMillis()));
        values.putAll(client.settings());
        return Collections.unmodifiableMap(values);
    }
}
