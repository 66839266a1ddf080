package dev.faultline.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the processor time of this JVM is shared between its threads, native ones included, as Linux tells it in {@code
 * /proc/self/task}. Threads come and go, so a thread of its own looks every 50 ms; what a thread does after the last
 * look at it is not seen. Elsewhere nothing is seen, and the times are 0.
 */
final class ThreadTimes {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final long LOOK_MILLIS = 50;
    private static final double TICKS_PER_SECOND = 100;

    /** What a thread is there for. */
    enum Owner {
        CARRIER("carrier"),
        COMPILER("JIT compilers"),
        VM("VM and GC"),
        OTHER("others");

        private final String title;

        Owner(String title) {
            this.title = title;
        }

        static Owner of(String name) {
            if (name.startsWith("faultline-carr")) {
                return CARRIER;
            }
            if (name.startsWith("C1 ") || name.startsWith("C2 ")) {
                return COMPILER;
            }
            return name.startsWith("VM ") || name.startsWith("GC ") || name.startsWith("G1 ") ? VM : OTHER;
        }
    }

    private record Seen(Owner owner, double first, double last) {}

    private final Map<String, Seen> threads = new HashMap<>();
    private final Thread watcher = new Thread(this::watch, "faultline-bench-times");
    private volatile boolean stopped;

    void start() {
        look(true);
        watcher.setDaemon(true);
        watcher.start();
    }

    void stop() {
        stopped = true;
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        look(false);
    }

    double seconds(Owner owner) {
        return threads.values().stream()
                .filter(thread -> thread.owner() == owner)
                .mapToDouble(thread -> thread.last() - thread.first())
                .sum();
    }

    /** Returns the shares in percent, for people. */
    String shares() {
        Map<Owner, Double> seconds = new EnumMap<>(Owner.class);
        double all = 0;
        for (Owner owner : Owner.values()) {
            seconds.put(owner, seconds(owner));
            all += seconds(owner);
        }
        double sum = Math.max(all, 1e-9);
        return seconds.entrySet().stream()
                .map(share -> share.getKey().title + " " + Math.round(100 * share.getValue() / sum) + "%")
                .collect(Collectors.joining(", "));
    }

    private void watch() {
        while (!stopped) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            look(false);
        }
    }

    /** Looks at all threads; those that are new since the start began at 0. */
    private void look(boolean starting) {
        if (!Files.isDirectory(TASKS)) {
            return;
        }
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                look(task, starting);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the times of the threads cannot be read", e);
        }
    }

    private void look(Path task, boolean starting) throws IOException {
        String stat;
        try {
            stat = Files.readString(task.resolve("stat"));
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw e;
            }
            return; // the thread ended while it was read
        }
        int nameEnd = stat.lastIndexOf(')');
        String name = stat.substring(stat.indexOf('(') + 1, nameEnd);
        String[] fields = stat.substring(nameEnd + 2).split(" ", -1);
        double seconds = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        threads.compute(
                task.getFileName().toString(),
                (id, seen) ->
                        new Seen(Owner.of(name), seen == null ? (starting ? seconds : 0) : seen.first(), seconds));
    }
}
