package dev.faultline.invariant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
    /** Names that are told to who has misspelt one. */
    private static final int PUBLISHED_MAX = 200;
    /** A program may print what is no probe for ever; the first ones say what is wrong. */
    private static final int UNREAD_MAX = 100;

    private final State state = new State();
    private final Presence presence;
    private final List<Watched> watched;
    private final Map<Moment, List<Watched>> at = new LinkedHashMap<>();
    private final List<Watched> periodic;
    /** Those that ask for names that begin with a part; under the empty part those that ask for all. */
    private final Map<String, List<Watched>> byFirstPart = new HashMap<>();

    private final @Nullable Consumer<Violation> listener;
    private final Set<Name> published = new LinkedHashSet<>();
    private final List<String> unread = new ArrayList<>();
    private long unreadBegun;
    private long unreadOthers;
    private @Nullable OperationAtHand operation;
    private @Nullable Violation first;

    /**
     * Makes a watch that keeps the first violation of each invariant.
     *
     * @param groups lists of objects, by the names of groups; a group that is not here is what is published under its name
     */
    public InvariantWatch(List<Invariant> invariants, Map<String, List<String>> groups) {
        this(invariants, groups, Optional.empty());
    }

    /**
     * Makes a watch.
     *
     * @param groups lists of objects, by the names of groups; a group that is not here is what is published under its name
     * @param listener told each time that an invariant does not hold
     */
    public InvariantWatch(List<Invariant> invariants, Map<String, List<String>> groups, Consumer<Violation> listener) {
        this(invariants, groups, Optional.of(listener));
    }

    private InvariantWatch(
            List<Invariant> invariants, Map<String, List<String>> groups, Optional<Consumer<Violation>> listener) {
        this.listener = listener.orElse(null);
        watched = invariants.stream()
                .map(invariant -> new Watched(invariant, groups, state))
                .toList();
        Set<Watched> timed = new LinkedHashSet<>();
        for (Watched each : watched) {
            TreeSet<String> parts = new TreeSet<>();
            for (NamePattern pattern : each.asked()) {
                parts.add(
                        pattern.parts().isEmpty()
                                ? ""
                                : pattern.parts().getFirst().orElse(""));
            }
            parts.forEach(part ->
                    byFirstPart.computeIfAbsent(part, key -> new ArrayList<>()).add(each));
            for (Moment moment : new LinkedHashSet<>(each.invariant().moments())) {
                at.computeIfAbsent(moment, key -> new ArrayList<>()).add(each);
                if (moment instanceof Moment.Every) {
                    timed.add(each);
                }
            }
        }
        periodic = List.copyOf(timed);
        presence = new Presence(
                watched.stream().flatMap(each -> each.asked().stream()).anyMatch(NamePattern::isOfNodes));
    }

    /** Takes what a program of this node has printed. */
    public void printed(String node, Probe probe, Happening by) {
        published(List.of(new Publication(node, probe)), by);
    }

    /** Takes what was published at one moment: nobody looks before all of it has changed. */
    public void published(List<Publication> publications, Happening by) {
        pass(by.atNanos());
        boolean changes = false;
        for (Publication publication : publications) {
            changes |= take(publication.node(), publication.probe(), by);
        }
        if (changes) {
            lookAt(new Moment.AtChange(), by);
        }
    }

    /** Takes it, and returns whether names may have other values now. */
    private boolean take(String node, Probe probe, Happening by) {
        switch (probe) {
            case Probe.Published(List<Probe.Change> changes) -> {
                for (Probe.Change change : changes) {
                    Name name = new Name("", change.path());
                    put(name, change.value(), by);
                    put(name.ofNode(node), change.value(), by);
                }
                return true;
            }
            case Probe.Withdrawn(List<String> path) -> {
                remove(new Name("", path), by);
                remove(new Name(node, path), by);
                return true;
            }
            case Probe.Transaction(boolean begins) ->
                lookAt(
                        moment ->
                                moment instanceof Moment.AtTransaction transaction && transaction.matches(begins, node),
                        by);
            case Probe.Malformed(String why, boolean begins) -> {
                unreadBegun += begins ? 1 : 0;
                unreadOthers += begins ? 0 : 1;
                if (begins && unread.size() < UNREAD_MAX) {
                    unread.add(node + " printed a line that cannot be read: " + why);
                }
            }
        }
        return false;
    }

    /** Takes notice that a node is down, or begins anew: what it had published as its own is withdrawn. */
    public void ended(String node, Happening by) {
        ended(node, List.of(), by);
    }

    /**
     * Takes the same notice, and that some of what everybody sees has ended with the node.
     *
     * @param others the parts of the names that are withdrawn for everybody, with all below them
     */
    public void ended(String node, List<List<String>> others, Happening by) {
        pass(by.atNanos());
        others.forEach(path -> remove(new Name("", path), by));
        remove(new Name(node, List.of()), by);
        lookAt(new Moment.AtChange(), by);
    }

    /**
     * Takes an operation that was completed. If it was answered ok, its result is published under its function and key, as
     * {@code read.k1}; a map member by member. A compare-and-set that was done has written, too.
     */
    public void completed(OperationAtHand done, @Nullable Object result, Happening by) {
        pass(by.atNanos());
        operation = done;
        for (Watched each : watched) {
            each.operated(by);
        }
        if (done.outcome() == OperationAtHand.Outcome.OK) {
            publish(done, result, by);
        }
        lookAt(new Moment.AtChange(), by);
        lookAt(Moment.operation(), by);
    }

    private void publish(OperationAtHand done, @Nullable Object result, Happening by) {
        Name name = name(done.f(), done.key());
        if (result instanceof Map<?, ?> members) {
            Map<String, Value> values = new LinkedHashMap<>();
            members.forEach((key, value) -> values.put(String.valueOf(key), Value.ofHistory(value)));
            withdrawOthers(name, values.keySet(), by);
            values.forEach((member, value) -> put(name.with(member), value, by));
        } else {
            put(name, done.result(), by);
        }
        if (done.f().equals("cas") && result instanceof List<?> pair && pair.size() == 2) {
            put(name("write", done.key()), Value.ofHistory(pair.getLast()), by);
        }
    }

    /**
     * Withdraws what is published under the name and below it, but for these members. Those are not withdrawn first, so that a
     * read of many objects is a change of those only that have another value now.
     */
    private void withdrawOthers(Name name, Set<String> kept, Happening by) {
        if (state.isPublished(name)) {
            remove(name, by);
        }
        for (String member : state.members(name)) {
            Name of = name.with(member);
            boolean alone = state.values(of) == 1 && state.isPublished(of);
            if (!kept.contains(member) || !alone) {
                remove(of, by);
            }
        }
    }

    private static Name name(String f, Value key) {
        Name name = new Name("", List.of(f));
        return key.equals(Value.nil()) ? name : name.with(key.asPart());
    }

    /** Takes notice that a fault begins. */
    public void faultBegins(Happening by) {
        pass(by.atNanos());
        lookAt(new Moment.BeforeFault(), by);
    }

    /** Takes notice that a fault has been undone. */
    public void faultEnds(Happening by) {
        pass(by.atNanos());
        lookAt(new Moment.AfterFault(), by);
    }

    /** Takes an event that one of the invariants waits for; others may be left out. */
    public void happened(String event, String node, Map<String, Object> data, Happening by) {
        pass(by.atNanos());
        lookAt(moment -> moment instanceof Moment.AtEvent awaited && awaited.matches(event, node, data), by);
    }

    /**
     * Lets the time pass up to the end of the run, and looks a last time: at what is looked at in periods, as the last may not be
     * over, and at what holds as long as something is not there, if it never was.
     */
    public void end(long nanos) {
        pass(nanos == Long.MAX_VALUE ? nanos : nanos + 1);
        Occasion end = Occasion.of("the end of the run", nanos);
        periodic.forEach(each -> look(each, end));
        watched.stream().filter(Watched::isOfNothing).forEach(each -> lookNow(each, end));
    }

    /** Lets the time pass: looks at what was due before. */
    public void pass(long nanos) {
        while (true) {
            @Nullable Watched next = null;
            for (Watched each : periodic) {
                next = each.dueNanos() < (next == null ? nanos : next.dueNanos()) ? each : next;
            }
            if (next == null) {
                return;
            }
            lookNow(next, Occasion.of("the end of a period", next.dueNanos()));
        }
    }

    private void lookAt(Predicate<Moment> meant, Happening by) {
        at.forEach((moment, those) -> {
            if (meant.test(moment)) {
                those.forEach(each -> look(each, by));
            }
        });
    }

    private void lookAt(Moment moment, Happening by) {
        for (Watched each : at.getOrDefault(moment, List.of())) {
            look(each, by);
        }
    }

    private void look(Watched each, Happening by) {
        if (each.isChanged()) {
            lookNow(each, by);
        }
    }

    private void lookNow(Watched each, Happening by) {
        each.look(by, operation, listener != null).ifPresent(found -> {
            first = first == null ? found : first;
            if (listener != null) {
                listener.accept(found);
            }
        });
    }

    private void put(Name name, Value value, Happening by) {
        if (name.node().isEmpty()) {
            if (published.size() < PUBLISHED_MAX) {
                published.add(name);
            }
        } else if (presence.published(name)) {
            change(Presence.of(name.node()), Value.of(true), by);
        }
        change(name, value, by);
    }

    private void change(Name name, Value value, Happening by) {
        List<Watched> asking = asking(name);
        if (asking.isEmpty()) {
            return;
        }
        Value before = state.put(name, value);
        if (!value.equals(before)) {
            asking.forEach(each -> each.changed(name, before, value, by));
        }
    }

    private void remove(Name name, Happening by) {
        boolean gone = presence.withdrawn(name);
        state.remove(
                gone ? Presence.of(name.node()) : name,
                (each, before) -> asking(each).forEach(asking -> asking.changed(each, before, null, by)));
    }

    private List<Watched> asking(Name name) {
        List<Watched> asking = new ArrayList<>();
        String part = name.path().isEmpty() ? "" : name.path().getFirst();
        for (Watched each : byFirstPart.getOrDefault(part, List.of())) {
            if (each.asksFor(name)) {
                asking.add(each);
            }
        }
        for (Watched each : part.isEmpty() ? List.<Watched>of() : byFirstPart.getOrDefault("", List.of())) {
            if (!asking.contains(each) && each.asksFor(name)) {
                asking.add(each);
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

    /** Returns what was printed that looks like a probe and is none. */
    public UnreadLines unread() {
        return new UnreadLines(unreadBegun, unread, unreadOthers);
    }
}
