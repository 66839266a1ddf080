package dev.faultline.cli;

import dev.faultline.check.Answer;
import dev.faultline.check.Traffic;
import dev.faultline.check.picture.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer of a check as a page. */
final class AnswerPage {
    private static final List<String> OPERATION = List.of(
            "client", "operation", "key", "value", "outcome", "answer", "lines", "events", "called, s", "answered, s");

    private static final List<String> TRANSACTION =
            List.of("name", "process", "lines", "indexes", "called, s", "answered, s", "outcome", "operations");

    private static final Map<String, String> FATES =
            Map.of("COMMITTED", "committed", "ABORTED", "aborted", "UNKNOWN", "unknown");

    /** By their names in the details. */
    private static final Map<String, String> FINDINGS = new LinkedHashMap<>();

    static {
        FINDINGS.put("anomalies", "anomalies");
        FINDINGS.put("strongestSatisfied", "strongest levels satisfied");
        FINDINGS.put("weakestViolated", "weakest levels violated");
        FINDINGS.put("undecided", "levels undecided");
    }

    private static final double NANOS = 1e9;

    private AnswerPage() {}

    static String html(Answer answer, List<Path> files) {
        String names =
                files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
        Page page = new Page("Check of " + names);
        Page.Mood mood = switch (answer.kind()) {
            case VALID -> Page.Mood.GOOD;
            case VIOLATION -> Page.Mood.BAD;
            case UNKNOWN -> Page.Mood.OPEN;
        };
        page.verdict(mood, answer.kind().name(), answer.sentence());
        page.paragraph("Model " + answer.model() + (answer.guessed() ? " (guessed from the content)" : "") + ", level "
                + answer.level() + ".");
        List<String> intake = new ArrayList<>(List.of(answer.intake().sentence()));
        intake.addAll(answer.intake().assumptions());
        page.list(intake);
        if (answer.picture().isPresent() || !answer.evidence().isEmpty()) {
            page.heading(answer.kind() == Answer.Kind.VIOLATION ? "Counterexample" : "Findings");
            answer.picture().ifPresent(page::picture);
            if (answer.details().get("operations") instanceof List<?> operations) {
                operations(page, operations);
            } else if (answer.details().containsKey("weakestViolated")) {
                transactions(page, answer.details());
            } else {
                page.list(answer.evidence());
            }
        }
        answer.traffic().ifPresent(traffic -> traffic(page, traffic));
        return page.html();
    }

    private static void traffic(Page page, Traffic traffic) {
        page.heading("Operations");
        if (traffic.hasRates()) {
            page.picture(traffic.picture(List.of()));
        }
        page.table("Latencies", Traffic.headings(), traffic.table());
    }

    /** Those of the counterexample, with their places in the file. */
    private static void operations(Page page, List<?> operations) {
        List<List<String>> rows = new ArrayList<>();
        for (Object operation : operations) {
            if (operation instanceof Map<?, ?> fields) {
                rows.add(List.of(
                        "process " + fields.get("process"),
                        String.valueOf(fields.get("f")),
                        orNone(fields.get("key")),
                        Page.value(fields.get("value")),
                        String.valueOf(fields.get("outcome")).toLowerCase(Locale.ROOT),
                        "OK".equals(fields.get("outcome")) ? Page.value(fields.get("result")) : Page.NONE,
                        both(fields.get("invokedLine"), fields.get("completedLine")),
                        both(fields.get("invokedEvent"), fields.get("completedEvent")),
                        seconds(fields.get("invokedNanos")),
                        seconds(fields.get("completedNanos"))));
            }
        }
        page.table("Operations of the counterexample", OPERATION, rows);
    }

    /** Those that the answer names, with their places in the file, and what else was found. */
    private static void transactions(Page page, Map<String, Object> details) {
        List<List<String>> rows = new ArrayList<>();
        for (Object transaction : list(details, "named")) {
            if (transaction instanceof Map<?, ?> fields) {
                Map<?, ?> begin = place(fields, "invoked");
                Map<?, ?> end = place(fields, "completed");
                rows.add(List.of(
                        String.valueOf(fields.get("name")),
                        fields.get("process")
                                + (fields.get("numberInSession") instanceof Integer number
                                        ? ", its transaction " + number
                                        : ""),
                        both(begin.get("line"), end.get("line")),
                        both(begin.get("index"), end.get("index")),
                        seconds(begin.get("timeNanos")),
                        seconds(end.get("timeNanos")),
                        FATES.getOrDefault(String.valueOf(fields.get("fate")), Page.NONE),
                        did(fields.get("operations"))));
            }
        }
        if (!rows.isEmpty()) {
            page.table("Transactions that the answer names", TRANSACTION, rows);
        }
        List<List<String>> findings = new ArrayList<>();
        FINDINGS.forEach((name, words) -> {
            String found = String.join(
                    ", ",
                    list(details, name).stream().map(String::valueOf).distinct().toList());
            findings.add(List.of(words, found.isEmpty() ? Page.NONE : found));
        });
        page.table("What else was found", List.of("finding", "value"), findings);
    }

    private static List<?> list(Map<String, Object> details, String name) {
        return details.get(name) instanceof List<?> list ? list : List.of();
    }

    private static Map<?, ?> place(Map<?, ?> fields, String end) {
        return fields.get(end) instanceof Map<?, ?> place ? place : Map.of();
    }

    private static String did(@Nullable Object operations) {
        return operations instanceof List<?> list
                ? list.stream()
                        .map(operation -> operation instanceof Map<?, ?> fields
                                ? fields.get("f") + " " + fields.get("key") + " " + Page.value(fields.get("value"))
                                : "")
                        .collect(Collectors.joining(", "))
                : "";
    }

    private static String both(@Nullable Object first, @Nullable Object second) {
        return orNone(first) + (second == null || second.equals(first) ? "" : ", " + second);
    }

    private static String seconds(@Nullable Object nanos) {
        return nanos instanceof Long known ? String.format(Locale.ROOT, "%.6f", known / NANOS) : Page.NONE;
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? Page.NONE : value.toString();
    }
}
