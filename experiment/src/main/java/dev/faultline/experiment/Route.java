package dev.faultline.experiment;

import java.util.Optional;

/**
 * Which nodes of the system an operation met, as far as its client told.
 *
 * @param sentTo the node that it was sent to first
 * @param answeredBy the node whose answer it got; empty if there was none
 */
public record Route(Optional<String> sentTo, Optional<String> answeredBy) {
    /** What is known where the client tells nothing. */
    public static final Route UNKNOWN = new Route(Optional.empty(), Optional.empty());

    /** Returns it for people: {@code via n1}, {@code sent to n1, answered by n2}, or nothing. */
    public String words() {
        if (sentTo.isPresent() && sentTo.equals(answeredBy)) {
            return "via " + sentTo.get();
        }
        String sent = sentTo.map(node -> "sent to " + node).orElse("");
        String answered = answeredBy.map(node -> "answered by " + node).orElse("");
        return sent + (sent.isEmpty() || answered.isEmpty() ? "" : ", ") + answered;
    }
}
