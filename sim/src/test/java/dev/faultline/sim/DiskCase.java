package dev.faultline.sim;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A piece of ordinary code that uses files, and what must come of it, on the files of this machine as in a simulation.
 *
 * @param area what it is about: files, channels, mapping, locks, watch
 * @param expected what the body returns, as text
 */
record DiskCase(String area, String name, String expected, Body body) {
    /** The code. It is given an empty folder of its own and may leave there what it likes. */
    @FunctionalInterface
    interface Body {
        Object run(Path folder) throws Exception;
    }

    /** Code of which the failure counts. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Runs the code; it has failed if this throws. */
    void check(Path folder) throws Exception {
        String outcome = String.valueOf(body.run(folder)).replace(folder.toString(), "DIR");
        if (!outcome.equals(expected)) {
            throw new AssertionError(area + ": " + name + ": expected '" + expected + "', was '" + outcome + "'");
        }
    }

    /** Returns the class and the message of what the action throws. */
    static String failure(Action action) {
        try {
            action.run();
            return "none";
        } catch (Exception | InternalError e) {
            return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
        }
    }

    /** Makes a file with this text. */
    static Path file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Opens a channel for reading and writing; the file is made if it is not there. */
    static FileChannel channel(Path path, OpenOption... more) throws IOException {
        OpenOption[] all = new OpenOption[more.length + 3];
        System.arraycopy(more, 0, all, 3, more.length);
        all[0] = StandardOpenOption.READ;
        all[1] = StandardOpenOption.WRITE;
        all[2] = StandardOpenOption.CREATE;
        return FileChannel.open(path, all);
    }
}
