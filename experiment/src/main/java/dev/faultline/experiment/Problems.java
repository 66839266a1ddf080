package dev.faultline.experiment;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/** Gathers what is wrong with a file, so that all of it is told at once, in the order of the file. */
final class Problems {
    /** A place in a file: line and column from 1, and the key with those it is nested in. */
    record Place(int line, int column, String key) {
        static Place of(@Nullable TomlPosition position, String key) {
            return position == null ? new Place(1, 1, key) : new Place(position.line(), position.column(), key);
        }
    }

    private record Problem(Place place, String text) {}

    private static final Place OUTSIDE = new Place(0, 0, "");

    private final String source;
    /** A set, because what is wrong with a template is found anew for each node. */
    private final Set<Problem> problems = new LinkedHashSet<>();

    Problems(String source) {
        this.source = source;
    }

    void add(Place place, String message) {
        String key = place.key().isEmpty() ? "" : place.key() + ": ";
        problems.add(new Problem(place, source + ":" + place.line() + ":" + place.column() + ": " + key + message));
    }

    /** Adds something that is wrong with what came from outside of the file. */
    void addOutside(String message) {
        problems.add(new Problem(OUTSIDE, message));
    }

    /** Throws if anything is wrong, with a line for each problem. */
    void check() {
        if (problems.isEmpty()) {
            return;
        }
        List<String> lines = problems.stream()
                .sorted(Comparator.comparingInt(
                                (Problem problem) -> problem.place().line())
                        .thenComparingInt(problem -> problem.place().column()))
                .map(Problem::text)
                .toList();
        throw new ExperimentException(String.join("\n", lines));
    }
}
