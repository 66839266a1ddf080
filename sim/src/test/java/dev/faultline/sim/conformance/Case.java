package dev.faultline.sim.conformance;

/**
 * One behaviour of the JDK that programs rely on, as a program with its expectations: it runs on the JDK as it is and in
 * the simulator, and must hold in both.
 *
 * <p>The body uses the loopback address, temporary files and threads of its own; it tells of a failure by an exception,
 * best by means of {@link Expect}. Ports are to be 0, that is any free one. It is at most a few seconds long and says
 * nothing that depends on how fast the machine is.
 *
 * @param area what it is about, such as {@code "datagrams"}; equal for all cases of a class
 * @param name the behaviour, as a sentence without its subject's article and without a full stop
 * @param isModelled whether it holds in the simulator, too; else it is refused there, which the run lists
 * @param body the program
 */
public record Case(String area, String name, boolean isModelled, Body body) {
    /** Makes a case that holds on the JDK and in the simulator. */
    public Case(String area, String name, Body body) {
        this(area, name, true, body);
    }

    /** Makes a case that the simulator refuses. */
    static Case refused(String area, String name, Body body) {
        return new Case(area, name, false, body);
    }

    /** A program. */
    @FunctionalInterface
    public interface Body {
        /** Runs it; throws if the behaviour is not as expected. */
        void run() throws Exception;
    }

    @Override
    public String toString() {
        return area + ": " + name;
    }
}
