package dev.faultline.experiment;

import dev.faultline.journal.Amount;
import dev.faultline.journal.JvmEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What nodes print, a file for each, every line with the virtual time in front. A file holds so much and no more, as a program that prints in a
 * loop fills any disk; what is left out is told at its end, and in the result of the run.
 */
final class NodeLogs implements AutoCloseable {
    private static final long MOST_CHARACTERS = 100_000_000;

    private final Path folder;
    private final LongSupplier nowNanos;
    private final long mostCharacters;
    private final Map<String, Log> files = new TreeMap<>();

    /** The log of a node. */
    private static final class Log {
        final Writer file;
        long characters;
        long leftOut;

        Log(Writer file) {
            this.file = file;
        }
    }

    NodeLogs(Path folder, LongSupplier nowNanos) {
        this(folder, nowNanos, MOST_CHARACTERS);
    }

    NodeLogs(Path folder, LongSupplier nowNanos, long mostCharacters) {
        this.folder = folder;
        this.nowNanos = nowNanos;
        this.mostCharacters = mostCharacters;
    }

    void print(String node, String line) {
        try {
            Log log = files.get(node);
            if (log == null) {
                log = new Log(JvmEnd.make(() -> {
                    Files.createDirectories(folder);
                    return Files.newBufferedWriter(folder.resolve(node + ".log"));
                }));
                files.put(node, log);
            }
            String text = Texts.seconds(nowNanos.getAsLong()) + " " + line + "\n";
            if (log.leftOut > 0 || log.characters + text.length() > mostCharacters) {
                log.leftOut++;
                return;
            }
            log.characters += text.length();
            log.file.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the log of node " + node + " cannot be written", e);
        }
    }

    /** Returns a sentence for each log that is full. */
    List<String> full() {
        return files.entrySet().stream()
                .filter(log -> log.getValue().leftOut > 0)
                .map(log -> "the log of " + log.getKey() + " is full: " + leftOut(log.getValue()))
                .toList();
    }

    private String leftOut(Log log) {
        return Amount.of(log.leftOut, "more line") + (log.leftOut == 1 ? " was" : " were")
                + " printed, and a log holds " + Amount.of(mostCharacters, "character");
    }

    @Override
    public void close() {
        try {
            for (Log log : files.values()) {
                if (log.leftOut > 0) {
                    log.file.write("faultline: " + leftOut(log) + "\n");
                }
                log.file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a log in " + folder + " cannot be written", e);
        }
    }
}
