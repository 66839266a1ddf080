package dev.faultline.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a workload was to ask, and what it asked; reads at the end of the run do not count.
 *
 * @param percent the shares of the experiment, by function
 * @param made how many requests of each function the clients made
 */
public record Shares(Map<String, Integer> percent, Map<String, Integer> made) {
    /** Copies the maps, in their order. */
    public Shares {
        percent = Collections.unmodifiableMap(new LinkedHashMap<>(percent));
        made = Collections.unmodifiableMap(new LinkedHashMap<>(made));
    }

    /** Returns the share that a function has come to, in percent; 0 if nothing was asked. */
    public double madePercent(String function) {
        int all = made.values().stream().mapToInt(Integer::intValue).sum();
        return all == 0 ? 0 : 100.0 * made.getOrDefault(function, 0) / all;
    }

    /** Returns a line for people, as {@code read 40 % (made 39.8), cas 60 % (made 60.2)}. */
    public String line() {
        Map<String, Integer> all = new LinkedHashMap<>(percent);
        made.keySet().forEach(function -> all.putIfAbsent(function, 0));
        return all.entrySet().stream()
                .map(share -> percent.isEmpty()
                        ? String.format(Locale.ROOT, "%s %.1f %%", share.getKey(), madePercent(share.getKey()))
                        : String.format(
                                Locale.ROOT,
                                "%s %d %% (made %.1f)",
                                share.getKey(),
                                share.getValue(),
                                madePercent(share.getKey())))
                .collect(Collectors.joining(", "));
    }
}
