package dev.faultline.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the clients asked in the workload proper, counted: for comparison with what was wanted.
 *
 * @param wanted how keys were to be chosen, in words; empty where each was to be as likely as any other
 * @param byFunction how many requests of each function
 * @param byKey how many about each key
 * @param ofKeys how many about one key
 * @param conflicts how many of these met another client's open request about the same key
 * @param meanSize how many characters a text had that was written, on average; 0 if there was none
 */
public record Produced(
        String wanted,
        Map<String, Integer> byFunction,
        Map<String, Integer> byKey,
        int ofKeys,
        int conflicts,
        double meanSize) {
    /** Copies the maps, in their order. */
    public Produced {
        byFunction = Collections.unmodifiableMap(new LinkedHashMap<>(byFunction));
        byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
    }

    /** Returns which share of the requests about keys was about this one, 0 to 1. */
    public double share(String key) {
        return ofKeys == 0 ? 0 : (double) byKey.getOrDefault(key, 0) / ofKeys;
    }

    /** Returns which share of the requests about keys met another one, 0 to 1. */
    public double conflictShare() {
        return ofKeys == 0 ? 0 : (double) conflicts / ofKeys;
    }
}
