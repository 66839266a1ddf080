package dev.faultline.cli;

import dev.faultline.check.Answer;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The answers of a check, for people and for programs, and the exit code that they come to. */
final class AnswerPrinter {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REFUSED = "REFUSED";

    private final PrintStream out;
    private final boolean json;
    private final boolean several;
    private final Map<Answer.Kind, Integer> counts = new EnumMap<>(Answer.Kind.class);
    private int refused;

    /** @param several whether each answer has to name its history */
    AnswerPrinter(PrintStream out, boolean json, boolean several) {
        this.out = out;
        this.json = json;
        this.several = several;
    }

    void print(String history, Answer answer) {
        counts.merge(answer.kind(), 1, Integer::sum);
        if (json) {
            printJson(history, answer);
            return;
        }
        out.println((several ? history + ": " : "") + answer.kind() + " - " + answer.sentence());
        answer.evidence().forEach(line -> out.println("    " + line));
        out.println("model " + answer.model() + (answer.guessed() ? " (guessed from the content)" : "") + ", level "
                + answer.level());
        out.println(answer.intake().sentence());
        answer.intake().assumptions().forEach(out::println);
        answer.traffic().ifPresent(traffic -> traffic.lines().forEach(out::println));
    }

    private void printJson(String history, Answer answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("history", history);
        fields.put("verdict", answer.kind().name());
        fields.put("sentence", answer.sentence());
        fields.put("model", answer.model());
        fields.put("modelGuessed", answer.guessed());
        fields.put("level", answer.level());
        fields.put("intake", answer.intake().fields());
        fields.put("evidence", answer.evidence());
        fields.put("details", answer.details());
        answer.traffic().ifPresent(traffic -> fields.put("traffic", traffic.fields()));
        out.println(JSON.writeValueAsString(fields));
    }

    /** One of several histories cannot be judged. */
    void refused(String history, String why) {
        refused++;
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("history", history);
            fields.put("verdict", REFUSED);
            fields.put("sentence", why);
            out.println(JSON.writeValueAsString(fields));
        } else {
            out.println(history + ": " + REFUSED + " - " + why);
        }
    }

    /** What all of several histories come to. */
    void end() {
        if (several && !json) {
            int all = refused
                    + counts.values().stream().mapToInt(Integer::intValue).sum();
            out.println(String.format(
                    Locale.ROOT,
                    "%,d histories: %,d valid, %,d violated, %,d unknown, %,d refused",
                    all,
                    count(Answer.Kind.VALID),
                    count(Answer.Kind.VIOLATION),
                    count(Answer.Kind.UNKNOWN),
                    refused));
        }
    }

    /** The worst of all: 254 if one was refused, else 1, 2 or 0. */
    int exitCode() {
        return refused > 0
                ? Main.BAD_USAGE
                : count(Answer.Kind.VIOLATION) > 0 ? 1 : count(Answer.Kind.UNKNOWN) > 0 ? 2 : 0;
    }

    private int count(Answer.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }
}
