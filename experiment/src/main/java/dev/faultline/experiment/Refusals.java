package dev.faultline.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What clients were told when they asked or connected in vain, counted by its words. */
final class Refusals {
    private static final int DIFFERENT_MAX = 1_000;
    private static final int SHOWN = 2;
    private static final int LENGTH_MAX = 300;

    private final Map<String, Integer> counts = new TreeMap<>();

    void add(String words) {
        String line = words.lines().findFirst().orElse("");
        String text = line.length() > LENGTH_MAX ? line.substring(0, LENGTH_MAX) + " [...]" : line;
        if (counts.size() < DIFFERENT_MAX || counts.containsKey(text)) {
            counts.merge(text, 1, Integer::sum);
        }
    }

    /** Returns the most frequent, each with its number. */
    List<String> mostFrequent() {
        List<Map.Entry<String, Integer>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.comparingByValue(Comparator.reverseOrder())); // stable: equal ones by their words
        return sorted.stream()
                .limit(SHOWN)
                .map(entry -> String.format(Locale.ROOT, "'%s' (%,d times)", entry.getKey(), entry.getValue()))
                .toList();
    }
}
