package dev.faultline.experiment;

import dev.faultline.chaos.Drawn;
import dev.faultline.chaos.file.ScheduleFile;
import dev.faultline.chaos.file.Surroundings;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.experiment.Problems.Place;
import dev.faultline.journal.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * A table of an experiment file and how its values are read.
 *
 * <p>Whatever is wrong is added to the problems, and something harmless returned, so that reading goes on. The keys
 * that are asked for are the known ones; {@link #refuseOthers} complains about the rest.
 */
final class Section {
    private static final String USUAL = "usual";

    private final TomlTable table;
    private final Place place;
    private final Problems problems;
    private final Placeholders placeholders;
    private final Set<String> known = new LinkedHashSet<>();

    Section(TomlTable table, Place place, Problems problems, Placeholders placeholders) {
        this.table = table;
        this.place = place;
        this.problems = problems;
        this.placeholders = placeholders;
    }

    /** Returns this table, read with other placeholders. */
    Section with(Placeholders others) {
        return new Section(table, place, problems, others);
    }

    Place place() {
        return place;
    }

    /** Returns the scenario that these keys of the table say. */
    Scenario scenario(Set<String> keys, String source, Surroundings surroundings) {
        return ScheduleFile.read(table, keys, place.key(), source, surroundings);
    }

    Set<String> keys() {
        return table.keySet();
    }

    boolean has(String key) {
        known.add(key);
        return table.contains(List.of(key));
    }

    boolean isTable(String key) {
        return table.isTable(List.of(key));
    }

    boolean isArray(String key) {
        return table.isArray(List.of(key));
    }

    Place place(String key) {
        String quoted = Toml.joinKeyPath(List.of(key));
        String path = place.key().isEmpty() ? quoted : place.key() + "." + quoted;
        return has(key)
                ? Place.of(table.inputPositionOf(List.of(key)), path)
                : new Place(place.line(), place.column(), path);
    }

    void problem(String key, String message) {
        problems.add(place(key), message);
    }

    /** Returns the value of a key that is there. */
    private Object value(String key) {
        return Objects.requireNonNull(table.get(List.of(key)));
    }

    /** Returns the table of this key; an empty one if there is none. */
    Section section(String key) {
        boolean present = has(key);
        if (present && !isTable(key)) {
            problem(key, "must be a table, is " + describe(value(key)));
        }
        TomlTable inner = present && isTable(key) ? table.getTable(List.of(key)) : null;
        return new Section(inner == null ? Toml.parse("") : inner, place(key), problems, placeholders);
    }

    /** Returns the value of the key as it stands: a text, a number, true or false. */
    Optional<Template> template(String key) {
        return has(key) ? template(value(key), place(key)) : Optional.empty();
    }

    private Optional<Template> template(Object value, Place where) {
        return switch (value) {
            case String text -> Optional.of(new Template(text, where, false));
            case Long number -> Optional.of(new Template(number.toString(), where, true));
            case Boolean flag -> Optional.of(new Template(flag.toString(), where, true));
            default -> {
                problems.add(where, "must be a text, an integer, true or false; is " + describe(value));
                yield Optional.empty();
            }
        };
    }

    /** Returns the values of the list at this key as they stand. */
    List<Template> templates(String key) {
        List<Template> templates = new ArrayList<>();
        if (!has(key)) {
            return templates;
        }
        if (!(value(key) instanceof TomlArray array)) {
            problem(key, "must be a list, is " + describe(value(key)));
            return templates;
        }
        for (int i = 0; i < array.size(); i++) {
            Place where = Place.of(array.inputPositionOf(i), place(key).key() + "[" + i + "]");
            template(array.get(i), where).ifPresent(templates::add);
        }
        return templates;
    }

    /** One entry of a list: a value or a table. */
    record Entry(Section list, Object value, Place where) {
        /** Returns the entry as a text, filled in; empty if it is a table. */
        Optional<Template> text() {
            if (value instanceof TomlTable) {
                return Optional.empty();
            }
            return list.template(value, where)
                    .map(template -> new Template(list.placeholders.fill(template), where, template.literal()));
        }

        /** Returns the entry as a table; empty if it is none. */
        Optional<Section> table() {
            return value instanceof TomlTable table
                    ? Optional.of(new Section(table, where, list.problems, list.placeholders))
                    : Optional.empty();
        }

        void problem(String message) {
            list.problems.add(where, message);
        }
    }

    /** Returns the entries of the list at this key. */
    List<Entry> entries(String key) {
        List<Entry> entries = new ArrayList<>();
        if (has(key) && value(key) instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                Place where = Place.of(array.inputPositionOf(i), place(key).key() + "[" + i + "]");
                entries.add(new Entry(this, array.get(i), where));
            }
        } else if (has(key)) {
            problem(key, "must be a list, is " + describe(value(key)));
        }
        return entries;
    }

    /** Complains about every key but these: it would not be used. */
    void refuseUnused(List<String> used, String why) {
        for (String key : table.keySet()) {
            if (!used.contains(key)) {
                problem(key, "is not used: " + why);
            }
        }
    }

    /** Returns all values of the table at this key as they stand. */
    Map<String, Template> templateTable(String key) {
        Section inner = section(key);
        Map<String, Template> templates = new LinkedHashMap<>();
        inner.keys().forEach(name -> inner.template(name).ifPresent(template -> templates.put(name, template)));
        return templates;
    }

    /** Returns all values of the table at this key, filled in. */
    Map<String, String> textTable(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        templateTable(key).forEach((name, template) -> texts.put(name, placeholders.fill(template)));
        return texts;
    }

    /** Returns the texts of a table, without those that say {@link #USUAL}. */
    Map<String, String> saidTexts(String key) {
        Map<String, String> texts = textTable(key);
        texts.values().removeIf(USUAL::equals);
        return texts;
    }

    /** Returns whether the key says other than {@link #USUAL}, which is as good as leaving it out. */
    boolean says(String key) {
        return has(key) && !(value(key) instanceof String && text(key, "").equals(USUAL));
    }

    String text(String key, String byDefault) {
        return template(key).map(placeholders::fill).orElse(byDefault);
    }

    /** Returns a text that must be there, and not empty. */
    String requiredText(String key, String what) {
        if (!has(key)) {
            problem(key, "is missing; it is " + what);
            return "";
        }
        String text = text(key, "");
        if (text.isBlank()) {
            problem(key, "is empty; it is " + what);
        }
        return text;
    }

    List<Template> filled(String key) {
        return templates(key).stream()
                .map(template -> new Template(placeholders.fill(template), template.place(), template.literal()))
                .toList();
    }

    long number(String key, long min, long max, long byDefault) {
        return value(
                key,
                byDefault,
                "an integer",
                text -> {
                    try {
                        return Optional.of(Long.parseLong(text));
                    } catch (NumberFormatException e) {
                        return Optional.empty();
                    }
                },
                number -> number >= min && number <= max,
                "from " + min + " to " + max);
    }

    /**
     * Returns the range from which each seed draws the value of this key; empty if the value is none.
     *
     * @param check throws {@link IllegalArgumentException} where the range is wrong
     */
    Optional<String> range(String key, Consumer<String> check) {
        if (!has(key) || !(value(key) instanceof String)) {
            return Optional.empty();
        }
        Optional<String> range = Optional.of(text(key, "")).filter(Drawn::isRange);
        range.ifPresent(text -> {
            try {
                check.accept(text);
            } catch (IllegalArgumentException e) {
                problem(key, String.valueOf(e.getMessage()));
            }
        });
        return range;
    }

    /** Returns a share, from 0 to 1. */
    double share(String key, double byDefault) {
        return decimal(key, 0, 1, byDefault, "a share like 0.01");
    }

    /** Returns a number that may have a fraction. */
    double decimal(String key, double min, double max, double byDefault) {
        return decimal(key, min, max, byDefault, "a number");
    }

    private double decimal(String key, double min, double max, double byDefault, String form) {
        String range = "from " + plain(min) + " to " + plain(max);
        if (has(key) && value(key) instanceof Double number) {
            if (number >= min && number <= max) {
                return number;
            }
            problem(key, "must be " + range + ", is " + number);
            return byDefault;
        }
        return value(
                key,
                byDefault,
                form,
                text -> {
                    try {
                        return Optional.of(Double.parseDouble(text));
                    } catch (NumberFormatException e) {
                        return Optional.empty();
                    }
                },
                number -> number >= min && number <= max,
                range);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    Duration duration(String key, Duration min, Duration max, Duration byDefault) {
        return value(
                key,
                byDefault,
                Durations.FORM,
                Durations::parse,
                duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0,
                "from " + Durations.format(min) + " to " + Durations.format(max));
    }

    boolean flag(String key, boolean byDefault) {
        Function<String, Optional<Boolean>> parse = text ->
                text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
        return value(key, byDefault, "true or false", parse, flag -> true, "");
    }

    String choice(String key, List<String> choices, String byDefault) {
        String text = text(key, byDefault);
        if (has(key) && !choices.contains(text)) {
            problem(key, "'" + text + "' is unknown; " + Spelling.hint(text, "choices", choices));
        }
        return text;
    }

    private <T> T value(
            String key,
            T byDefault,
            String form,
            Function<String, Optional<T>> parse,
            Function<T, Boolean> inRange,
            String range) {
        if (has(key) && !isScalar(value(key))) {
            problem(
                    key,
                    "must be " + form + ", is " + (value(key) instanceof Double ? value(key) : describe(value(key))));
            return byDefault;
        }
        Optional<Template> template = template(key);
        if (template.isEmpty()) {
            return byDefault;
        }
        String text = placeholders.fill(template.get());
        boolean substituted = !text.equals(template.get().text());
        String origin = substituted ? " (from " + template.get().text() + ")" : "";
        // A number in quotes is a mistake, one that an option gives is not; durations always stand in quotes.
        boolean quotedRightly = substituted || template.get().literal() || byDefault instanceof Duration;
        Optional<T> parsed = quotedRightly ? parse.apply(text) : Optional.empty();
        if (parsed.isEmpty()) {
            problem(key, "must be " + form + ", is " + (template.get().literal() ? text : "\"" + text + "\"") + origin);
            return byDefault;
        }
        if (!inRange.apply(parsed.get())) {
            problem(key, "must be " + range + ", is " + text + origin);
            return byDefault;
        }
        return parsed.get();
    }

    private static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Long || value instanceof Boolean;
    }

    /** Complains about every key that nobody asked for. */
    void refuseOthers() {
        Set<String> asked = new LinkedHashSet<>(known);
        for (String key : table.keySet()) {
            if (!asked.contains(key)) {
                problem(key, "unknown key; " + Spelling.hint(key, "keys here", asked));
            }
        }
    }

    private static String describe(Object value) {
        return switch (value) {
            case String text -> "a text";
            case Long number -> "an integer";
            case Double number -> "a number with a fraction";
            case Boolean flag -> "true or false";
            case TomlArray array -> "a list";
            case TomlTable inner -> "a table";
            default -> "a date or time";
        };
    }
}
