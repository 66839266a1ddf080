package dev.faultline.sim.internal.disturbance;

/** From where to where a link leads. */
public record Ends(Host from, Host to) {
    /**
     * A node.
     *
     * @param address in decimal numbers with dots
     */
    public record Host(String name, String address) {}

    boolean isInside() {
        return from.equals(to);
    }

    @Override
    public String toString() {
        return from.name + ">" + to.name;
    }
}
