package dev.faultline.check.format;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the processes of a file. Numbers from 0 stay what they are, as long as no process is called otherwise; names,
 * and numbers that are too small or too large, get the next number that is free.
 */
final class Processes {

    private static final String NEMESIS = "nemesis";

    private final Map<Object, Integer> named = new HashMap<>();
    private final Map<Integer, String> names = new LinkedHashMap<>();
    private int next;

    /** The number of a process, {@link Event#NEMESIS} or {@link Event#UNNAMED}; null for what can be no process. */
    @Nullable
    Integer number(@Nullable Object process) {
        return switch (process) {
            case null -> Event.UNNAMED;
            case Long number when number >= 0 && number < Integer.MAX_VALUE -> plain(number.intValue());
            case Long number -> named(number);
            case BigInteger number -> named(number);
            case String name when name.equals(NEMESIS) || name.equals(":" + NEMESIS) -> Event.NEMESIS;
            case String name -> named(name);
            default -> null;
        };
    }

    /** What those are called that have another name than their number. */
    Map<Integer, String> names() {
        return Collections.unmodifiableMap(names);
    }

    String describe(int process) {
        return process == Event.UNNAMED ? "the only process" : "process " + names.getOrDefault(process, process + "");
    }

    private int plain(int number) {
        if (named.isEmpty()) {
            next = Math.max(next, number + 1);
            return number;
        }
        // Those seen before the first name have kept their numbers, which are all below that of the first name.
        Integer known = named.get((long) number);
        return known != null ? known : number < firstName() ? number : named((long) number);
    }

    private int firstName() {
        return names.keySet().iterator().next();
    }

    private int named(Object name) {
        Integer known = named.get(name);
        if (known == null) {
            known = next++;
            named.put(name, known);
            names.put(known, String.valueOf(name));
        }
        return known;
    }
}
