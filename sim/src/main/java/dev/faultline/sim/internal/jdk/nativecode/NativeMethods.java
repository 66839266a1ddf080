package dev.faultline.sim.internal.jdk.nativecode;

import dev.faultline.sim.internal.vm.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the native methods of the JDK: {@code jdk-natives.txt}. */
public final class NativeMethods {
    private static final String FILE = "jdk-natives.txt";

    /** What becomes of a call. */
    public enum Answer {
        /** It has no effect but on memory, and takes nothing from the host. */
        COMPUTES,
        /** It looks at the host, and sees the same in every run. */
        LOOKS,
        /** A simulated thread is turned away above it. */
        MODELLED,
        /** It throws. */
        REFUSED
    }

    /**
     * A line of the list.
     *
     * @param owner the class that declares the methods
     * @param callers classes that call them, where they are refused
     */
    public record Line(Answer answer, String owner, List<String> methods, List<String> callers) {}

    private NativeMethods() {}

    /** Returns the list. */
    public static List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        try (InputStream in = NativeMethods.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            for (String line : Words.parts(new String(in.readAllBytes(), StandardCharsets.UTF_8), '\n')) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(parse(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static Line parse(String line) {
        int space = line.indexOf(' ');
        int colon = line.indexOf(':');
        int callers = line.indexOf('<');
        if (space < 0 || colon < space) {
            throw new IllegalStateException(FILE + ": 'answer class: methods [< callers]' expected: " + line);
        }
        return new Line(
                answer(line.substring(0, space), line),
                line.substring(space + 1, colon),
                Words.parts(line.substring(colon + 1, callers < 0 ? line.length() : callers), ' '),
                callers < 0 ? List.of() : Words.parts(line.substring(callers + 1), ' '));
    }

    private static Answer answer(String word, String line) {
        return switch (word) {
            case "computes" -> Answer.COMPUTES;
            case "looks" -> Answer.LOOKS;
            case "modelled" -> Answer.MODELLED;
            case "refused" -> Answer.REFUSED;
            default ->
                throw new IllegalStateException(
                        FILE + ": 'computes', 'looks', 'modelled' or 'refused' expected: " + line);
        };
    }
}
