package dev.faultline.chaos;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Options of an experiment and their values, as they stand in a fault. */
final class Settings {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern VALUE = Pattern.compile("[^\\s,]*");

    private Settings() {}

    static Map<String, String> parse(String word) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String pair : word.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + pair + "' is no option with its value; write NAME=VALUE");
            }
            String before = settings.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
            if (before != null) {
                throw new IllegalArgumentException("option '" + pair.substring(0, equals) + "' is there twice");
            }
        }
        return check(settings);
    }

    /** Returns a copy, in its order. */
    static Map<String, String> check(Map<String, String> settings) {
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("an option is missing; write NAME=VALUE");
        }
        settings.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "the name of an option is of small letters, digits and '-', was '" + name + "'");
            }
            if (!VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "the value of '" + name + "' may have neither blanks nor commas here, was '" + value + "'");
            }
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    static String text(Map<?, ?> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(","));
    }
}
