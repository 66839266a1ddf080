package dev.faultline.chaos.file;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultTemplate;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What is known, when a scenario is read, of where it will be played.
 *
 * @param nodes that faults may touch; none where that is not known yet
 * @param suits looks at each fault, as it is written and as it may become; throws {@link IllegalArgumentException} if it does
 *     not suit, best {@link FaultTemplate#wrong}, which knows the place
 */
public record Surroundings(List<String> nodes, BiConsumer<FaultTemplate, Fault> suits) {
    /** Nothing is known. */
    public static final Surroundings UNKNOWN = of(List.of());

    /** Copies the list. */
    public Surroundings {
        nodes = List.copyOf(nodes);
    }

    /** Returns that the nodes are known, and suit all faults. */
    public static Surroundings of(List<String> nodes) {
        return new Surroundings(nodes, (template, fault) -> {});
    }

    void check(FaultTemplate template, Fault fault) {
        suits.accept(template, fault);
    }
}
