package dev.faultline.sim.conformance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the cases of files are written with. */
public final class OnDisk {
    private OnDisk() {}

    /** The code. It is given an empty folder of its own and may leave there what it likes. */
    @FunctionalInterface
    interface Body {
        Object run(Path folder) throws Exception;
    }

    /** Code of which the failure counts. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** Makes a case in an empty folder; what its body returns, as text and with DIR for the folder, is expected. */
    static Case inFolder(String area, String name, String expected, Body body) {
        return new Case(area, name, () -> {
            Path folder = Files.createTempDirectory("case").toRealPath();
            try {
                Expect.equal(String.valueOf(body.run(folder)).replace(folder.toString(), "DIR"), expected);
            } finally {
                delete(folder);
            }
        });
    }

    /** On the real disk nothing may be left behind by hundreds of cases. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> within = Files.walk(folder)) {
            for (Path path : within.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Returns the class and the message of what the action throws. */
    public static String failure(Action action) {
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
    public static FileChannel channel(Path path, OpenOption... more) throws IOException {
        OpenOption[] all = new OpenOption[more.length + 3];
        System.arraycopy(more, 0, all, 3, more.length);
        all[0] = StandardOpenOption.READ;
        all[1] = StandardOpenOption.WRITE;
        all[2] = StandardOpenOption.CREATE;
        return FileChannel.open(path, all);
    }
}
