package dev.faultline.sim.internal.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the machine as {@code machine-files.txt} has it: its path, and lines with places for figures, or what it is a
 * link to.
 */
record MachineTemplate(String path, @Nullable String target, List<String> lines) {
    private static final String FILE = "machine-files.txt";
    private static final String BEGINS = "=== ";
    private static final String LINK = " -> ";
    private static final String EACH = "@each processor";
    private static final String END = "@end";

    static List<MachineTemplate> readAll() {
        try (InputStream in = MachineTemplate.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what stands after the first line that begins a file; what is before it is for people. */
    private static List<MachineTemplate> parse(List<String> lines) {
        List<MachineTemplate> all = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(BEGINS)) {
                String head = line.substring(BEGINS.length());
                int link = head.indexOf(LINK);
                current = new ArrayList<>();
                all.add(
                        link < 0
                                ? new MachineTemplate(head, null, current)
                                : new MachineTemplate(
                                        head.substring(0, link), head.substring(link + LINK.length()), current));
            } else {
                current.add(line);
            }
        }
        all.forEach(MachineTemplate::dropBlankEnd);
        return List.copyOf(all);
    }

    private void dropBlankEnd() {
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
    }

    /** Returns the contents with these figures. */
    String text(MachineFigures figures) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals(EACH)) {
                append(text, fill(lines.get(i), figures));
                continue;
            }
            int end = i + lines.subList(i, lines.size()).indexOf(END);
            for (int processor = 0; processor < figures.processors(); processor++) {
                for (String line : lines.subList(i + 1, end)) {
                    append(text, fill(line.replace("${processor}", Integer.toString(processor)), figures));
                }
            }
            i = end;
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String line) {
        if (line.endsWith("\\")) {
            text.append(line, 0, line.length() - 1);
        } else {
            text.append(line).append('\n');
        }
    }

    /** Puts figures into their places: <code>${name}</code>, or <code>${name,8}</code> for one that is 8 wide at least. */
    static String fill(String line, MachineFigures figures) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (int place = line.indexOf("${"); place >= 0; place = line.indexOf("${", at)) {
            int end = line.indexOf('}', place);
            String name = line.substring(place + 2, end);
            int comma = name.indexOf(',');
            String figure = figures.get(comma < 0 ? name : name.substring(0, comma));
            int width = comma < 0 ? 0 : Integer.parseInt(name.substring(comma + 1));
            filled.append(line, at, place)
                    .append(" ".repeat(Math.max(0, width - figure.length())))
                    .append(figure);
            at = end + 1;
        }
        return filled.append(line, at, line.length()).toString();
    }
}
