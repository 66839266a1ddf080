package dev.faultline.experiment;

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
    /** Copies what it is given. */
    public ClientContext {
        nodes = List.copyOf(nodes);
        keys = List.copyOf(keys);
    }
}
