package dev.faultline.experiment.probe;

import dev.faultline.invariant.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of reading a probe. */
public sealed interface Reading {
    /** How many members a value may have. */
    int MEMBERS_MAX = 1_000;

    /**
     * There are values.
     *
     * @param values each by the parts of a name that come behind that of the probe: none for a value of its own, a key or a number
     *     for a member. May be empty, as of an empty map
     */
    record Found(Map<List<String>, Value> values) implements Reading {
        /** Copies the map, and keeps its order. */
        public Found {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** Makes that of one value. */
        Found(Value value) {
            this(Map.of(List.of(), value));
        }
    }

    /**
     * There is none.
     *
     * @param why as a sentence
     */
    record Absent(String why) implements Reading {
        /** Says that two values would have one name, as those of the keys 1 and "1". */
        static Absent twice(List<String> name) {
            return new Absent("two members have the name '" + String.join(".", name) + "'");
        }
    }
}
