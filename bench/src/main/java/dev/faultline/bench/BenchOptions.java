package dev.faultline.bench;

import java.util.List;

/**
 * How a bench is run.
 *
 * @param quick less work and fewer rounds: rough figures
 * @param noPeers starts no real server processes
 * @param profile also samples where the time of the ZooKeeper runs goes
 * @param only the names of the rows to measure; empty for all
 * @param json prints an object a line instead of a table
 */
public record BenchOptions(boolean quick, boolean noPeers, boolean profile, List<String> only, boolean json) {
    /** Copies the names. */
    public BenchOptions {
        only = List.copyOf(only);
    }
}
