package dev.faultline.experiment;

import dev.faultline.journal.PathName;

/**
 * The name of an artifact: {@code GROUP:NAME:VERSION[:CLASSIFIER]} in a Maven repository, or {@code faultline:MODULE}
 * for a part of Faultline itself.
 */
record Coordinate(String group, String name, String version, String classifier) {
    static final String FORM = "GROUP:NAME:VERSION[:CLASSIFIER] or faultline:MODULE";

    private static final String OWN = "faultline";

    /**
     * Parses a coordinate.
     *
     * @throws ExperimentException if it is none, or names no fixed version
     */
    static Coordinate parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length == 2 && parts[0].equals(OWN) && parts[1].matches("[a-z]+")) {
            return new Coordinate(OWN, parts[1], "", "");
        }
        boolean known = parts.length == 3 || parts.length == 4;
        if (known && parts[2].matches("LATEST|RELEASE|[\\[(].*")) {
            throw new ExperimentException("artifact '" + text + "' must have one fixed version, else runs cannot be"
                    + " repeated; '" + parts[2] + "' may change");
        }
        for (String part : parts) {
            known &= PathName.isOne(part);
        }
        if (!known) {
            throw new ExperimentException("artifact '" + text + "' is not " + FORM);
        }
        return new Coordinate(parts[0], parts[1], parts[2], parts.length == 4 ? parts[3] : "");
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
                : group + ":" + name + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier);
    }
}
