package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Literal;
import dev.faultline.invariant.Expression.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must hold of a system whenever it is looked at.
 *
 * <pre>{@code
 * Invariant.parse("no overdraft", "all(a in balance: balance[a] >= 0)").at(new Moment.AtChange());
 *
 * Invariant.named("no overdraft")
 *         .holds(all("a", place("balance"), place("balance", variable("a")).isAtLeast(0)))
 *         .at(new Moment.AtChange());
 * }</pre>
 *
 * @param name what it is called; not blank
 * @param scope what its names are about; empty where they mean what they say
 * @param holds what must hold
 * @param moments when it is looked at; one at least
 */
public record Invariant(String name, Optional<Scope> scope, Expression holds, List<Moment> moments) {
    /** How long the text of one may be. */
    public static final int TEXT_MAX = 10_000;
    /** How many parts its tree may have. */
    public static final int SIZE_MAX = 2_000;
    /** How deep its tree may be. */
    public static final int DEPTH_MAX = 100;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the name is blank, there is no moment, or the expression cannot be evaluated, or not
     *     mean what it says: too large, a variable that nothing binds, {@code old} in {@code old}, all nodes where one is meant,
     *     an outcome that no operation has, a scope that nothing in it is subject to
     */
    public Invariant {
        moments = List.copyOf(moments);
        if (name.isBlank()) {
            throw new IllegalArgumentException("an invariant has a name");
        }
        if (moments.isEmpty()) {
            throw new IllegalArgumentException("an invariant is looked at at some moment");
        }
        Soundness.require(scope, holds);
    }

    /**
     * Reads an invariant, which is looked at when operations have been completed.
     *
     * @param name what it is called, unless the text says {@code invariant "NAME":}
     * @throws InvariantException if the text is wrong, with the place
     */
    public static Invariant parse(String name, String text) {
        return Parser.parse(name, text);
    }

    /** Begins an invariant of this name. */
    public static Draft named(String name) {
        return new Draft(name, Optional.empty());
    }

    /**
     * An invariant that does not say yet what must hold.
     *
     * @param name what it is called
     * @param scope what its names are about
     */
    public record Draft(String name, Optional<Scope> scope) {
        /** Returns the draft with names that are about an object. */
        public Draft onObject(String object) {
            return new Draft(name, Optional.of(new Scope.OnObject(Terms.place(object))));
        }

        /** Returns the draft with names that are about the members of a group, or about these objects. */
        public Draft forGroup(String... groups) {
            return new Draft(
                    name,
                    Optional.of(new Scope.ForGroup(
                            List.of(groups).stream().map(Terms::place).toList())));
        }

        /** Returns the draft with names that mean what they say. */
        public Draft systemWide() {
            return new Draft(name, Optional.of(new Scope.SystemWide()));
        }

        /**
         * Returns the invariant, which is looked at when operations have been completed.
         *
         * @throws IllegalArgumentException if the expression cannot be evaluated
         */
        public Invariant holds(Expression expression) {
            return new Invariant(name, scope, expression, List.of(Moment.operation()));
        }
    }

    /** Returns the invariant, looked at at these moments instead. */
    public Invariant at(Moment... others) {
        return new Invariant(name, scope, holds, List.of(others));
    }

    /** Returns whether it names anything that could change; else nobody ever looks at it. */
    public boolean namesAnything() {
        Meaning meaning = new Meaning(this, Map.of());
        return meaning.isOfOperation() || !new Names(meaning).asked().isEmpty();
    }

    /** Returns whether it asks for the operation at hand. */
    public boolean namesOperation() {
        return new Meaning(this, Map.of()).isOfOperation();
    }

    /**
     * Returns whether it may ask for a name that begins like this, of any node or of none.
     *
     * @param groups lists of objects, by the names of groups
     */
    public boolean mayAskFor(List<String> path, Map<String, List<String>> groups) {
        return new Names(new Meaning(this, groups)).asked().stream().anyMatch(pattern -> pattern.mayBeginAs(path));
    }

    /** Returns the names of those of its groups that may be lists. */
    public Set<String> groups() {
        Set<String> names = new TreeSet<>();
        for (Group group : new Meaning(this, Map.of()).groups()) {
            if (group instanceof Group.Published(Place of, var _)
                    && of.node().isEmpty()
                    && of.path().size() == 1
                    && of.path().getFirst() instanceof Literal(Value.Text(String name))) {
                names.add(name);
            }
        }
        return names;
    }

    /** Returns what must hold, as text that reads back as the same. */
    public String text() {
        return scope.map(of -> of + ": ").orElse("") + holds;
    }
}
