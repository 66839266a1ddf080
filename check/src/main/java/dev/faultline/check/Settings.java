package dev.faultline.check;

import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.KeySurvey;
import dev.faultline.check.format.Literal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a model as text: those that were given, and those that the content of a file suggests. Knows which were asked
 * for, so that none is ignored.
 */
public final class Settings {

    private static final List<String> NAMES =
            List.of("initial", "nil-read", "failed-cas", "permits", "overdraft", "answers", "keys", "world");

    private final Map<String, String> given;
    private final Map<String, String> suggested;
    private final Set<String> asked = new TreeSet<>();

    /**
     * @param given by the user
     * @param suggested by the content; what was given counts more
     * @throws IllegalArgumentException if one was given that no model has
     */
    public Settings(Map<String, String> given, Map<String, String> suggested) {
        this.given = given;
        this.suggested = suggested;
        for (String name : given.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no setting '" + name + "'; there are: " + String.join(", ", NAMES));
            }
        }
    }

    private @Nullable String text(String name) {
        asked.add(name);
        return given.getOrDefault(name, suggested.get(name));
    }

    /** Whether there is such a setting; asks for it. */
    public boolean has(String name) {
        return text(name) != null;
    }

    /**
     * The value as EDN has it, other text as text; {@code nil} and nothing as null.
     *
     * @throws IllegalArgumentException if it begins like EDN, and is none
     */
    public @Nullable Object value(String name) {
        String text = text(name);
        try {
            return text == null ? null : Literal.of(text);
        } catch (FormatException broken) {
            throw new IllegalArgumentException(
                    "setting '%s' begins like EDN, and is none: %s".formatted(name, broken.getMessage()), broken);
        }
    }

    long number(String name, long otherwise) {
        Object value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("setting '" + name + "' is a whole number, not " + value);
    }

    RegisterOption[] options() {
        boolean anything = choice("nil-read", "absent", "anything");
        boolean checked = choice("failed-cas", "nothing", "mismatch");
        if (anything) {
            return checked ? RegisterOption.values() : new RegisterOption[] {RegisterOption.NULL_READ_MATCHES_ANYTHING};
        }
        return checked ? new RegisterOption[] {RegisterOption.FAILED_CAS_IS_CHECKED} : new RegisterOption[0];
    }

    /**
     * Where the keys are: what was said counts, else what is beyond doubt.
     *
     * @param fields whether some event has a field {@code key}
     * @throws IllegalArgumentException if it was said that they are in a field, where there is none, nor what could be
     *     taken for keys otherwise
     */
    public KeySurvey.Keys keys(KeySurvey.Keys seen, boolean fields) {
        if (text("keys") == null) {
            return seen == KeySurvey.Keys.IN_VALUES ? seen : KeySurvey.Keys.NONE;
        }
        boolean inValues = choice("keys", "field", "in-value");
        if (!inValues && !fields && seen == KeySurvey.Keys.NONE) {
            throw new IllegalArgumentException(
                    "setting 'keys' is 'field', but no event has a field key; leave it out, as there is one key only");
        }
        return !inValues ? KeySurvey.Keys.NONE : seen == KeySurvey.Keys.IN_QUESTIONS ? seen : KeySurvey.Keys.IN_VALUES;
    }

    /**
     * Whether the second of two words was chosen rather than the first.
     *
     * @throws IllegalArgumentException if it was neither
     */
    public boolean choice(String name, String usual, String other) {
        String text = text(name);
        if (text != null && !text.equals(usual) && !text.equals(other)) {
            throw new IllegalArgumentException(
                    "setting '%s' is '%s' or '%s', not '%s'".formatted(name, usual, other, text));
        }
        return other.equals(text);
    }

    /**
     * Refuses what would be ignored.
     *
     * @param model that has the settings, by name
     * @param guessed whether the content named it
     * @throws IllegalArgumentException if a setting was given that nobody asked for
     */
    public void requireAllUsed(String model, boolean guessed) {
        for (String name : new TreeSet<>(given.keySet())) {
            if (!asked.contains(name)) {
                throw new IllegalArgumentException("%s%s has no setting '%s'; it has: %s"
                        .formatted(
                                model,
                                guessed ? " (guessed from the content; name another with --model)" : "",
                                name,
                                asked.isEmpty() ? "none" : String.join(", ", asked)));
            }
        }
    }

    /** Those that were used, by name. */
    public Map<String, String> used() {
        Map<String, String> used = new TreeMap<>();
        for (String name : asked) {
            String text = given.getOrDefault(name, suggested.get(name));
            if (text != null) {
                used.put(name, text);
            }
        }
        return used;
    }
}
