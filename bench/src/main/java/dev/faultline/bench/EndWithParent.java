package dev.faultline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Ends a process of the bench, at once and whatever it does, when its standard input ends: the other end is held by the
 * bench, and is closed when that ends in whichever way.
 */
final class EndWithParent {
    private EndWithParent() {}

    /** Watches from now on, in a thread of its own. */
    static void watch() {
        watch(line -> {});
    }

    /** The same for a process that is told something: each line is handed over in that thread. */
    static void watch(Consumer<String> lines) {
        Thread watcher = new Thread(() -> read(lines), "end-with-parent");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void read(Consumer<String> lines) {
        try {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                lines.accept(line);
            }
        } catch (IOException ignored) {
            // as if it had ended
        }
        Runtime.getRuntime().halt(0);
    }
}
