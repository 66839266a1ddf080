package dev.faultline.chaos.scenario;

import dev.faultline.sim.Event;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which events of a run are meant: events of the journal, or lines that nodes print.
 *
 * @param event the name of the event, such as {@code FaultInjected}; {@link #LINE} for a line that a node prints
 * @param node the node where it happens; empty for any
 * @param where for names of its data, regular expressions that must be found in the values; a line has {@code line}
 */
public record EventPattern(String event, String node, Map<String, Pattern> where) {
    /** The name that a printed line has. */
    public static final String LINE = "LinePrinted";

    /** Copies what it is given. */
    public EventPattern {
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }

    /** Returns the pattern of lines in which the regular expression is found. */
    public static EventPattern printed(String regex) {
        return new EventPattern(LINE, "", Map.of("line", Pattern.compile(regex)));
    }

    /** Returns the pattern of all events of a name. */
    public static EventPattern of(String event) {
        return new EventPattern(event, "", Map.of());
    }

    /** Returns the regular expression of a value that is this text, whole. */
    public static Pattern whole(String value) {
        return Pattern.compile("^" + Pattern.quote(value) + "$");
    }

    boolean isLine() {
        return event.equals(LINE);
    }

    boolean matches(Event happened) {
        return happened.name().equals(event) && matches(happened.node(), happened.data());
    }

    boolean matchesLine(String printer, String line) {
        return isLine() && matches(printer, Map.of("line", line));
    }

    private boolean matches(String at, Map<String, Object> data) {
        if (!node.isEmpty() && !node.equals(at)) {
            return false;
        }
        for (Map.Entry<String, Pattern> condition : where.entrySet()) {
            Object value = data.get(condition.getKey());
            if (value == null || !condition.getValue().matcher(value.toString()).find()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(isLine() ? "a printed line" : "event " + event);
        text.append(node.isEmpty() ? "" : " of " + node);
        where.forEach((name, regex) ->
                text.append(isLine() ? " with " : " with " + name + " ").append(asWritten(regex)));
        return text.toString();
    }

    /** A number and a flag stand in a file as they are. */
    private static String asWritten(Pattern regex) {
        String text = regex.pattern();
        return text.startsWith("^\\Q") && text.endsWith("\\E$")
                ? text.substring("^\\Q".length(), text.length() - "\\E$".length())
                : '"' + text + '"';
    }

    /** Patterns have no equality of their own. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EventPattern pattern
                && event.equals(pattern.event)
                && node.equals(pattern.node)
                && where.toString().equals(pattern.where.toString());
    }

    @Override
    public int hashCode() {
        return event.hashCode() * 31 + node.hashCode();
    }
}
