package dev.faultline.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** What a program is told by system properties, {@code -DNAME=VALUE}. */
public final class Property {
    private Property() {}

    /**
     * Returns the mistake to plant: the one that the property {@code bug} names, for example {@code stale-read} for
     * {@code STALE_READ}, or the first if there is no such property.
     *
     * @throws IllegalArgumentException if none has that name
     */
    public static <B extends Enum<B>> B bug(Class<B> bugs) {
        return bug(bugs, System.getProperties());
    }

    static <B extends Enum<B>> B bug(Class<B> bugs, Properties properties) {
        return one("bug", bugs, properties);
    }

    /**
     * Returns what a property names, for example {@code append-log} for {@code APPEND_LOG}, or the first if there is no such
     * property.
     *
     * @throws IllegalArgumentException if none has that name
     */
    public static <C extends Enum<C>> C one(String name, Class<C> choices) {
        return one(name, choices, System.getProperties());
    }

    private static <C extends Enum<C>> C one(String name, Class<C> choices, Properties properties) {
        List<C> all = Arrays.asList(choices.getEnumConstants());
        String text = properties.getProperty(name, "");
        return text.isEmpty()
                ? all.getFirst()
                : all.stream()
                        .filter(choice -> nameOf(choice).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("system property " + name + ": '" + text
                                + "' is not one of "
                                + all.stream().map(Property::nameOf).toList()));
    }

    private static String nameOf(Enum<?> bug) {
        return bug.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the number that a property has.
     *
     * @param otherwise the number if there is no such property
     * @throws IllegalArgumentException if it is not a number above 0
     */
    public static int number(String name, int otherwise) {
        return numberAboveZero("system property " + name, System.getProperty(name, Integer.toString(otherwise)));
    }

    /** Parses a number above 0; {@code where} it stands begins the complaint if it is none. */
    public static int numberAboveZero(String where, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // the same complaint as for a number out of range
        }
        throw new IllegalArgumentException(where + ": '" + text + "' is not a number above 0");
    }
}
