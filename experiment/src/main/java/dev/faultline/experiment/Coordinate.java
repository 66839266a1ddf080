package dev.faultline.experiment;

import dev.faultline.journal.PathName;
import java.util.List;
import java.util.stream.Stream;

/**
 * The name of an artifact: {@code GROUP:NAME:VERSION[:CLASSIFIER]} in a Maven repository, or {@code faultline:MODULE}
 * for a part of Faultline itself.
 *
 * @param without what of its dependencies, at whatever depth, is not wanted, each as {@code GROUP:NAME}; {@code *} stands for any
 */
record Coordinate(String group, String name, String version, String classifier, List<String> without) {
    static final String FORM = "GROUP:NAME:VERSION[:CLASSIFIER] or faultline:MODULE; behind the first may stand"
            + " 'without GROUP:NAME', with commas between several";

    private static final String WITHOUT = " without ";

    private static final String OWN = "faultline";

    /**
     * Parses a coordinate.
     *
     * @throws ExperimentException if it is none, or names no fixed version
     */
    static Coordinate parse(String text) {
        int behind = text.indexOf(WITHOUT);
        List<String> without = behind < 0
                ? List.of()
                : Stream.of(text.substring(behind + WITHOUT.length()).split(",", -1))
                        .map(String::strip)
                        .toList();
        String[] parts = (behind < 0 ? text : text.substring(0, behind)).strip().split(":", -1);
        if (behind < 0 && parts.length == 2 && parts[0].equals(OWN) && parts[1].matches("[a-z]+")) {
            return new Coordinate(OWN, parts[1], "", "", List.of());
        }
        boolean known = parts.length == 3 || parts.length == 4;
        if (known && parts[2].matches("LATEST|RELEASE|[\\[(].*")) {
            throw new ExperimentException("artifact '" + text + "' must have one fixed version, else runs cannot be"
                    + " repeated; '" + parts[2] + "' may change");
        }
        for (String part : parts) {
            known &= PathName.isOne(part);
        }
        known &= without.stream().allMatch(each -> each.matches("[A-Za-z0-9_.*-]+:[A-Za-z0-9_.*-]+"));
        if (!known) {
            throw new ExperimentException("artifact '" + text + "' is not " + FORM);
        }
        return new Coordinate(parts[0], parts[1], parts[2], parts.length == 4 ? parts[3] : "", without);
    }

    /** Whether it is a part of Faultline. */
    boolean own() {
        return version.isEmpty();
    }

    /** Whether what it names may be published anew. */
    boolean changing() {
        return version.endsWith("-SNAPSHOT");
    }

    @Override
    public String toString() {
        return own()
                ? group + ":" + name
                : group + ":" + name + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier)
                        + (without.isEmpty() ? "" : WITHOUT + String.join(",", without));
    }
}
