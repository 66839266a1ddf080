package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An isolation level: a guarantee about data within a scope. The names are those of Elle's lattice.
 *
 * <p>One implies another if its guarantee implies the other's and its scope is at least as wide. Causal consistency
 * always counts sessions; the guarantees between read committed and causal have no variant in real time.
 *
 * @param guarantee what it promises about data
 * @param scope which orders beside the data it respects
 */
public record IsolationLevel(Guarantee guarantee, Scope scope) {

    public static final IsolationLevel READ_UNCOMMITTED = new IsolationLevel(Guarantee.READ_UNCOMMITTED, Scope.DATA);
    public static final IsolationLevel READ_COMMITTED = new IsolationLevel(Guarantee.READ_COMMITTED, Scope.DATA);
    public static final IsolationLevel READ_ATOMIC = new IsolationLevel(Guarantee.READ_ATOMIC, Scope.DATA);
    public static final IsolationLevel CAUSAL = new IsolationLevel(Guarantee.CAUSAL, Scope.SESSION);
    public static final IsolationLevel SNAPSHOT_ISOLATION =
            new IsolationLevel(Guarantee.SNAPSHOT_ISOLATION, Scope.DATA);
    public static final IsolationLevel SERIALIZABLE = new IsolationLevel(Guarantee.SERIALIZABLE, Scope.DATA);
    public static final IsolationLevel STRICT_SERIALIZABLE = new IsolationLevel(Guarantee.SERIALIZABLE, Scope.REALTIME);

    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("strict-serializable", "strong-serializable"),
            Map.entry("strong-session-causal", "causal"),
            Map.entry("causal-cerone", "causal"),
            Map.entry("tcc", "causal"),
            Map.entry("cc", "causal"),
            Map.entry("pl-1", "read-uncommitted"),
            Map.entry("pl-2", "read-committed"),
            Map.entry("pl-2+", "consistent-view"),
            Map.entry("pl-2.99", "repeatable-read"),
            Map.entry("pl-cs", "cursor-stability"),
            Map.entry("pl-si", "snapshot-isolation"),
            Map.entry("pl-3", "serializable"),
            Map.entry("conflict-serializable", "serializable"),
            Map.entry("pl-ss", "strong-serializable"),
            Map.entry("rc", "read-committed"),
            Map.entry("ra", "read-atomic"),
            Map.entry("psi", "parallel-snapshot-isolation"),
            Map.entry("si", "snapshot-isolation"),
            Map.entry("ser", "serializable"),
            Map.entry("pc", "prefix"));

    private static final List<IsolationLevel> ALL = every();
    private static final Map<String, IsolationLevel> BY_NAME = byName();

    /** @throws IllegalArgumentException if there is no such level */
    public IsolationLevel {
        if (!exists(guarantee, scope)) {
            throw new IllegalArgumentException(
                    "there is no level " + scope.prefix() + guarantee.word() + "; there are " + names());
        }
    }

    /** All levels, each after those that it implies. */
    public static List<IsolationLevel> all() {
        return ALL;
    }

    /**
     * The level of a name, such as {@code strict-serializable}, {@code snapshot-isolation}, {@code PL-2} or
     * {@code strong-session-PL-SI}: those of Elle's lattice and their short forms, in large or small letters, with hyphens,
     * blanks or lines below between the words.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static IsolationLevel of(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
        return Optional.ofNullable(BY_NAME.get(lower))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no isolation level '" + name + "'; there are " + names()));
    }

    /** Every name that {@link #of} knows, in small letters with hyphens. */
    static Set<String> everyName() {
        return BY_NAME.keySet();
    }

    /** The names of the lattice, and the others, these with the prefixes of the scopes too. */
    private static Map<String, IsolationLevel> byName() {
        Map<String, IsolationLevel> byName = new TreeMap<>();
        ALL.forEach(level -> {
            byName.put(level.plainName(), level);
            byName.put(level.word(), level);
        });
        Map<String, IsolationLevel> others = new TreeMap<>();
        OTHER_NAMES.forEach((other, word) -> {
            for (Scope scope : Scope.values()) {
                IsolationLevel level = byName.get(scope.prefix() + word);
                if (level != null) {
                    others.put(scope.prefix() + other, level);
                }
            }
        });
        others.forEach(byName::putIfAbsent);
        return Collections.unmodifiableMap(byName);
    }

    /** The name in Elle's lattice. */
    public String word() {
        return equals(STRICT_SERIALIZABLE) ? "strict-serializable" : plainName();
    }

    /** Whether every history that satisfies this level satisfies the other. */
    public boolean implies(IsolationLevel other) {
        return scope.compareTo(other.scope) >= 0 && guarantee.implies(other.guarantee);
    }

    /**
     * This level as the papers on formats without times mean it: with sessions, and read committed as Biswas and Enea
     * define it, which is monotonic atomic view here. Levels in real time mean nothing else there: it can only be told
     * that they are violated.
     */
    IsolationLevel withSessions() {
        if (scope == Scope.REALTIME) {
            return this;
        }
        Guarantee meant = guarantee == Guarantee.READ_COMMITTED ? Guarantee.MONOTONIC_ATOMIC_VIEW : guarantee;
        return new IsolationLevel(meant, Scope.SESSION);
    }

    @Override
    public String toString() {
        return word();
    }

    private String plainName() {
        return guarantee == Guarantee.CAUSAL ? guarantee.word() : scope.prefix() + guarantee.word();
    }

    private static boolean exists(Guarantee guarantee, Scope scope) {
        return switch (guarantee) {
            case CAUSAL -> scope == Scope.SESSION;
            case MONOTONIC_ATOMIC_VIEW, READ_ATOMIC, CURSOR_STABILITY -> scope != Scope.REALTIME;
            default -> true;
        };
    }

    private static List<IsolationLevel> every() {
        List<IsolationLevel> levels = new ArrayList<>();
        for (Guarantee guarantee : Guarantee.values()) {
            for (Scope scope : Scope.values()) {
                if (exists(guarantee, scope)) {
                    levels.add(new IsolationLevel(guarantee, scope));
                }
            }
        }
        return List.copyOf(levels);
    }

    private static String names() {
        return ALL == null ? "others" : ALL.stream().map(IsolationLevel::word).collect(Collectors.joining(", "));
    }
}
