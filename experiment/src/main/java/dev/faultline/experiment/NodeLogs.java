package dev.faultline.experiment;

import dev.faultline.journal.JvmEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What nodes print, a file for each, every line with the virtual time in front. */
final class NodeLogs implements AutoCloseable {
    private final Path folder;
    private final LongSupplier nowNanos;
    private final Map<String, Writer> files = new TreeMap<>();

    NodeLogs(Path folder, LongSupplier nowNanos) {
        this.folder = folder;
        this.nowNanos = nowNanos;
    }

    void print(String node, String line) {
        try {
            Writer file = files.get(node);
            if (file == null) {
                file = JvmEnd.make(() -> {
                    Files.createDirectories(folder);
                    return Files.newBufferedWriter(folder.resolve(node + ".log"));
                });
                files.put(node, file);
            }
            long now = nowNanos.getAsLong();
            file.write(Texts.seconds(now) + " " + line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the log of node " + node + " cannot be written", e);
        }
    }

    @Override
    public void close() {
        try {
            for (Writer file : files.values()) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a log in " + folder + " cannot be written", e);
        }
    }
}
