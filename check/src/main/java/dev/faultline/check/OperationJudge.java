package dev.faultline.check;

import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.ReadLimits;
import dev.faultline.check.picture.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges histories of single operations: linearizability and what is near to it, and invariants. */
public final class OperationJudge implements Judge {

    private static final int THREADS = 2;

    @Override
    public Set<String> models() {
        Set<String> all = new TreeSet<>(NamedModels.names());
        for (Invariant invariant : Invariant.values()) {
            all.add(invariant.toString());
        }
        all.add("queue");
        all.add("bank");
        return all;
    }

    @Override
    public Set<String> levels() {
        Set<String> all = new TreeSet<>();
        for (Level level : Level.values()) {
            all.add(level.toString());
        }
        return all;
    }

    @Override
    public boolean recognizes(Question question) {
        FileFormat format = FileFormat.of(question.files().getFirst());
        return format == FileFormat.EDN || format == FileFormat.JSON || format == FileFormat.JEPSEN_LOG;
    }

    @Override
    public Optional<Answer> judge(Question question) {
        if (question.files().size() != 1) {
            throw new IllegalArgumentException("a history of operations is one file, not "
                    + question.files().size());
        }
        Path file = question.files().getFirst();
        Guess guess = Guess.of(file);
        String model = question.model().or(guess::model).orElse(null);
        if (model == null) {
            return Optional.empty();
        }
        String name = model.equals("queue") ? "fifo-queue" : model.equals("bank") ? "bank-totals" : model;
        Map<String, String> settings = new HashMap<>(guess.settings());
        settings.putAll(question.settings());
        HistoryReader.Keys keys = new NamedModels.Settings(settings).keys();
        History history;
        try (EventReader events = EventReader.open(file, ReadLimits.standard())) {
            history = HistoryReader.read(events, keys, question.limits());
        } catch (LimitReached reached) {
            Verdict verdict = new Verdict.Unknown(
                    Level.LINEARIZABLE,
                    null,
                    reached.limit(),
                    0,
                    0,
                    "The limit on %s was reached while reading.".formatted(Sentences.limit(reached.limit())));
            History none = History.of(List.of());
            return Optional.of(
                    answer(verdict, none, null, name, question.model().isEmpty(), Optional.empty()));
        }
        Optional<Traffic> traffic = Optional.of(Traffic.of(history));
        for (Invariant invariant : Invariant.values()) {
            if (invariant.toString().equals(name)) {
                return Optional.of(answer(
                        invariant.check(history, question.limits()),
                        history,
                        null,
                        name,
                        question.model().isEmpty(),
                        traffic));
            }
        }
        Model<?> known = NamedModels.find(name, new NamedModels.Settings(settings))
                .orElseThrow(() -> new IllegalArgumentException("there is no model '" + name + "' of operations"));
        Verdict verdict = check(known, question).run(history);
        return Optional.of(answer(
                verdict,
                history,
                known,
                describe(name, settings),
                question.model().isEmpty(),
                traffic));
    }

    private static Check check(Model<?> model, Question question) {
        String level = question.level().orElse(Level.LINEARIZABLE.toString());
        Limits limits = question.limits();
        Limits each = limits.withMemoryBytes(Math.max(1, limits.memoryBytes() / (2 * THREADS)));
        for (Level known : Level.values()) {
            if (known.toString().equals(level)) {
                return Check.of(known, model).within(each).onThreads(THREADS);
            }
        }
        throw new IllegalArgumentException("there is no level '" + level + "' for operations");
    }

    private static String describe(String name, Map<String, String> settings) {
        return settings.isEmpty() ? name : name + " " + new TreeMap<>(settings);
    }

    private static Answer answer(
            Verdict verdict,
            History history,
            @Nullable Model<?> model,
            String name,
            boolean guessed,
            Optional<Traffic> traffic) {
        Map<String, Object> details = new LinkedHashMap<>();
        List<String> evidence = new ArrayList<>();
        Answer.Kind kind = switch (verdict) {
            case Verdict.Valid(Level _, Witness witness, String _) -> {
                details.put("witness", witness.size());
                yield Answer.Kind.VALID;
            }
            case Verdict.Violation violation -> {
                OperationDetails one = new OperationDetails(history);
                details.put("key", String.valueOf(violation.key()));
                details.put("failingPrefixEvents", violation.failingPrefixEvents());
                details.put("minimal", violation.minimal());
                List<Object> operations = new ArrayList<>();
                for (Operation operation : violation.operations()) {
                    evidence.add(one.line(model, operation));
                    operations.add(one.fields(operation));
                }
                details.put("operations", operations);
                yield Answer.Kind.VIOLATION;
            }
            case Verdict.Unknown unknown -> {
                details.put("reason", unknown.reason().name());
                details.put("explainedEvents", unknown.explainedEvents());
                details.put("totalEvents", unknown.totalEvents());
                yield Answer.Kind.UNKNOWN;
            }
        };
        Optional<Picture> picture = verdict instanceof Verdict.Violation violation
                ? Optional.of(ViolationPicture.of(model, violation, List.of()))
                : Optional.empty();
        return new Answer(
                kind,
                name,
                guessed,
                verdict.level().toString(),
                verdict.sentence(),
                evidence,
                details,
                picture,
                traffic);
    }
}
