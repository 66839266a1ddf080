package dev.faultline.check;

import dev.faultline.journal.Amount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much of an input a verdict is about, and what was taken for granted.
 *
 * @param lines lines of text that were read; 0 for a format without lines
 * @param unit what the input consists of, in the plural, such as {@code events}
 * @param read how many of them were read
 * @param used how many of them the verdict is about
 * @param leftOut how many of the others were left out for which reason, in words
 * @param observations how many operations or transactions tell what the system held, so that they could be wrong
 * @param assumptions what the input does not say itself, in sentences without an end
 */
public record Intake(
        long lines,
        String unit,
        long read,
        long used,
        Map<String, Long> leftOut,
        long observations,
        List<String> assumptions) {

    /** Copies the collections; keeps their order, and only reasons that occurred. */
    public Intake {
        Map<String, Long> occurred = new LinkedHashMap<>(leftOut);
        occurred.values().removeIf(count -> count == 0);
        leftOut = Collections.unmodifiableMap(occurred);
        assumptions = List.copyOf(assumptions);
    }

    /** An input of which nothing is known. */
    public static Intake unread(String unit) {
        return new Intake(0, unit, 0, 0, Map.of(), 0, List.of());
    }

    /** The same with one more assumption. */
    Intake assuming(String sentence) {
        List<String> more = new ArrayList<>(assumptions);
        more.add(sentence);
        return new Intake(lines, unit, read, used, leftOut, observations, more);
    }

    /** In a line. */
    public String sentence() {
        String reasons = leftOut.entrySet().stream()
                .map(reason -> String.format(Locale.ROOT, "%,d %s", reason.getValue(), reason.getKey()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "read %s%s: %,d used, %,d left out%s",
                lines > 0 ? Amount.of(lines, "line") + " with " : "",
                Amount.of(read, unit.substring(0, unit.length() - 1)),
                used,
                read - used,
                reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    /** The same for programs. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("lines", lines);
        fields.put("unit", unit);
        fields.put("read", read);
        fields.put("used", used);
        fields.put("leftOut", leftOut);
        fields.put("observations", observations);
        fields.put("assumptions", assumptions);
        return fields;
    }
}
