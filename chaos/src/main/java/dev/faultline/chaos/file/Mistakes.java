package dev.faultline.chaos.file;

import dev.faultline.chaos.file.Tree.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with a file. */
final class Mistakes {
    private static final int TOLD_MAX = 100;
    private static final int LENGTH_MAX = 1_000;

    private final String source;
    private final Set<ScheduleFileException.Mistake> mistakes = new LinkedHashSet<>();

    Mistakes(String source) {
        this.source = source;
    }

    /** Adds one. Its text has no line breaks, whatever it quotes. */
    void add(Spot spot, String key, String problem) {
        mistakes.add(new ScheduleFileException.Mistake(spot.line(), spot.column(), key, visible(problem)));
    }

    boolean isEmpty() {
        return mistakes.isEmpty();
    }

    List<ScheduleFileException.Mistake> all() {
        return List.copyOf(mistakes);
    }

    private static String visible(String all) {
        String text = all.length() <= LENGTH_MAX ? all : all.substring(0, LENGTH_MAX) + " [...]";
        StringBuilder visible = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                visible.append(String.format("\\u%04x", c));
            } else {
                visible.append((char) c);
            }
        });
        return visible.toString();
    }

    /** Throws if there are any. */
    void check() {
        if (mistakes.isEmpty()) {
            return;
        }
        List<ScheduleFileException.Mistake> sorted = new ArrayList<>(mistakes);
        sorted.sort(Comparator.comparingInt(ScheduleFileException.Mistake::line)
                .thenComparingInt(ScheduleFileException.Mistake::column));
        throw new ScheduleFileException(source, sorted.subList(0, Math.min(sorted.size(), TOLD_MAX)), sorted.size());
    }
}
