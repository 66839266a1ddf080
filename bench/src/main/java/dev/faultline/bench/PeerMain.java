package dev.faultline.bench;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * What a real process runs: {@code CLASS ARGUMENT...}, the main method of that class. The process ends with its
 * parent.
 */
public final class PeerMain {
    private PeerMain() {}

    /** Runs the main method and watches the standard input. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        EndWithParent.watch();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(arguments[0] + " failed", e.getCause());
        }
    }
}
