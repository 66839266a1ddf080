package dev.faultline.check.isolation;

import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a folder of Cobra: {@code T<n>.log} is a session, packed by gzip or not. Whatever else is there was not
 * judged, and is told.
 *
 * @param logs in the order of their names, each a session
 * @param others names of what is no log
 */
record CobraFolder(List<Path> logs, List<String> others) {

    private static final Pattern LOG = Pattern.compile("T(\\d{1,9})\\.log(\\.gz)?");
    private static final int MOST_NAMED = 5;

    /** @throws FormatException if there is no log, two of one session, or one under a name that no log has */
    static CobraFolder of(Path folder) {
        List<Path> logs = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Map<Integer, Path> sessions = new HashMap<>();
        for (Path path : listed(folder)) {
            String name = path.getFileName().toString();
            Matcher log = LOG.matcher(name);
            if (!log.matches()) {
                requireNoLog(path);
                others.add(Files.isDirectory(path) ? name + "/" : name);
                continue;
            }
            Path other = sessions.putIfAbsent(Integer.valueOf(log.group(1)), path);
            if (other != null) {
                throw new FormatException(
                        folder.toString(),
                        0,
                        "%s and %s are both of session %s; leave one"
                                .formatted(other.getFileName(), name, log.group(1)));
            }
            logs.add(path);
        }
        if (logs.isEmpty()) {
            throw new FormatException(folder.toString(), 0, noLogs(folder));
        }
        return new CobraFolder(logs, others);
    }

    private static List<Path> listed(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder, failure);
        }
    }

    private static void requireNoLog(Path path) {
        if (Files.isRegularFile(path) && isLog(path)) {
            throw new FormatException(
                    path.toString(), 0, "a log of Cobra that is not called so; sessions are T1.log, T2.log and so on");
        }
    }

    private static boolean isLog(Path file) {
        try {
            return FileFormat.of(file) == FileFormat.COBRA;
        } catch (FormatException | UncheckedIOException unreadable) {
            return false;
        }
    }

    private static String noLogs(Path folder) {
        for (String name : List.of("history.jsonl", "history.edn")) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return "a folder is a history if it has logs of Cobra, T1.log and so on; give " + folder.resolve(name);
            }
        }
        return "a folder is a history if it has logs of Cobra, T1.log and so on; this has none";
    }

    /** What was not read. */
    List<String> remarks() {
        if (others.isEmpty()) {
            return List.of();
        }
        String named = String.join(", ", others.subList(0, Math.min(MOST_NAMED, others.size())));
        int more = others.size() - MOST_NAMED;
        return List.of("sessions are the files T1.log and so on; not read: " + named
                + (more > 0 ? " and " + more + " more" : ""));
    }
}
