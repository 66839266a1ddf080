package dev.faultline.experiment;

import java.time.Duration;

/**
 * Where a run that does not end by itself is ended; what it would have shown is unknown then.
 *
 * @param turns how many turns of threads a simulation may take
 * @param time how much virtual time may pass
 */
public record LimitSpec(long turns, Duration time) {}
