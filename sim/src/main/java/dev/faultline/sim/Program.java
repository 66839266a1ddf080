package dev.faultline.sim;

import java.util.List;

/** What a node runs. */
public sealed interface Program {
    /**
     * A class with a {@code main} method, found on the node's class path and loaded anew each time the node starts.
     *
     * @param className the binary name of the class
     * @param arguments what {@code main} is given
     */
    record Main(String className, List<String> arguments) implements Program {
        /** Copies the arguments. */
        public Main {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A piece of the caller's own code. Its classes are the caller's: statics are shared with the caller, and the time,
     * random numbers and threads of the code itself are simulated only if the agent weaves its classes (see
     * {@code Agent}).
     *
     * @param body what the main thread of the node runs; it may throw anything
     */
    record Code(Body body) implements Program {}

    /** The body of a program. */
    @FunctionalInterface
    interface Body {
        /** Runs in the main thread of the node. */
        void run() throws Exception;
    }

    /** Returns a program that calls the main method of the class. */
    static Program main(String className, String... arguments) {
        return new Main(className, List.of(arguments));
    }

    /** Returns a program that runs the code. */
    static Program code(Body body) {
        return new Code(body);
    }
}
