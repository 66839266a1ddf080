package dev.faultline.chaos.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats that there are: those that come with Faultline, and those that are found on the class path. */
public final class LogFormats {
    private static final List<LogFormat> SHIPPED = List.of(
            new ZooKeeperLog(),
            new ZooKeeperSnapshot(),
            new KafkaSegment(),
            new RocksTable(),
            new RocksManifest(),
            new RocksWal(),
            new KvLog(),
            new GalleryStore());

    private static @Nullable List<LogFormat> all;

    private LogFormats() {}

    /**
     * Returns all, those of the class path first, so that a system's own is asked first whether a file is of it. They are in
     * the order of their names: how the jars of a folder follow each other differs from host to host.
     *
     * @throws IllegalArgumentException if one of the class path cannot be loaded, or has the name of another
     */
    public static synchronized List<LogFormat> all() {
        if (all == null) {
            all = load();
        }
        return all;
    }

    private static List<LogFormat> load() {
        List<LogFormat> all = new ArrayList<>();
        try {
            ServiceLoader.load(LogFormat.class, LogFormats.class.getClassLoader())
                    .forEach(all::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("a format of logs cannot be loaded: " + e.getMessage(), e);
        }
        all.sort(Comparator.comparing(LogFormat::name));
        all.addAll(SHIPPED);
        List<String> names = all.stream().map(LogFormat::name).sorted().toList();
        for (int i = 1; i < names.size(); i++) {
            if (names.get(i).equals(names.get(i - 1))) {
                throw new IllegalArgumentException("two formats of logs have the name '" + names.get(i) + "'");
            }
        }
        return List.copyOf(all);
    }

    /**
     * Returns the format of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names those that there are
     */
    public static LogFormat named(String name) {
        List<LogFormat> all = all();
        return all.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no format '" + name + "' of logs; there are "
                        + all.stream().map(LogFormat::name).collect(Collectors.joining(", "))));
    }

    /** Returns the format of a file, by its path and contents; empty if none knows it. One that fails does not know it. */
    public static Optional<LogFormat> of(String path, byte[] contents) {
        return all().stream()
                .filter(format -> recognizes(format, path, contents))
                .findFirst();
    }

    static boolean recognizes(LogFormat format, String path, byte[] contents) {
        try {
            return format.recognizes(path, contents);
        } catch (RuntimeException | StackOverflowError _) {
            return false;
        }
    }

    /** Reads a file, also where a format of the class path does not keep its promise: then nothing is understood. */
    public static LogLayout read(LogFormat format, byte[] contents) {
        try {
            LogLayout layout = format.read(contents);
            return layout.size() == contents.length
                    ? layout
                    : LogLayout.unknown(contents, format.name() + " gave the layout of another file");
        } catch (RuntimeException | StackOverflowError e) {
            return LogLayout.unknown(contents, format.name() + " failed: " + e);
        }
    }
}
