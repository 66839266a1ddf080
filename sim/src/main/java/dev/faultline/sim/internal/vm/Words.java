package dev.faultline.sim.internal.vm;

import java.util.ArrayList;
import java.util.List;

/** Text in parts, without regular expressions: these are compiled once per JVM, in the midst of somebody's turn. */
public final class Words {
    private Words() {}

    /** Returns what stands between the separators, where there is anything. */
    public static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                if (i > start) {
                    parts.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return parts;
    }
}
