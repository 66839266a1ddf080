package dev.faultline.experiment;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.ProcessFault;
import dev.faultline.chaos.Suitability;
import dev.faultline.chaos.file.Surroundings;
import dev.faultline.experiment.SystemSpec.SystemNode;
import dev.faultline.journal.Spelling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The system of an experiment with other values of its options: what its nodes can be upgraded to. It is read from the same
 * file, so that another version is a matter of a word.
 */
final class Setups implements Suitability {
    private final Map<String, String> values;
    private final SystemSpec system;
    private final List<String> clients;
    private final List<String> others;
    private final Function<Map<String, String>, SystemSpec> reader;

    /**
     * Makes them.
     *
     * @param values of the options of the experiment
     * @param system that these values make
     * @param clients the nodes of the clients
     * @param others the nodes beside it
     * @param reader returns what the system is where options have other values; throws {@link ExperimentException} if that makes
     *     none
     */
    Setups(
            Map<String, String> values,
            SystemSpec system,
            List<String> clients,
            List<String> others,
            Function<Map<String, String>, SystemSpec> reader) {
        this.values = Map.copyOf(values);
        this.system = system;
        this.clients = List.copyOf(clients);
        this.others = List.copyOf(others);
        this.reader = reader;
    }

    SystemSpec system() {
        return system;
    }

    /** Returns the surroundings of a schedule that is for the system. */
    Surroundings surroundings() {
        return Surroundings.of(system.nodeNames(), clients, others, this);
    }

    /** Makes sure that an upgrade is to something that the nodes can be, and that its options are about them. */
    @Override
    public void require(FaultTemplate template, Fault fault) {
        if (fault instanceof ProcessFault.Upgrade upgrade) {
            problem(upgrade).ifPresent(problem -> {
                throw template.wrong("to", problem);
            });
        }
    }

    private Optional<String> problem(ProcessFault.Upgrade upgrade) {
        Map<String, String> to = upgrade.to();
        for (String name : to.keySet()) {
            if (!values.containsKey(name)) {
                return Optional.of("unknown option '" + name + "'; "
                        + (values.isEmpty()
                                ? "the experiment has none; write one in [options], and ${NAME} where it counts"
                                : Spelling.hint(
                                        name,
                                        "options",
                                        values.keySet().stream().sorted().toList())));
            }
        }
        SystemSpec other;
        try {
            other = with(to);
        } catch (ExperimentException e) {
            return Optional.of("it cannot be " + upgrade.settings() + ": "
                    + String.valueOf(e.getMessage()).replace("\n", "; "));
        }
        if (!other.nodeNames().equals(system.nodeNames())) {
            return Optional.of("an upgrade keeps the nodes; with " + upgrade.settings() + " they are "
                    + String.join(", ", other.nodeNames()));
        }
        boolean same = to.entrySet().stream().allMatch(each -> each.getValue().equals(values.get(each.getKey())));
        return !same && isSame(other)
                ? Optional.of("with " + upgrade.settings() + " nothing about the nodes is other than before")
                : Optional.empty();
    }

    /** What a disk is like stays as it is, so that it makes no difference. */
    private boolean isSame(SystemSpec other) {
        return other.artifacts().equals(system.artifacts())
                && other.classPath().equals(system.classPath())
                && comparable(other).equals(comparable(system));
    }

    private List<SystemNode> comparable(SystemSpec of) {
        return of.nodes().stream()
                .map(node -> new SystemNode(
                        node.name(),
                        node.number(),
                        node.main(),
                        node.arguments(),
                        node.properties(),
                        node.environment(),
                        node.files(),
                        node.processors(),
                        system.nodes().getFirst().disk()))
                .toList();
    }

    /**
     * Returns the system where these options have other values.
     *
     * @throws ExperimentException if that makes no system
     */
    SystemSpec with(Map<String, String> to) {
        return reader.apply(to);
    }

    /** What other values make follows from the file, which an experiment has beside this. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Setups setups && values.equals(setups.values) && system.equals(setups.system);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
