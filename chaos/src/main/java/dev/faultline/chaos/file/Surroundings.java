package dev.faultline.chaos.file;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.scenario.Scenario;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What is known, when a scenario is read, of where it will be played.
 *
 * @param nodes that faults may touch; none where that is not known yet
 * @param others that are there beside them: events and messages may be theirs
 * @param suits looks at each fault, as it is written and as it may become; throws {@link IllegalArgumentException} if it does
 *     not suit, best {@link FaultTemplate#wrong}, which knows the place
 */
public record Surroundings(List<String> nodes, List<String> others, BiConsumer<FaultTemplate, Fault> suits) {
    /** Nothing is known. */
    public static final Surroundings UNKNOWN = of(List.of());

    /** Copies the lists. */
    public Surroundings {
        nodes = List.copyOf(nodes);
        others = List.copyOf(others);
    }

    /** Returns that these are all nodes, beside that of clients, and suit all faults. */
    public static Surroundings of(List<String> nodes) {
        return new Surroundings(nodes, List.of(Scenario.CLIENT_NODE), (template, fault) -> {});
    }

    /** Returns the same nodes, with another look at each fault. */
    public Surroundings with(BiConsumer<FaultTemplate, Fault> other) {
        return new Surroundings(nodes, others, other);
    }

    void check(FaultTemplate template, Fault fault) {
        suits.accept(template, fault);
    }
}
