package dev.faultline.sim;

/** The simulation itself cannot go on: this JVM does not suit it, it was used wrongly, or its own code failed. */
public final class SimulationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SimulationException(String message) {
        super(message);
    }

    public SimulationException(String message, Throwable cause) {
        super(message, cause);
    }
}
