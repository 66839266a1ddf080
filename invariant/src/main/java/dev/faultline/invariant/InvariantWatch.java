package dev.faultline.invariant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at invariants while a run goes on. It is told what happens, in the order of the run, and keeps of it what the
 * invariants name.
 *
 * <p>An invariant is looked at at its moments, and only if something that it names has got another value since, or was
 * withdrawn, or, where it asks for the operation at hand, there is another one. So what nobody changes is not computed.
 *
 * <p>Nothing here reads a clock: periods are counted in the times that it is told. To be used by one thread.
 */
public final class InvariantWatch {
    private static final int PUBLISHED_MAX = 200;
    /** A program may print what is no probe for ever; the first ones say what is wrong. */
    private static final int MALFORMED_MAX = 100;

    private final State state = new State();
    private final List<Watched> watched;
    /** Those that ask for names that begin with a part; under the empty part those that ask for all. */
    private final Map<String, List<Watched>> byFirstPart = new HashMap<>();

    private final List<Watched> periodic;
    private final List<Watched> atChange;
    private final List<Watched> atOperation;
    private final Consumer<Violation> listener;
    private final Set<Name> published = new LinkedHashSet<>();
    private final List<String> malformed = new ArrayList<>();
    private @Nullable OperationAtHand operation;
    private @Nullable Violation first;

    /**
     * Makes a watch.
     *
     * @param groups lists of objects, by the names of groups; a group that is not here is what is published under its name
     * @param listener told each time that an invariant does not hold
     */
    public InvariantWatch(List<Invariant> invariants, Map<String, List<String>> groups, Consumer<Violation> listener) {
        this.listener = listener;
        watched = invariants.stream()
                .map(invariant -> new Watched(invariant, groups, state))
                .toList();
        for (Watched each : watched) {
            TreeSet<String> parts = new TreeSet<>();
            for (NamePattern pattern : each.names().asked()) {
                parts.add(
                        pattern.parts().isEmpty()
                                ? ""
                                : pattern.parts().getFirst().orElse(""));
            }
            parts.forEach(part ->
                    byFirstPart.computeIfAbsent(part, key -> new ArrayList<>()).add(each));
        }
        periodic = watched.stream()
                .filter(each -> each.invariant().moments().stream().anyMatch(Moment.Every.class::isInstance))
                .toList();
        atChange = at(new Moment.AtChange());
        atOperation = at(Moment.operation());
    }

    private List<Watched> at(Moment moment) {
        return watched.stream().filter(each -> each.has(moment)).toList();
    }

    /** Takes what a program of this node has printed. */
    public void printed(String node, Probe probe, Occasion occasion) {
        pass(occasion.atNanos());
        switch (probe) {
            case Probe.Published(List<Probe.Change> changes) -> {
                for (Probe.Change change : changes) {
                    Name name = new Name("", change.path());
                    put(name, change.value(), occasion.atNanos());
                    put(name.ofNode(node), change.value(), occasion.atNanos());
                }
                look(atChange, occasion);
            }
            case Probe.Withdrawn(List<String> path) -> {
                remove(new Name("", path), occasion.atNanos());
                remove(new Name(node, path), occasion.atNanos());
                look(atChange, occasion);
            }
            case Probe.Transaction _ -> look(at(new Moment.AtTransaction()), occasion);
            case Probe.Malformed(String why) -> {
                if (malformed.size() < MALFORMED_MAX) {
                    malformed.add(node + " printed a line that cannot be read: " + why);
                }
            }
        }
    }

    /** Takes notice that a node is down, or begins anew: what it had published as its own is withdrawn. */
    public void ended(String node, Occasion occasion) {
        pass(occasion.atNanos());
        remove(new Name(node, List.of()), occasion.atNanos());
        look(atChange, occasion);
    }

    /**
     * Takes an operation that was completed. If it was answered ok, its result is published under its function and key, as
     * {@code read.k1}; a map member by member.
     */
    public void completed(OperationAtHand done, @Nullable Object result, Occasion occasion) {
        pass(occasion.atNanos());
        operation = done;
        for (Watched each : watched) {
            each.operated(occasion.atNanos());
        }
        if (done.outcome() == OperationAtHand.Outcome.OK) {
            publish(done, result, occasion.atNanos());
        }
        look(atChange, occasion);
        look(atOperation, occasion);
    }

    private void publish(OperationAtHand done, @Nullable Object result, long nanos) {
        Name name = new Name("", List.of(done.f()));
        name = done.key().equals(Value.nil()) ? name : name.with(done.key().asPart());
        if (result instanceof Map<?, ?> members) {
            remove(name, nanos);
            for (Map.Entry<?, ?> member : members.entrySet()) {
                put(name.with(String.valueOf(member.getKey())), Value.ofHistory(member.getValue()), nanos);
            }
        } else if (done.f().equals("cas") && result instanceof List<?> pair && pair.size() == 2) {
            // A compare-and-set that was done has written.
            Name written = new Name("", List.of("write", done.key().asPart()));
            put(written, Value.ofHistory(pair.getLast()), nanos);
        } else {
            put(name, done.result(), nanos);
        }
    }

    /** Takes notice that a fault begins. */
    public void faultBegins(Occasion occasion) {
        pass(occasion.atNanos());
        look(at(new Moment.BeforeFault()), occasion);
    }

    /** Takes notice that a fault has been undone. */
    public void faultEnds(Occasion occasion) {
        pass(occasion.atNanos());
        look(at(new Moment.AfterFault()), occasion);
    }

    /** Takes an event that one of the invariants waits for; others may be left out. */
    public void happened(String event, String node, Map<String, Object> data, Occasion occasion) {
        pass(occasion.atNanos());
        for (Watched each : watched) {
            boolean meant = each.invariant().moments().stream()
                    .anyMatch(moment -> moment instanceof Moment.AtEvent awaited && awaited.matches(event, node, data));
            if (meant) {
                look(List.of(each), occasion);
            }
        }
    }

    /** Lets the time pass up to the end of the run. */
    public void end(long nanos) {
        pass(nanos == Long.MAX_VALUE ? nanos : nanos + 1);
    }

    /** Looks at what was due before this time. */
    private void pass(long nanos) {
        while (true) {
            @Nullable Watched next = null;
            for (Watched each : periodic) {
                next = each.dueNanos() < (next == null ? nanos : next.dueNanos()) ? each : next;
            }
            if (next == null) {
                return;
            }
            long due = next.dueNanos();
            look(List.of(next), Occasion.of("the end of a period", due));
        }
    }

    private void look(List<Watched> those, Occasion occasion) {
        for (Watched each : those) {
            Optional<Violation> found = each.look(occasion, operation);
            if (found.isPresent()) {
                first = first == null ? found.get() : first;
                listener.accept(found.get());
            }
        }
    }

    private void put(Name name, Value value, long nanos) {
        if (name.node().isEmpty() && published.size() < PUBLISHED_MAX) {
            published.add(name);
        }
        List<Watched> asking = asking(name);
        if (asking.isEmpty()) {
            return;
        }
        Value before = state.put(name, value);
        if (!value.equals(before)) {
            asking.forEach(each -> each.changed(name, Optional.ofNullable(before), nanos));
        }
    }

    private void remove(Name name, long nanos) {
        state.remove(
                name, (gone, before) -> asking(gone).forEach(each -> each.changed(gone, Optional.of(before), nanos)));
    }

    private List<Watched> asking(Name name) {
        List<Watched> asking = new ArrayList<>();
        for (String part : List.of(name.path().getFirst(), "")) {
            for (Watched each : byFirstPart.getOrDefault(part, List.of())) {
                if (each.asksFor(name) && !asking.contains(each)) {
                    asking.add(each);
                }
            }
        }
        return asking;
    }

    /** Returns the first time that an invariant did not hold. */
    public Optional<Violation> first() {
        return Optional.ofNullable(first);
    }

    /** Returns what became of each invariant so far, in their order. */
    public List<Account> accounts() {
        List<String> names = published.stream().map(Name::toString).sorted().toList();
        return watched.stream().map(each -> each.account(names)).toList();
    }

    /** Returns what was printed that looks like a probe and is none, as sentences, in order; the first hundred. */
    public List<String> malformed() {
        return List.copyOf(malformed);
    }
}
