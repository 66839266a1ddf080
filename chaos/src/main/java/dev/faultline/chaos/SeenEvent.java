package dev.faultline.chaos;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * An event by which a node is known, as it stands in a fault: {@code @event("StepDown")}, {@code @event("LinePrinted
 * line=LEADING")}.
 *
 * @param name of the event
 * @param where for names of its data, regular expressions without blanks that must be found in the values
 */
public record SeenEvent(String name, Map<String, Pattern> where) {
    /** Copies the map. */
    public SeenEvent {
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException if they are no event
     */
    public static SeenEvent parse(String text) {
        String[] words = text.strip().split("\\s+");
        if (!words[0].matches("[A-Za-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("'" + text
                    + "' must be the name of an event, such as NodeStarted, and perhaps KEY=REGEX behind it");
        }
        Map<String, Pattern> where = new LinkedHashMap<>();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "'" + word + "' must be KEY=REGEX: what is in the data of the event");
            }
            String key = word.substring(0, equals);
            String regex = word.substring(equals + 1);
            if (where.containsKey(key)) {
                throw new IllegalArgumentException(
                        "'" + key + "' stands twice in '" + text + "'; one regular expression says what its value is");
            }
            try {
                where.put(key, Pattern.compile(regex));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "'" + regex + "' is no regular expression: " + e.getDescription(), e);
            }
        }
        return new SeenEvent(words[0], where);
    }
}
