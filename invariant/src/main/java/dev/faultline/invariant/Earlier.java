package dev.faultline.invariant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What was published when an invariant was looked at last: the state of now, but for what has changed since, of which the
 * value is kept when it changes first. So nothing is copied that stays as it is, or that the invariant does not name.
 */
final class Earlier implements View {
    private final State state;
    private final Map<Name, Optional<Value>> kept = new LinkedHashMap<>();
    private long then;

    Earlier(State state) {
        this.state = state;
    }

    /** Keeps what a name stood for, if this is its first change since. */
    void keep(Name name, Optional<Value> before) {
        kept.putIfAbsent(name, before);
    }

    /** Lets now be the time that is looked back to. */
    void restart() {
        kept.clear();
        then = state.changes();
    }

    boolean isNow() {
        return kept.isEmpty();
    }

    @Override
    public Value value(Name name) {
        Optional<Value> value = kept.get(name);
        if (value == null) {
            return state.value(name);
        }
        return value.orElseGet(() -> State.unpublished(name));
    }

    @Override
    public boolean isGroup(Name group) {
        return state.isGroup(group, then);
    }

    @Override
    public Collection<String> members(Name group) {
        int depth = group.path().size();
        Collection<String> members = new TreeSet<>(state.members(group));
        TreeSet<String> changed = new TreeSet<>();
        for (Name name : kept.keySet()) {
            if (name.isUnder(group) && name.path().size() > depth) {
                changed.add(name.path().get(depth));
            }
        }
        for (String part : changed) {
            if (holdsAny(group.with(part))) {
                members.add(part);
            } else {
                members.remove(part);
            }
        }
        return members;
    }

    @Override
    public Collection<String> nodes(List<String> path) {
        TreeSet<String> nodes = new TreeSet<>(state.nodes(path));
        TreeSet<String> changed = new TreeSet<>();
        for (Name name : kept.keySet()) {
            if (!name.node().isEmpty() && name.isUnder(new Name(name.node(), path))) {
                changed.add(name.node());
            }
        }
        for (String node : changed) {
            if (holdsAny(new Name(node, path))) {
                nodes.add(node);
            } else {
                nodes.remove(node);
            }
        }
        return new ArrayList<>(nodes);
    }

    /** Whether there was a value of the name or below it. */
    private boolean holdsAny(Name under) {
        boolean any = kept.entrySet().stream()
                .anyMatch(
                        entry -> entry.getValue().isPresent() && entry.getKey().isUnder(under));
        return any || state.names(under).stream().anyMatch(name -> !kept.containsKey(name));
    }
}
