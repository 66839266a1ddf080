package dev.faultline.chaos.file;

import dev.faultline.chaos.file.Tree.Spot;
import dev.faultline.journal.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table while it is read: what was taken from it, and what nobody asked for. An underscore in a key is a hyphen; what stands
 * in {@code timing} stands in the table itself.
 */
final class Fields {
    private final Tree.Table table;
    private final String path;
    private final Mistakes mistakes;
    /** By the key as it is asked for: the key as it stands in the file. */
    private final Map<String, String> left = new LinkedHashMap<>();

    private final Set<String> asked = new LinkedHashSet<>();

    Fields(Tree.Table table, String path, Mistakes mistakes) {
        this.table = table;
        this.path = path;
        this.mistakes = mistakes;
        for (String key : table.keys().keySet()) {
            String word = Words.hyphenated(key);
            if (left.putIfAbsent(word, key) != null) {
                mistakes.add(spot(key), path(key), "the same as '" + left.get(word) + "', which is there already");
            }
        }
    }

    /** Returns the place of the key as it stands in the file. */
    Spot spot(String key) {
        return table.keys().getOrDefault(key, table.spot());
    }

    Spot spot() {
        return table.spot();
    }

    String path() {
        return path;
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Mistakes mistakes() {
        return mistakes;
    }

    /** Returns the keys that are left, as they are asked for. */
    List<String> left() {
        return List.copyOf(left.keySet());
    }

    boolean has(String key) {
        asked.add(key);
        return left.containsKey(key);
    }

    /** A value that was taken, with its key as it stands in the file. */
    record Taken(String key, Tree tree) {}

    /** Takes what is at the key, under whichever of its names it stands; two at once are wrong. */
    Optional<Taken> take(String... names) {
        List<Taken> found = new ArrayList<>();
        for (String name : names) {
            asked.add(name);
            String key = left.remove(name);
            if (key != null) {
                found.add(new Taken(key, value(key)));
            }
        }
        for (Taken other : found.subList(Math.min(1, found.size()), found.size())) {
            problem(other.key(), "says the same as '" + found.getFirst().key() + "'; leave one of them out");
        }
        return found.stream().findFirst();
    }

    private Tree value(String key) {
        Tree value = table.values().get(key);
        return value == null ? new Tree.Value(table.spot(), Tree.Scalar.TEXT, "") : value;
    }

    /** Takes a text, or a number as it is written; what is no value is told. */
    Optional<String> text(String... names) {
        return take(names).flatMap(this::text);
    }

    Optional<String> text(Taken taken) {
        if (taken.tree() instanceof Tree.Value value && value.type() != Tree.Scalar.FLAG) {
            return Optional.of(value.text());
        }
        problem(taken.key(), "must be a text, is " + taken.tree().is());
        return Optional.empty();
    }

    Optional<Fields> inner(Taken taken) {
        return taken.tree() instanceof Tree.Table inner
                ? Optional.of(new Fields(inner, path(taken.key()), mistakes))
                : Optional.empty();
    }

    /** Takes a whole number of this range. */
    Optional<Integer> number(int min, int max, String name) {
        return take(name).flatMap(taken -> number(min, max, taken));
    }

    /** Returns a whole number of this range. */
    Optional<Integer> number(int min, int max, Taken taken) {
        if (taken.tree() instanceof Tree.Value value
                && value.type() == Tree.Scalar.NUMBER
                && value.text().matches("[0-9]{1,9}")
                && Integer.parseInt(value.text()) >= min
                && Integer.parseInt(value.text()) <= max) {
            return Optional.of(Integer.parseInt(value.text()));
        }
        problem(
                taken.key(),
                "must be a whole number from " + min + " to " + max + ", is "
                        + (taken.tree() instanceof Tree.Value value
                                ? "'" + value.text() + "'"
                                : taken.tree().is()));
        return Optional.empty();
    }

    /** Tells that something is wrong with the value of the key. */
    void problem(String key, String problem) {
        mistakes.add(spot(key), path(key), problem);
    }

    /** Tells that something is wrong with the table. */
    void problem(String problem) {
        mistakes.add(table.spot(), path, problem);
    }

    /** Tells that something is missing, unless a key that is left is one of these names misspelt, which will be told. */
    void missing(String problem, String... names) {
        boolean misspelt = left.keySet().stream()
                .filter(word -> !asked.contains(word))
                .anyMatch(word -> Spelling.nearest(word, asked)
                        .filter(List.of(names)::contains)
                        .isPresent());
        if (!misspelt) {
            problem(problem);
        }
    }

    /** Complains of the keys that nobody asked for. */
    void refuseOthers() {
        left.forEach(
                (word, key) -> problem(key, asked.contains(word) ? "is not used here" : "unknown key; " + hint(word)));
        left.clear();
    }

    private String hint(String word) {
        return Spelling.hint(word, "keys here", asked);
    }

    /** Complains of the keys that are left, which have no use here. */
    void refuseUnused(String why) {
        left.values().forEach(key -> problem(key, "is not used: " + why));
        left.clear();
    }

    /** Makes what is made of a text; what is wrong with it is told. */
    <T> Optional<T> made(String key, java.util.function.Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
