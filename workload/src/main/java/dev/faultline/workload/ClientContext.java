package dev.faultline.workload;

import java.util.List;
import java.util.Map;

/**
 * What a client is told.
 *
 * @param number which client it is, from 0
 * @param nodes the host names of the system's nodes
 * @param keys the keys that the workload uses
 * @param options the options of the experiment, with their values
 */
public record ClientContext(int number, List<String> nodes, List<String> keys, Map<String, String> options) {
    /** The option that has the time after which an operation counts as unknown, in milliseconds. */
    public static final String OPERATION_TIMEOUT_MILLIS = "operation-timeout-millis";

    /** Copies what it is given. */
    public ClientContext {
        nodes = List.copyOf(nodes);
        keys = List.copyOf(keys);
    }

    /**
     * Returns the value of an option or a setting.
     *
     * @throws IllegalArgumentException if there is none of the name
     */
    public String option(String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the client needs the setting '" + name + "' in [client.settings]");
        }
        return value;
    }

    /**
     * Returns an option or a setting that is a number, from 1.
     *
     * @throws IllegalArgumentException if there is none of the name, or if it is no such number
     */
    public int number(String name) {
        String value = option(name);
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(
                    "the client needs a number from 1 as setting '" + name + "', is '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    /** Returns how long an operation may take before the client says that its outcome is unknown. */
    public int operationTimeoutMillis() {
        return number(OPERATION_TIMEOUT_MILLIS);
    }
}
