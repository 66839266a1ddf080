package dev.faultline.bench.house;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to show of which house.
 *
 * @param classes jars and folders of classes; empty for those of Faultline that this JVM runs from
 * @param sources the folder of their sources; null if file lengths shall come from the class files
 * @param module the one module to show; empty for all
 * @param uses two rooms, to list each use of the second by the first instead; or empty
 * @param json prints an object a line instead of text
 */
public record HouseOptions(List<Path> classes, @Nullable Path sources, String module, List<String> uses, boolean json) {
    /** Copies the lists. */
    public HouseOptions {
        classes = List.copyOf(classes);
        uses = List.copyOf(uses);
        if (uses.size() % 2 != 0 || uses.size() > 2) {
            throw new IllegalArgumentException("--uses takes two rooms, one that uses and one that is used; there are "
                    + uses.size() + ": " + String.join(", ", uses));
        }
    }
}
