package dev.faultline.chaos.file;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultForm;
import dev.faultline.chaos.FaultSyntaxException;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.Quotes;
import dev.faultline.chaos.SeenEvent;
import dev.faultline.chaos.scenario.Span;
import dev.faultline.chaos.scenario.Step;
import dev.faultline.journal.Spelling;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the fault of a step: a line at {@code fault}, or a table with {@code type} and the parts of its form. */
final class FaultReader {
    /** How a length of time begins, perhaps one that is drawn. */
    static final String SPAN = "(?:(?:uniform|log)[ \\t]+[0-9]\\S*|-?[0-9]\\S*)";

    private static final Pattern ROLLING = Pattern.compile(
            "\\s*" + Words.ROLLING + "(?=\\s|$)\\s*(.*?)(?:\\severy\\s+(" + SPAN + ")\\s*)?", Pattern.DOTALL);

    private static final Pattern OPTIONAL =
            Pattern.compile("\\s*" + Words.OPTIONAL + "(?=\\s|$)\\s*(.*)", Pattern.DOTALL);

    private final List<String> nodes;
    private final Map<String, List<String>> groups;
    private final Mistakes mistakes;
    private final Surroundings surroundings;
    /** By the fault itself: tells at its place what is found to be wrong when all are read. */
    private final IdentityHashMap<FaultTemplate, Consumer<FaultSyntaxException>> places = new IdentityHashMap<>();

    FaultReader(Surroundings surroundings, Map<String, List<String>> groups, Mistakes mistakes) {
        this.surroundings = surroundings;
        this.nodes = surroundings.nodes();
        this.groups = groups;
        this.mistakes = mistakes;
    }

    /** Returns the fault of a line; empty if it is none, which is told at that place. */
    Optional<FaultTemplate> line(Tree.Spot spot, String path, String given) {
        String text = given.strip();
        try {
            FaultTemplate template = FaultTemplate.parse(text);
            check(template);
            places.put(template, problem -> mistakes.add(spot, path, "'" + text + "', " + problem.getMessage()));
            return Optional.of(template);
        } catch (IllegalArgumentException e) {
            mistakes.add(spot, path, "'" + text + "', " + message(e, text));
            return Optional.empty();
        }
    }

    /**
     * Returns the step of a line: its fault strikes once, or, behind the word {@code rolling}, one node after the other; behind {@code
     * optional} it need have no effect. Empty if it is none, which is told at that place.
     */
    Optional<Step> step(Tree.Spot spot, String path, String given) {
        Matcher optional = OPTIONAL.matcher(given);
        return optional.matches()
                ? step(spot, path, optional.group(1)).map(Step.Excused::new)
                : strict(spot, path, given);
    }

    private Optional<Step> strict(Tree.Spot spot, String path, String given) {
        Matcher rolling = ROLLING.matcher(given);
        if (!rolling.matches()) {
            return line(spot, path, given).map(fault -> new Step.Break("", fault));
        }
        return line(spot, path, rolling.group(1)).flatMap(fault -> {
            try {
                return Optional.of(new Step.Rolling(
                        fault, Optional.ofNullable(rolling.group(2)).map(Span::new)));
            } catch (IllegalArgumentException e) {
                mistakes.add(spot, path, "'" + given.strip() + "': " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** Returns that a time comes when all is over; nothing if it does not, or that is not known. */
    Optional<String> tooLate(Span time) {
        return surroundings.tooLate(time);
    }

    /**
     * Returns that the fault of a step cannot strike a second time, as the first is never over; nothing if it can, may be about other
     * nodes each time, has a name by which it may be healed, or it is not known when all is over.
     */
    Optional<String> staysOn(Step step) {
        return switch (step) {
            case Step.Excused(Step excused) -> staysOn(excused);
            case Step.Break(String name, FaultTemplate fault) when name.isEmpty() -> staysOn(fault);
            default -> Optional.empty();
        };
    }

    private Optional<String> staysOn(FaultTemplate template) {
        if (surroundings.end().isEmpty() || template.isOverByItself() || template.isDrawn()) {
            return Optional.empty();
        }
        Fault fault = template.check(nodes, surroundings.clients(), groups);
        return fault.conflict(fault, nodes)
                .map(held -> "'" + template + "' has no 'for': the first is on until the end and has hold of " + held
                        + ", so that no second one can be; say how long with 'for'");
    }

    /** Tells that something is wrong at a place. */
    void told(Tree.Spot spot, String path, String problem) {
        mistakes.add(spot, path, problem);
    }

    /** Tells that something is wrong with a fault that was read here. */
    void told(FaultTemplate template, FaultSyntaxException problem) {
        Objects.requireNonNull(places.get(template)).accept(problem);
    }

    private void check(FaultTemplate template) {
        Fault somewhere = template.check(groups);
        List<String> events = surroundings.events();
        for (String words : template.events()) {
            SeenEvent seen = SeenEvent.parse(words);
            String event = seen.name();
            if (!events.isEmpty() && !events.contains(event)) {
                throw template.wrongWords(
                        "@event(\"" + words,
                        "no run has an event '" + event + "'; " + Spelling.hint(event, "events", events));
            }
            for (String name : seen.where().keySet()) {
                Optional<String> wrong = events.isEmpty() ? Optional.empty() : EventNames.wrongData(event, name);
                if (wrong.isPresent()) {
                    throw template.wrongWords("@event(\"" + words, wrong.get());
                }
            }
        }
        surroundings
                .suits()
                .require(template, nodes.isEmpty() ? somewhere : template.check(nodes, surroundings.clients(), groups));
    }

    private static String message(IllegalArgumentException e, String text) {
        String word = text.strip().split("\\s+", 2)[0];
        boolean known = FaultForm.ofWord(word).isPresent();
        if (known || !(e instanceof FaultSyntaxException)) {
            return String.valueOf(e.getMessage());
        }
        String column = "column " + (text.indexOf(word) + 1) + ": ";
        return word.matches(SPAN)
                ? column + "'" + word + "' is a time, and here stands what breaks; write at = \"" + word
                        + "\" beside it"
                : column + "'" + word + "' is no kind of fault; " + Spelling.hint(word, "kinds", words());
    }

    private static List<String> words() {
        return FaultForm.all().stream().map(FaultForm::word).toList();
    }

    /** Returns the fault that the keys of the table make, {@code type} first; takes them. */
    Optional<FaultTemplate> table(Fields fields) {
        Fields.Taken type = fields.take("type").orElseThrow();
        Optional<String> word =
                fields.text(type).map(Words::hyphenated).flatMap(given -> word(fields, type.key(), given));
        if (word.isEmpty()) {
            fields.left().stream().filter(key -> !Words.OF_STEPS.contains(key)).forEach(fields::take);
            return Optional.empty();
        }
        FaultForm form = FaultForm.ofWord(word.get()).orElseThrow();
        StringBuilder line = new StringBuilder(form.word());
        NavigableMap<Integer, String> keys = new TreeMap<>(Map.of(0, type.key()));
        boolean whole = true;
        Map<FaultForm.Part, Fields.Taken> given = taken(form, fields);
        for (FaultForm.Part part : form.parts()) {
            Fields.Taken taken = given.get(part);
            if (taken == null) {
                whole &= isSpared(form, part, fields);
                continue;
            }
            Optional<String> text =
                    new PartTexts(fields).of(part, taken).filter(each -> fits(form, fields, taken, each));
            whole &= text.isPresent();
            line.append(part.said().isEmpty() ? "" : " " + part.said()).append(' ');
            keys.put(line.length(), taken.key());
            line.append(text.orElse(""));
        }
        return whole ? checked(fields, line.toString(), keys) : Optional.empty();
    }

    private Optional<String> word(Fields fields, String key, String given) {
        Optional<FaultForm> form = FaultForm.ofWord(given);
        if (form.isEmpty()) {
            fields.problem(key, "'" + given + "' is no kind of fault; " + Spelling.hint(given, "kinds", words()));
            return Optional.empty();
        }
        if (!form.get().word().equals("kill")) {
            return Optional.of(form.get().word());
        }
        Optional<Fields.Taken> crash = fields.take(Words.CRASH_TYPE);
        if (crash.isEmpty()) {
            return Optional.of("kill");
        }
        return fields.text(crash.get()).flatMap(how -> {
            String word = Words.CRASHES.getOrDefault(how, "");
            if (word.isEmpty()) {
                List<String> possible = Words.CRASHES.keySet().stream().sorted().toList();
                fields.problem(
                        crash.get().key(),
                        "'" + how + "' is unknown; " + Spelling.hint(how, "ways to crash", possible));
            }
            return Optional.of(word).filter(each -> !each.isEmpty());
        });
    }

    private static Map<FaultForm.Part, Fields.Taken> taken(FaultForm form, Fields fields) {
        Map<FaultForm.Part, Fields.Taken> taken = new LinkedHashMap<>();
        for (FaultForm.Part part : form.parts()) {
            fields.take(names(form, part).toArray(String[]::new)).ifPresent(found -> taken.put(part, found));
        }
        return taken;
    }

    /** Returns the keys at which the part may stand. */
    static List<String> names(FaultForm form, FaultForm.Part part) {
        List<String> names = new ArrayList<>(List.of(part.key()));
        Words.OF_PARTS.getOrDefault(part.key(), List.of()).stream()
                .filter(name -> form.part(name).isEmpty())
                .forEach(names::add);
        if (part.equals(form.parts().getFirst()) && form.part(Words.TARGET).isEmpty()) {
            names.add(Words.TARGET);
            Stream.of("node", "nodes")
                    .filter(name -> part.notation().startsWith("NODE")
                            && form.part(name).isEmpty())
                    .forEach(names::add);
        }
        return names;
    }

    private static boolean isSpared(FaultForm form, FaultForm.Part part, Fields fields) {
        if (!part.usual().isEmpty() || part.key().equals(FaultForm.LASTING)) {
            return true;
        }
        fields.missing(
                "'" + part.key() + "' is missing; of " + form.word() + " it is " + part.doc() + ": " + part.is()
                        + ", such as \"" + part.example() + "\"",
                names(form, part).toArray(String[]::new));
        return false;
    }

    /** A value must not go over into the next part of the line. */
    private static boolean fits(FaultForm form, Fields fields, Fields.Taken taken, String text) {
        for (FaultForm.Part part : form.parts()) {
            if (!part.said().isEmpty() && (" " + Quotes.hidden(text) + " ").contains(" " + part.said() + " ")) {
                fields.problem(
                        taken.key(), "'" + text + "' has the word '" + part.said() + "' in it, which is another part");
                return false;
            }
        }
        if (text.isBlank() || text.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            fields.problem(taken.key(), "must be a text of one line, and not empty");
            return false;
        }
        return true;
    }

    private Optional<FaultTemplate> checked(Fields fields, String line, NavigableMap<Integer, String> keys) {
        try {
            FaultTemplate template = FaultTemplate.parse(line);
            check(template);
            places.put(template, problem -> wrong(fields, line, keys, problem));
            return Optional.of(template);
        } catch (FaultSyntaxException e) {
            wrong(fields, line, keys, e);
        } catch (IllegalArgumentException e) {
            fields.problem(String.valueOf(e.getMessage()) + " (in '" + line + "')");
        }
        return Optional.empty();
    }

    private static void wrong(
            Fields fields, String line, NavigableMap<Integer, String> keys, FaultSyntaxException problem) {
        String key = keys.floorEntry(Math.max(0, problem.column() - 1)).getValue();
        fields.problem(key, problem.problem() + " (in '" + line + "')");
    }
}
