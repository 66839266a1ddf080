package dev.faultline.bench;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * What a real process runs: {@code CLASS ARGUMENT...}, the main method of that class. The process ends when its standard
 * input does, thus also when the bench is killed.
 */
public final class PeerMain {
    private PeerMain() {}

    /** Runs the main method and watches the standard input. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watcher = new Thread(PeerMain::endWithInput, "end-with-input");
        watcher.setDaemon(true);
        watcher.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(arguments[0] + " failed", e.getCause());
        }
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // nothing is expected
            }
        } catch (IOException ignored) {
            // as if it had ended
        }
        Runtime.getRuntime().halt(0);
    }
}
