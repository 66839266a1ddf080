package dev.faultline.experiment;

import java.util.List;
import java.util.Optional;

/**
 * How the history of a run is judged.
 *
 * @param model one of {@link #MODELS}
 * @param initial what every key holds before the first write; empty for nothing
 */
public record CheckSpec(String model, Optional<String> initial) {
    static final String LOG = "log";

    /** The models that there are, as {@code dev.faultline.check.Models} names them. */
    public static final List<String> MODELS = List.of("register", "cas-register", LOG);
}
