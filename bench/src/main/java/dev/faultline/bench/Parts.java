package dev.faultline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The parts of a bench, by their names, each of which measures some rows. */
final class Parts {
    /** Measures, and hands on each row as soon as it is there. */
    interface Measurement {
        void to(Consumer<Row> rows);
    }

    private record Part(String name, Measurement measurement) {}

    private final List<Part> parts = new ArrayList<>();

    Parts with(String name, Measurement measurement) {
        parts.add(new Part(name, measurement));
        return this;
    }

    Parts addAll(Parts others) {
        parts.addAll(others.parts);
        return this;
    }

    List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * Measures those that are asked for, in the order that they are in.
     *
     * @param only names; empty for all
     * @throws IllegalArgumentException if there is no part of such a name
     */
    void measure(List<String> only, Consumer<String> progress, Consumer<Row> rows) {
        require(only, names());
        List<Part> chosen = parts.stream()
                .filter(part -> only.isEmpty() || only.contains(part.name))
                .toList();
        int number = 0;
        for (Part part : chosen) {
            progress.accept("measuring " + part.name + " (" + ++number + " of " + chosen.size() + ") ...");
            part.measurement.to(rows);
        }
    }

    /** Refuses names that there are not. */
    static void require(List<String> only, List<String> names) {
        List<String> unknown =
                only.stream().filter(name -> !names.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("--only " + unknown.getFirst() + ": there are no such rows; there are: "
                    + names.stream().collect(Collectors.joining(", ")));
        }
    }
}
