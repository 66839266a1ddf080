package dev.faultline.experiment;

/**
 * A program of the system that ended by itself and was started again by {@code restart = "on-exit"}.
 *
 * @param node where it ran
 * @param endedNanos virtual time of the run at which it had ended, or lost its main thread
 * @param startedNanos virtual time of the run at which it was started again
 * @param why how it had ended, as {@code exited with status 1}
 */
public record Restart(String node, long endedNanos, long startedNanos, String why) {
    /** Returns what happened, for people. */
    public String sentence() {
        return node + " " + why + " at " + Texts.seconds(endedNanos) + " s, and was started again at "
                + Texts.seconds(startedNanos) + " s";
    }
}
