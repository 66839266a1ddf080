package dev.faultline.sim;

/**
 * Where a thread may lose its turn beside the points where it blocks. More points find more interleavings and cost more.
 *
 * @param atMonitors the chance of losing the turn before entering a monitor, 0.0 to 1.0
 * @param callSites the share of the application's call sites that become such points, 0.0 to 1.0; a fixed choice by
 *     class, method and place
 * @param atCalls the chance of losing the turn at a chosen call site, 0.0 to 1.0
 */
public record Preemption(double atMonitors, double callSites, double atCalls) {
    /** A thread loses its turn only where it blocks. */
    public static final Preemption NONE = new Preemption(0, 0, 0);

    /** Checks the ranges. */
    public Preemption {
        check("atMonitors", atMonitors);
        check("callSites", callSites);
        check("atCalls", atCalls);
    }

    /** Returns a thread loses its turn before every so many monitor entries. */
    public static Preemption atMonitors(double chance) {
        return new Preemption(chance, 0, 0);
    }

    public boolean weavesMonitors() {
        return atMonitors > 0;
    }

    public boolean weavesCalls() {
        return callSites > 0 && atCalls > 0;
    }

    private static void check(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0.0 to 1.0, was " + value);
        }
    }
}
