package dev.faultline.experiment;

import dev.faultline.check.Answer;
import dev.faultline.check.Invariant;
import dev.faultline.check.Judge;
import dev.faultline.check.Limits;
import dev.faultline.check.OperationJudge;
import dev.faultline.check.Question;
import dev.faultline.check.ViolationPicture;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.isolation.IsolationJudge;
import dev.faultline.workload.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Judges the history of a run by the names that {@code faultline check} has for models and levels, and by the same code: what a run says of
 * its history, the command says of its {@code history.jsonl}.
 */
final class HistoryCheck {
    private static final Judge OPERATIONS = new OperationJudge();
    private static final Judge TRANSACTIONS = new IsolationJudge();
    private static final List<Judge> JUDGES = List.of(OPERATIONS, TRANSACTIONS);

    /** The settings of models that a file may have; where keys are is known of a run. */
    private static final List<String> SETTINGS =
            List.of(CheckSpec.INITIAL, "nil-read", "failed-cas", "permits", "overdraft", "answers", "world");

    private static final List<String> OF_TRANSACTIONS = List.of(CheckSpec.INITIAL, "nil-read", "world");

    private HistoryCheck() {}

    /** What {@code [check]} says of the history. */
    record Named(String model, Optional<String> level, Map<String, String> settings) {}

    /** Reads model, level and settings, which have to suit what is asked. */
    static Named read(Section section, RequestSpec requests) {
        List<String> models = requests.ready().map(HistoryCheck::models).orElseGet(() -> names(Judge::models));
        if (requests.isOwn() && !section.says("model")) {
            section.problem(
                    "model",
                    "must say by what the answers to a workload of your own are judged: " + String.join(", ", models));
        }
        String model = section.says("model") ? section.choice("model", models, "") : models.getFirst();
        if (model.equals("register") && requests.shares().getOrDefault("cas", 0) > 0) {
            section.problem("model", "register knows no cas, and the workload has some; use cas-register");
        }
        refuseUnknownFunctions(section, requests, model);
        Map<String, String> settings = new LinkedHashMap<>();
        SETTINGS.stream().filter(section::has).forEach(name -> settings.put(name, section.text(name, "")));
        Optional<String> level = section.says("level")
                ? Optional.of(
                        section.choice("level", levels(model), levels(model).getFirst()))
                : Optional.empty();
        Named named = new Named(model, level, settings);
        refuseUnused(section, named);
        return named;
    }

    /** What a workload can be told to ask, and some of its models do not know. */
    private static final Map<String, List<String>> UNKNOWN_TO = Map.of(
            "set-full", List.of("contains", "remove"),
            "counter-bounds", List.of("add-and-get"),
            "mutex", List.of("renewals"),
            "reentrant-lock", List.of("renewals"),
            "fenced-lock", List.of("renewals"));

    private static void refuseUnknownFunctions(Section section, RequestSpec requests, String model) {
        for (String function : UNKNOWN_TO.getOrDefault(model, List.of())) {
            boolean asked = requests.shares().getOrDefault(function, 0) > 0
                    || !requests.settings().getOrDefault(function, "0").equals("0");
            if (asked && requests.ready().isPresent()) {
                section.problem(
                        "model",
                        model + " knows no " + function + ", and the workload has some; use another of "
                                + String.join(", ", requests.ready().get().models()));
            }
        }
    }

    private static List<String> models(Workload workload) {
        return workload.models().isEmpty() ? names(Judge::models) : workload.models();
    }

    private static List<String> names(Function<Judge, Set<String>> names) {
        return JUDGES.stream()
                .map(names)
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> levels(String model) {
        if (Arrays.stream(Invariant.values()).anyMatch(each -> each.toString().equals(model))) {
            return List.of("invariant");
        }
        return JUDGES.stream()
                .filter(judge -> judge.models().contains(model))
                .flatMap(judge -> judge.levels().stream())
                .distinct()
                .toList();
    }

    private static void refuseUnused(Section section, Named named) {
        if (OPERATIONS.models().contains(named.model) && !isOfTransactions(named.model, named.level)) {
            try {
                OperationJudge.requireSettings(named.model, named.settings);
            } catch (IllegalArgumentException e) {
                problem(section, named, String.valueOf(e.getMessage()));
            }
            return;
        }
        named.settings.keySet().stream()
                .filter(name -> !OF_TRANSACTIONS.contains(name))
                .forEach(name -> section.problem(
                        name, "is no setting of transactions; these are " + String.join(", ", OF_TRANSACTIONS)));
    }

    private static void problem(Section section, Named named, String message) {
        List<String> settings = List.copyOf(named.settings.keySet());
        section.problem(
                settings.stream()
                        .filter(name -> message.contains("'" + name + "'"))
                        .findFirst()
                        .orElse(settings.getFirst()),
                message);
    }

    /** Whether the level, or the model where there is none, is one of transactions. */
    private static boolean isOfTransactions(String model, Optional<String> level) {
        return level.map(name -> !OPERATIONS.levels().contains(name))
                .orElse(!OPERATIONS.models().contains(model));
    }

    /**
     * Judges a history.
     *
     * @param file as a run writes it
     * @param meanwhile what went on meanwhile
     * @throws IllegalArgumentException if the answers of a client cannot belong to its requests
     */
    static Answer judge(CheckSpec spec, Path file, List<ViolationPicture.Span> meanwhile) {
        Judge judge = isOfTransactions(spec.model(), spec.level()) ? TRANSACTIONS : OPERATIONS;
        Question question = new Question(
                List.of(file), Optional.of(spec.model()), spec.level(), spec.settings(), Limits.standard(), meanwhile);
        try {
            return judge.judge(question)
                    .orElseThrow(() -> new IllegalStateException("nobody judges a history of " + spec.model()));
        } catch (FormatException odd) {
            // Where the file is must not be told: two runs that are the same say the same.
            throw new IllegalArgumentException(
                    String.valueOf(odd.getMessage()).replace(file.toString(), "history.jsonl"), odd);
        }
    }
}
