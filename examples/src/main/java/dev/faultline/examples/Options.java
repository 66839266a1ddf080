package dev.faultline.examples;

import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a server is told at its start, as arguments {@code --NAME=VALUE}. Complaints are IllegalArgumentExceptions. */
public final class Options {
    private final Map<String, String> given = new TreeMap<>();

    private Options() {}

    /** Takes the arguments apart. */
    public static Options parse(String[] args) {
        Options options = new Options();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            if (!parts[0].startsWith("--") || parts.length < 2) {
                throw new IllegalArgumentException("'" + arg + "' is not --NAME=VALUE");
            }
            options.given.put(parts[0].substring(2), parts[1]);
        }
        return options;
    }

    /** Takes the properties {@code PREFIX.NAME} for options that were not given. */
    Options orElse(Properties properties, String prefix) {
        for (String property : properties.stringPropertyNames()) {
            if (property.startsWith(prefix + ".")) {
                given.putIfAbsent(property.substring(prefix.length() + 1), properties.getProperty(property));
            }
        }
        return this;
    }

    /** Returns the value of an option that has to be given. */
    public String required(String name) {
        String value = text(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    /** Returns the value of an option, or another text if it was not given. */
    public String text(String name, String otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : value;
    }

    /** Returns the value of an option, or another number if it was not given; above 0. */
    public int number(String name, int otherwise) {
        return Property.numberAboveZero("--" + name, text(name, Integer.toString(otherwise)));
    }

    /** Returns the servers of an option that is {@code ID=HOST:PORT,...}. */
    public SortedMap<String, Address> servers(String name) {
        SortedMap<String, Address> servers = new TreeMap<>();
        for (String server : required(name).split(",", -1)) {
            String[] parts = server.split("=", 2);
            if (parts.length < 2 || !parts[0].matches("\\w+")) {
                throw new IllegalArgumentException("--" + name + ": '" + server + "' is not ID=HOST:PORT");
            }
            if (servers.put(parts[0], Address.parse(parts[1])) != null) {
                throw new IllegalArgumentException("--" + name + ": " + parts[0] + " is there twice");
            }
        }
        return Collections.unmodifiableSortedMap(servers);
    }

    /** Complains if there are options that nobody asked for. */
    public void end() {
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("there is no option --" + String.join(", --", given.keySet()));
        }
    }
}
