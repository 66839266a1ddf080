package dev.faultline.experiment;

/**
 * A line that a node printed, and that no node may print.
 *
 * @param pattern what it was recognized by
 * @param node who printed it
 * @param line as it was printed
 * @param atNanos when, in virtual time of the run
 * @param event its number in {@code events.ndjson}
 */
public record PrintedLine(LinePattern pattern, String node, String line, long atNanos, long event) {
    /** Returns what happened, for people. */
    public String sentence() {
        return node + " printed \"" + Texts.visible(line) + "\" at " + Texts.seconds(atNanos) + " s, event " + event
                + ", where [check] has never-printed "
                + (pattern.regex() ? "regex " : "") + "\"" + pattern.text() + "\"";
    }
}
