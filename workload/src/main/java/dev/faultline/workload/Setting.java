package dev.faultline.workload;

import dev.faultline.sim.Rng;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a workload knows of the run that it is for.
 *
 * @param clients how many clients work at once
 * @param keys chooses keys, as the experiment wants them
 * @param sizes how long values are
 * @param shares how often each function is wanted, in percent; empty for the usual ones of the workload
 * @param initial what every key holds at first, if the experiment says so
 * @param options the settings of the workload, in {@code [workload.settings]}
 * @param randomness gives a stream of random numbers by its name, the same for the same seed
 */
public record Setting(
        int clients,
        Keys keys,
        Sizes sizes,
        Map<String, Integer> shares,
        Optional<String> initial,
        Map<String, String> options,
        Function<String, Rng> randomness) {

    /** Returns all keys. */
    public List<String> keyNames() {
        return keys.names();
    }

    /** Returns a stream of random numbers of its own for each name; it follows from the seed of the run. */
    public Rng random(String name) {
        return randomness.apply(name);
    }

    /**
     * Returns a setting that is a whole number.
     *
     * @throws IllegalArgumentException if it is none, or out of range
     */
    public int number(String name, int least, int most, int otherwise) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("\\d{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException("the setting '" + name + "' of the workload is a whole number from " + least
                + " to " + most + ", not '" + text + "'");
    }
}
