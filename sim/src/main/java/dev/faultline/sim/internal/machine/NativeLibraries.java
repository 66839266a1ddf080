package dev.faultline.sim.internal.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known about native libraries: {@code native-libraries.txt}. Native code is out of the simulator's reach. What
 * computes and does nothing else may run; what has its own input, output, threads, clock or random numbers may not.
 */
public final class NativeLibraries {
    private static final String FILE = "native-libraries.txt";
    private static final Pattern BAR = Pattern.compile("\\s*\\|(?:\\s+|$)");

    /** The list, in its order. */
    static final List<Entry> ALL = read();

    /** What becomes of a library. */
    public enum Verdict {
        /** Its Java classes are shared by all nodes, and it is loaded with them. */
        SHARED,
        /** Each process loads a copy of its own. */
        OWN,
        REFUSED
    }

    /**
     * A line of the list.
     *
     * @param packages prefixes of its Java classes, if they are shared
     * @param firstClass whose initialisation loads it, if they are shared; else empty
     */
    public record Entry(Verdict verdict, Pattern library, List<String> packages, String firstClass, String reason) {
        boolean isShared() {
            return verdict == Verdict.SHARED;
        }
    }

    private NativeLibraries() {}

    /** Returns what is known about a library, by its file name. */
    public static Entry of(String fileName) {
        for (Entry entry : ALL) {
            if (entry.library.matcher(fileName).matches()) {
                return entry;
            }
        }
        throw new IllegalStateException("the last line of " + FILE + " must fit everything");
    }

    /** Returns whether this is the line for all that the list does not know. */
    public static boolean isUnknown(Entry entry) {
        return entry == ALL.getLast();
    }

    /** Returns the shared library that the class belongs to, or null. */
    static @Nullable Entry ofClass(String className) {
        for (Entry entry : ALL) {
            for (String prefix : entry.packages) {
                if (className.startsWith(prefix)) {
                    return entry;
                }
            }
        }
        return null;
    }

    private static List<Entry> read() {
        try (InputStream in = NativeLibraries.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(NativeLibraries::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry parse(String line) {
        String[] parts = BAR.split(line.strip(), -1);
        if (parts.length != 5 || !List.of("shared", "own", "refused").contains(parts[0])) {
            throw new IllegalStateException(FILE + ": five parts expected, the first shared, own or refused: " + line);
        }
        List<String> packages = Arrays.stream(parts[2].split(" ", -1))
                .filter(prefix -> !prefix.isEmpty())
                .toList();
        return new Entry(
                Verdict.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                Pattern.compile(parts[1], Pattern.CASE_INSENSITIVE),
                packages,
                parts[3],
                parts[4]);
    }
}
