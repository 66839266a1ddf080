package dev.faultline.journal;

import java.util.Locale;

/** How many of something, as people read it. */
public final class Amount {
    private Amount() {}

    /** Returns the number and the noun, in the plural where it must be: {@code 1 run}, {@code 4,125 operations}. */
    public static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : plural(noun));
    }

    private static String plural(String noun) {
        if (noun.endsWith("y") && !noun.endsWith("ey")) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        return noun.endsWith("s") || noun.endsWith("ch") ? noun + "es" : noun + "s";
    }
}
