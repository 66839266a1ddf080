package dev.faultline.chaos.file;

import java.util.List;
import java.util.Map;

/** What a file holds, whatever its format: tables, lists and values, each with its place. */
sealed interface Tree {
    /** How deep tables and lists may be nested. */
    int DEPTH_MAX = 50;

    /** How many there may be of all of them, aliases followed. */
    int SIZE_MAX = 100_000;

    /** Returns where it stands. */
    Spot spot();

    /** Returns what it is, for people. */
    String is();

    /**
     * A place in a file.
     *
     * @param line from 1
     * @param column from 1
     */
    record Spot(int line, int column) {
        static final Spot START = new Spot(1, 1);
    }

    /** What a value is. */
    enum Scalar {
        TEXT("a text"),
        NUMBER("a number"),
        FLAG("true or false");

        private final String is;

        Scalar(String is) {
            this.is = is;
        }
    }

    /**
     * A value.
     *
     * @param text of it; of a number its plain decimal
     */
    record Value(Spot spot, Scalar type, String text) implements Tree {
        @Override
        public String is() {
            return type.is;
        }
    }

    /** A list. */
    record Items(Spot spot, List<Tree> items) implements Tree {
        @Override
        public String is() {
            return "a list";
        }
    }

    /**
     * A table.
     *
     * @param keys where its keys stand, which have their order
     */
    record Table(Spot spot, Map<String, Spot> keys, Map<String, Tree> values) implements Tree {
        @Override
        public String is() {
            return "a table";
        }
    }
}
