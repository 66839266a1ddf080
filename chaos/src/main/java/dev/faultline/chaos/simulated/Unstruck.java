package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.DiskPoint;
import dev.faultline.sim.Node;

/** Why a fault of a disk has struck no call: counts those that it could have struck. */
final class Unstruck {
    private final Node node;
    private final DiskFault fault;
    private final String pattern;
    private final DiskPoint calls;

    /**
     * Makes one.
     *
     * @param pattern of the paths that the fault is about
     */
    Unstruck(Node node, DiskFault fault, String pattern) {
        this.node = node;
        this.fault = fault;
        this.pattern = pattern;
        // Never reached: it only counts.
        calls = new DiskPoint(fault.calls(), DiskPoint.Moment.BEFORE, Long.MAX_VALUE);
    }

    /** Counts from now on. */
    void begin() {
        node.disk().at(calls, ignored -> {});
    }

    /**
     * Stops to count, and returns what was seen instead.
     *
     * @param noun what such a call is called
     */
    String end(String noun) {
        long met = node.disk().cancel(calls);
        if (met > 0) {
            return Evidence.count(met, noun) + " came, and "
                    + (fault.chance() < 1 ? "luck decided against each" : "there was nothing in them to spoil");
        }
        int files = Victims.files(node, pattern).size();
        String named = Victims.named(pattern) + " on " + node.name();
        return files == 0
                ? "there is no file " + named
                : "there " + (files == 1 ? "is " : "are ") + Evidence.count(files, "file") + " " + named + ", and no "
                        + noun + " came meanwhile";
    }
}
