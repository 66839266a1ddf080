package dev.faultline.invariant;

import dev.faultline.invariant.Value.Num;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was published when an invariant was looked at last: the state of now, but for what has changed since, of which the
 * value is kept when it changes first. So nothing is copied that stays as it is, or that the invariant does not name.
 */
final class Earlier implements View {
    private static final int PENDING_MAX = 64;

    private final State state;
    private final List<Change> pending = new ArrayList<>();
    private final NavigableMap<String, Branch> roots = new TreeMap<>();
    private boolean changed;
    private long then;

    /** A name of which something has changed, or that one begins with. */
    private static final class Branch {
        private final NavigableMap<String, Branch> inner = new TreeMap<>();
        private boolean kept;
        private @Nullable Value value;
        /** How many values there were here and below, less how many there are. */
        private int fewer;
    }

    private record Change(
            Name name, @Nullable Value before, @Nullable Value after) {}

    Earlier(State state) {
        this.state = state;
    }

    /** Takes notice of a change; null stands for no value. */
    void change(Name name, @Nullable Value before, @Nullable Value after) {
        changed = true;
        pending.add(new Change(name, before, after));
        if (pending.size() == PENDING_MAX) {
            settle();
        }
    }

    /** Sorts in what has changed; put off, as most looks do not look back. */
    private void settle() {
        for (Change change : pending) {
            int fewer = (change.before == null ? 0 : 1) - (change.after == null ? 0 : 1);
            Branch branch = roots.computeIfAbsent(change.name.node(), node -> new Branch());
            branch.fewer += fewer;
            for (String part : change.name.path()) {
                branch = branch.inner.computeIfAbsent(part, key -> new Branch());
                branch.fewer += fewer;
            }
            if (!branch.kept) {
                branch.kept = true;
                branch.value = change.before;
            }
        }
        pending.clear();
    }

    /** Lets now be the time that is looked back to. */
    void restart() {
        pending.clear();
        roots.clear();
        changed = false;
        then = state.changes();
    }

    boolean isNow() {
        return !changed;
    }

    /** Returns the names of which something has changed since, in order. */
    Set<Name> changed() {
        settle();
        Set<Name> names = new LinkedHashSet<>();
        roots.forEach((node, branch) -> gather(branch, new Name(node, List.of()), names));
        return names;
    }

    private static void gather(Branch branch, Name name, Set<Name> names) {
        if (branch.kept) {
            names.add(name);
        }
        branch.inner.forEach((part, inner) -> gather(inner, name.with(part), names));
    }

    @Override
    public Value value(Name name) {
        Branch branch = branch(name);
        if (branch == null || !branch.kept) {
            return state.value(name);
        }
        return branch.value == null ? State.unpublished(name) : branch.value;
    }

    @Override
    public int values(Name name) {
        Branch branch = branch(name);
        return state.values(name) + (branch == null ? 0 : branch.fewer);
    }

    @Override
    public boolean isGroup(Name group) {
        return state.isGroup(group, then);
    }

    @Override
    public Collection<String> members(Name group) {
        Branch branch = branch(group);
        if (branch == null) {
            return state.members(group);
        }
        TreeSet<String> members = new TreeSet<>(state.members(group));
        branch.inner.forEach((part, inner) -> {
            if (state.values(group.with(part)) + inner.fewer > 0) {
                members.add(part);
            } else {
                members.remove(part);
            }
        });
        return members;
    }

    @Override
    public int count(Name group) {
        Branch branch = branch(group);
        int count = state.count(group);
        if (branch != null) {
            for (Map.Entry<String, Branch> inner : branch.inner.entrySet()) {
                int now = state.values(group.with(inner.getKey()));
                count += (now + inner.getValue().fewer > 0 ? 1 : 0) - (now > 0 ? 1 : 0);
            }
        }
        return count;
    }

    @Override
    public @Nullable Num sum(Name group) {
        Branch branch = branch(group);
        if (branch == null) {
            return state.sum(group);
        }
        Total total = state.total(group);
        branch.inner.forEach((part, inner) -> {
            if (inner.kept) {
                total.remove(state.value(group.with(part)));
                total.add(inner.value);
            }
        });
        return total.of(count(group));
    }

    @Override
    public Collection<String> nodes(List<String> path) {
        settle();
        TreeSet<String> nodes = new TreeSet<>(state.nodes(path));
        for (String node : roots.keySet()) {
            if (!node.isEmpty() && View.has(this, new Name(node, path))) {
                nodes.add(node);
            } else {
                nodes.remove(node);
            }
        }
        return nodes;
    }

    private @Nullable Branch branch(Name name) {
        settle();
        Branch branch = roots.get(name.node());
        for (int i = 0; branch != null && i < name.path().size(); i++) {
            branch = branch.inner.get(name.path().get(i));
        }
        return branch;
    }
}
