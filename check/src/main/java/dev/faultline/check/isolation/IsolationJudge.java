package dev.faultline.check.isolation;

import dev.faultline.check.Answer;
import dev.faultline.check.Intake;
import dev.faultline.check.Judge;
import dev.faultline.check.Question;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.ReadLimits;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.picture.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges histories of transactions over lists, registers, sets and counters: isolation levels. Stateless. */
public final class IsolationJudge implements Judge {
    private static final Map<String, Model> MODELS = new HashMap<>();

    static {
        for (Model model : Model.values()) {
            MODELS.put(model.word(), model);
        }
        // Names of single operations, of which levels of transactions can be asked, too.
        MODELS.put("register", Model.REGISTER);
        MODELS.put("cas-register", Model.REGISTER);
        MODELS.put("kv", Model.REGISTER);
        MODELS.put("set", Model.SET_ADD);
        MODELS.put("counter", Model.COUNTER_ADD);
    }

    private static final int MOST_NAMED = 50;
    private static final long LEAST_MEMORY_BYTES = 1L << 20;

    @Override
    public Set<String> models() {
        return new TreeSet<>(MODELS.keySet());
    }

    @Override
    public Set<String> levels() {
        return new TreeSet<>(IsolationLevel.everyName());
    }

    @Override
    public boolean recognizes(Question question) {
        Path file = question.files().getFirst();
        return Files.isDirectory(file)
                || switch (FileFormat.of(file)) {
                    case EDN, JSON, PLUME, AWDIT, DBCOP, COBRA, EMPTY -> true;
                    case JEPSEN_LOG, UNKNOWN -> false;
                };
    }

    @Override
    public Optional<Answer> judge(Question question) {
        if (question.files().size() != 1) {
            throw new IllegalArgumentException(
                    "a history of transactions is one file, or one folder of Cobra's logs, not "
                            + question.files().size());
        }
        Model asked = question.model().map(MODELS::get).orElse(null);
        IsolationLimits limits = IsolationLimits.standard()
                .memoryBytes(Math.max(LEAST_MEMORY_BYTES, question.limits().memoryBytes()))
                .stop(question.limits().stop());
        Path file = question.files().getFirst();
        TransactionFiles.Contents contents;
        TransactionSettings settings;
        try {
            SingleOperations single = SingleOperations.of(file, limits);
            Model model = asked == null ? TransactionFiles.model(file, limits) : asked;
            if (model == null && question.level().isEmpty() && single.any()) {
                return Optional.empty();
            }
            model = model == null ? Model.REGISTER : model;
            settings = TransactionSettings.of(question.settings(), file, model, single);
            settings.requireAllUsed(model.word(), asked == null);
            contents = TransactionFiles.read(
                    file, model, settings.world(), settings.keys(), ReadLimits.standard(), limits);
        } catch (CheckStopped stopped) {
            return Optional.of(unread(question, String.valueOf(stopped.getMessage())));
        } catch (OutOfMemoryError full) {
            // The estimates of what a record takes were too low. Nothing that was read is used.
            return Optional.of(unread(question, "the JVM ran out of memory while it read the file"));
        }
        Transactions history = contents.history();
        Intake intake = settings.intake(contents);
        IsolationLevel level = question.level().map(IsolationLevel::of).orElseGet(() -> usual(history));
        IsolationVerdict verdict = IsolationCheck.check(history, level, limits);
        if (verdict instanceof IsolationVerdict.Valid valid && intake.observations() == 0) {
            verdict = nothingChecked(valid, history);
        }
        return Optional.of(answer(
                verdict, history, asked, settings.described(history.model().word()), intake));
    }

    /** VALID of a history in which nothing could be wrong is no answer, at whatever level. */
    private static IsolationVerdict nothingChecked(IsolationVerdict.Valid valid, Transactions history) {
        return new IsolationVerdict.Unknown(
                valid.level(),
                new IsolationVerdict.Findings(List.of(), List.of(), List.of(), List.of()),
                "Unknown whether %s: nothing was checked: %s."
                        .formatted(
                                valid.level(),
                                history.size() == 0
                                        ? "there is no transaction"
                                        : "none of the %d transactions has read anything and committed"
                                                .formatted(history.size())));
    }

    private static Answer unread(Question question, String reason) {
        String level = question.level().orElseGet(IsolationLevel.STRICT_SERIALIZABLE::word);
        String sentence = "Unknown whether %s: %s.".formatted(level, reason);
        String model = question.model().orElse("transactions");
        boolean guessed = question.model().isEmpty();
        return new Answer(
                Answer.Kind.UNKNOWN,
                model,
                guessed,
                level,
                sentence,
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Intake.unread("events"));
    }

    private static IsolationLevel usual(Transactions history) {
        return history.timed() ? IsolationLevel.STRICT_SERIALIZABLE : IsolationLevel.SERIALIZABLE;
    }

    private static Answer answer(
            IsolationVerdict verdict, Transactions history, @Nullable Model asked, String model, Intake intake) {
        IsolationVerdict.Findings findings = verdict.findings();
        List<String> evidence = new ArrayList<>();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("transactions", history.size());
        details.put("strongestSatisfied", words(findings.strongestSatisfied()));
        details.put("weakestViolated", words(findings.weakestViolated()));
        details.put("undecided", words(findings.undecided()));
        details.put(
                "anomalies", findings.anomalies().stream().map(Anomaly::name).toList());
        Answer.Kind kind = switch (verdict) {
            case IsolationVerdict.Valid _ -> Answer.Kind.VALID;
            case IsolationVerdict.Unknown _ -> Answer.Kind.UNKNOWN;
            case IsolationVerdict.Violation violation -> {
                show(violation, new NamedTransactions(history), evidence, details);
                yield Answer.Kind.VIOLATION;
            }
        };
        add(evidence, "anomalies", findings.anomalies().stream().map(Anomaly::name));
        add(evidence, "strongest satisfied", words(findings.strongestSatisfied()).stream());
        add(evidence, "weakest violated", words(findings.weakestViolated()).stream());
        Optional<Picture> picture = verdict instanceof IsolationVerdict.Violation violation
                ? Optional.of(
                        AnomalyPicture.of(violation.anomaly(), history, new NamedTransactions(history).of(violation)))
                : Optional.empty();
        return new Answer(
                kind,
                model,
                asked == null,
                verdict.level().word(),
                verdict.sentence(),
                evidence,
                details,
                picture,
                Optional.empty(),
                intake);
    }

    /** What a violation speaks of: the edges of its cycle, and each transaction with its place. */
    private static void show(
            IsolationVerdict.Violation violation,
            NamedTransactions transactions,
            List<String> evidence,
            Map<String, Object> details) {
        Anomaly anomaly = violation.anomaly();
        Set<Integer> named = transactions.of(violation);
        anomaly.cycle().forEach(edge -> evidence.add(edge.sentence()));
        named.stream().limit(MOST_NAMED).map(transactions::line).forEach(evidence::add);
        if (named.size() > MOST_NAMED) {
            evidence.add("and %d more transactions".formatted(named.size() - MOST_NAMED));
        }
        details.put("anomaly", anomaly.name());
        details.put("counterexample", violation.transactions());
        details.put("minimal", violation.minimal());
        details.put(
                "cycle", anomaly.cycle().stream().map(NamedTransactions::fields).toList());
        details.put("named", named.stream().map(transactions::fields).toList());
    }

    private static void add(List<String> lines, String what, java.util.stream.Stream<String> words) {
        String joined = String.join(", ", words.distinct().toList());
        if (!joined.isEmpty()) {
            lines.add(what + ": " + joined);
        }
    }

    private static List<String> words(List<IsolationLevel> levels) {
        return levels.stream().map(IsolationLevel::word).toList();
    }
}
