package dev.faultline.check;

import dev.faultline.check.format.EventPlaces;
import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.KeySurvey;
import dev.faultline.check.format.ReadLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges histories of single operations: linearizability and what is near to it, and invariants. */
public final class OperationJudge implements Judge {

    private static final int THREADS = 2;

    /** Of invariants that may be guessed, the models that a level can be asked of. */
    private static final Map<String, String> MODEL_OF = Map.of("counter-bounds", "counter", "set-full", "set");

    @Override
    public Set<String> models() {
        Set<String> all = new TreeSet<>(NamedModels.names());
        for (Invariant invariant : Invariant.values()) {
            all.add(invariant.toString());
        }
        all.add("queue");
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

    /**
     * Refuses settings that no history of the model could be asked with.
     *
     * @throws IllegalArgumentException if the model does not have one of them, or not such a value
     */
    public static void requireSettings(String model, Map<String, String> given) {
        String plain = model.equals("queue") ? "fifo-queue" : model;
        Settings settings = new Settings(given, Map.of());
        NamedModels.find(plain, settings);
        settings.requireAllUsed(plain, false);
    }

    @Override
    public boolean recognizes(Question question) {
        Path file = question.files().getFirst();
        if (Files.isDirectory(file)) {
            return false;
        }
        return switch (FileFormat.of(file)) {
            case EDN, JSON, JEPSEN_LOG, EMPTY -> true;
            case PLUME, AWDIT, COBRA, DBCOP, UNKNOWN -> false;
        };
    }

    @Override
    public Optional<Answer> judge(Question question) {
        if (question.files().size() != 1) {
            throw new IllegalArgumentException("a history of operations is one file, not "
                    + question.files().size());
        }
        Path file = question.files().getFirst();
        if (question.model().isEmpty() && !Survey.mayBeOfOperations(file)) {
            return Optional.empty();
        }
        try {
            return new Case(question, file).answer();
        } catch (LimitReached reached) {
            Verdict verdict = new Verdict.Unknown(
                    Level.LINEARIZABLE,
                    null,
                    reached.limit(),
                    0,
                    0,
                    "Nothing was checked: the reading reached its limit on %s."
                            .formatted(Sentences.limit(reached.limit())));
            String model = question.model().orElse("unknown");
            return Optional.of(OperationAnswers.of(
                    verdict,
                    History.of(List.of()),
                    null,
                    model,
                    question.model().isEmpty(),
                    Optional.empty(),
                    Intake.unread("events"),
                    question.meanwhile()));
        }
    }

    /** One question about one file. */
    private static final class Case {

        private final Question question;
        private final Path file;
        private final boolean guessed;
        private FileFormat format = FileFormat.UNKNOWN;
        private Survey survey = new Survey();
        private KeySurvey.Keys keys = KeySurvey.Keys.NONE;
        private HistoryReader.Recording recording;

        Case(Question question, Path file) {
            this.question = question;
            this.file = file;
            guessed = question.model().isEmpty();
            recording = read();
            keys = new Settings(question.settings(), Map.of()).keys(survey.keys(), survey.fields());
            if (keys != KeySurvey.Keys.NONE) {
                survey = new Survey();
                recording = read();
            }
        }

        private HistoryReader.Recording read() {
            try (EventReader events = EventReader.open(file, ReadLimits.standard())) {
                format = events.format();
                return HistoryReader.read(events.withKeys(keys), question.limits(), survey::take);
            }
        }

        Optional<Answer> answer() {
            History history = recording.history();
            if (history.size() == 0) {
                return Optional.of(nothing());
            }
            if (guessed
                    && survey.keys() == KeySurvey.Keys.UNCLEAR
                    && !question.settings().containsKey("keys")) {
                throw new FormatException(
                        file.toString(),
                        0,
                        "all values are pairs, and it does not show whether they are [key value]; say --set"
                                + " keys=in-value or --set keys=field");
            }
            String name = question.model().or(this::guess).orElse(null);
            if (name == null) {
                return Optional.empty();
            }
            String plain = name.equals("queue") ? "fifo-queue" : name;
            Optional<Invariant> invariant = Arrays.stream(Invariant.values())
                    .filter(each -> each.toString().equals(plain))
                    .findFirst();
            Settings settings = new Settings(question.settings(), survey.settings(plain, format));
            settings.keys(survey.keys(), survey.fields());
            return Optional.of(
                    invariant.isPresent() ? ofInvariant(invariant.get(), settings) : ofModel(plain, settings));
        }

        private Optional<String> guess() {
            boolean leveled =
                    question.level().isPresent() && !question.level().get().equals(Level.INVARIANT.toString());
            return survey.model(keys).map(name -> leveled ? MODEL_OF.getOrDefault(name, name) : name);
        }

        private Answer ofInvariant(Invariant invariant, Settings settings) {
            settings.requireAllUsed(invariant.toString(), guessed);
            String level = question.level().orElse(Level.INVARIANT.toString());
            if (!level.equals(Level.INVARIANT.toString())) {
                throw new IllegalArgumentException(
                        "%s%s is an invariant, of which no level can be asked; leave --level out, or name a model with --model"
                                .formatted(invariant, guessed ? " (guessed from the content)" : ""));
            }
            History history = recording.history();
            for (int i = 0; i < history.size(); i++) {
                Operation o = history.operation(i);
                requireFit(o, each -> InvariantFits.problem(invariant, each));
            }
            Verdict verdict = invariant.check(history, question.limits());
            Coverage coverage = Coverage.of(invariant, history);
            return OperationAnswers.of(
                    Coverage.confirm(verdict, invariant, history),
                    history,
                    null,
                    described(invariant.toString(), settings),
                    guessed,
                    Optional.of(Traffic.of(history)),
                    intake(coverage),
                    question.meanwhile());
        }

        private Answer ofModel(String name, Settings settings) {
            Model<?> model = NamedModels.find(name, settings)
                    .orElseThrow(() -> new IllegalArgumentException("there is no model '" + name + "' of operations"));
            settings.requireAllUsed(name, guessed);
            Check check = check(model);
            History history = recording.history();
            for (int i = 0; i < history.size(); i++) {
                requireFit(history.operation(i), o -> problem(model, o));
            }
            Coverage coverage = Coverage.of(model, history);
            Verdict verdict = check.run(history);
            Intake intake = intake(coverage);
            return OperationAnswers.of(
                    Coverage.confirm(verdict, model, history),
                    history,
                    model,
                    described(name, settings),
                    guessed,
                    Optional.of(Traffic.of(history)),
                    NamedModels.assumption(name, model).map(intake::assuming).orElse(intake),
                    question.meanwhile());
        }

        private Check check(Model<?> model) {
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

        private static @Nullable String problem(Model<?> model, Operation o) {
            try {
                return Fit.problem(model, o);
            } catch (IllegalArgumentException unknown) {
                return unknown.getMessage();
            }
        }

        /** Refuses what cannot be, with the line of the answer, or that of the question if that alone cannot be. */
        private void requireFit(Operation o, Fit fit) {
            String problem = fit.problem(o);
            if (problem != null) {
                boolean asked = o.completedEvent() == Operation.NEVER || fit.problem(o.asSeenAfter(0)) != null;
                int event = asked ? o.invokedEvent() : o.completedEvent();
                EventPlaces.Place place = recording.history().place(event);
                throw new FormatException(file.toString(), place == null ? 0 : place.line(), problem);
            }
        }

        private Answer nothing() {
            String level = question.level().orElse(Level.LINEARIZABLE.toString());
            String model = question.model().orElse("none");
            Verdict verdict = new Verdict.Unknown(
                    Arrays.stream(Level.values())
                            .filter(each -> each.toString().equals(level))
                            .findFirst()
                            .orElse(Level.LINEARIZABLE),
                    null,
                    Verdict.Limit.NOTHING_CHECKED,
                    0,
                    0,
                    recording.events() == 0
                            ? "Nothing was checked: there is no event in it."
                            : String.format(
                                    Locale.ROOT,
                                    "Nothing was checked: all of the %,d events mark faults.",
                                    recording.events()));
            return OperationAnswers.of(
                    verdict,
                    recording.history(),
                    null,
                    model,
                    guessed,
                    Optional.empty(),
                    intake(Coverage.of(Invariant.SET_FULL, recording.history())),
                    question.meanwhile());
        }

        private Intake intake(Coverage coverage) {
            return OperationAnswers.intake(recording, coverage, keys);
        }

        private static String described(String name, Settings settings) {
            Map<String, String> used = settings.used();
            return used.isEmpty() ? name : name + " " + used;
        }
    }
}
