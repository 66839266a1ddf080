package dev.faultline.bench;

/**
 * What another tool took for the same, measured once where the bars were set, or told by its authors.
 *
 * @param name of the tool
 * @param leastMillis of processor time
 * @param mostMillis the same, if it is one figure
 */
record Peer(String name, double leastMillis, double mostMillis) {
    static Peer of(String name, double millis) {
        return new Peer(name, millis, millis);
    }

    /** Says what that would be here, and how it stands to ours. */
    String beside(double ourMillis, double unitMillis) {
        return name + " " + range(1, "") + " ms there, about " + range(unitMillis, "") + " ms here, "
                + range(unitMillis / ourMillis, " x");
    }

    private String range(double factor, String after) {
        String least = Row.number(leastMillis * factor);
        return (leastMillis == mostMillis ? least : least + " to " + Row.number(mostMillis * factor)) + after;
    }
}
