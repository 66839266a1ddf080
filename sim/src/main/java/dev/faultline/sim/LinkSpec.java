package dev.faultline.sim;

import java.util.Objects;

/**
 * How a link is when nothing is wrong with it.
 *
 * @param latency how long a packet takes
 * @param bytesPerSecond how much it carries, at least 1; {@link Long#MAX_VALUE} for no limit
 */
public record LinkSpec(Distribution latency, long bytesPerSecond) {
    /** What a link between two nodes carries in a second unless something else is said. */
    public static final long USUAL_BYTES_PER_SECOND = 125_000_000;

    /** Checks the range. */
    public LinkSpec {
        Objects.requireNonNull(latency);
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a link must carry at least 1 byte a second, was " + bytesPerSecond);
        }
    }

    /** Returns a link of that latency that carries as much as any. */
    public static LinkSpec of(Distribution latency) {
        return new LinkSpec(latency, USUAL_BYTES_PER_SECOND);
    }
}
