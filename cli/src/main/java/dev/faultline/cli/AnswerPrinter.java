package dev.faultline.cli;

import dev.faultline.check.Answer;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The answer of a check, for people and for programs. */
final class AnswerPrinter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AnswerPrinter() {}

    static void print(PrintStream out, Answer answer) {
        out.println(answer.kind() + " - " + answer.sentence());
        answer.evidence().forEach(line -> out.println("    " + line));
        out.println("model " + answer.model() + (answer.guessed() ? " (guessed from the content)" : "") + ", level "
                + answer.level());
        answer.traffic().ifPresent(traffic -> traffic.lines().forEach(out::println));
    }

    static void printJson(PrintStream out, Answer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", answer.kind().name());
        json.put("sentence", answer.sentence());
        json.put("model", answer.model());
        json.put("modelGuessed", answer.guessed());
        json.put("level", answer.level());
        json.put("evidence", answer.evidence());
        json.put("details", answer.details());
        answer.traffic().ifPresent(traffic -> json.put("traffic", traffic.fields()));
        out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }
}
