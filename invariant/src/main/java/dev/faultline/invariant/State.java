package dev.faultline.invariant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What is published now: a tree of names for each node, and one for those of no node. */
final class State implements View {
    private final NavigableMap<String, Branch> roots = new TreeMap<>();
    private long changes;

    /** A name, and those that begin with it. Stays when its value is withdrawn. */
    private static final class Branch {
        private final NavigableMap<String, Branch> inner = new TreeMap<>();
        private @Nullable Value value;
        /** How many values there are here and below. */
        private int values;

        private final long since;

        Branch(long since) {
            this.since = since;
        }
    }

    /** Returns how many changes there have been. */
    long changes() {
        return changes;
    }

    /** Publishes a value; returns the one before, null if there was none. */
    @Nullable
    Value put(Name name, Value value) {
        changes++;
        List<Branch> way = new ArrayList<>();
        Branch branch = roots.computeIfAbsent(name.node(), node -> new Branch(changes));
        way.add(branch);
        for (String part : name.path()) {
            branch = branch.inner.computeIfAbsent(part, key -> new Branch(changes));
            way.add(branch);
        }
        Value before = branch.value;
        branch.value = value;
        if (before == null) {
            way.forEach(each -> each.values++);
        }
        return before;
    }

    /** Withdraws the values of a name and of all below it; without a path, all of a node. Tells of each before. */
    void remove(Name name, BiConsumer<Name, Value> withdrawn) {
        List<Branch> way = new ArrayList<>();
        Branch branch = roots.get(name.node());
        for (int i = 0; branch != null && i < name.path().size(); i++) {
            way.add(branch);
            branch = branch.inner.get(name.path().get(i));
        }
        if (branch == null) {
            return;
        }
        changes++;
        int values = branch.values;
        clear(branch, name, withdrawn);
        way.forEach(each -> each.values -= values);
    }

    private static void clear(Branch branch, Name name, BiConsumer<Name, Value> withdrawn) {
        if (branch.values == 0) {
            return;
        }
        if (branch.value != null) {
            withdrawn.accept(name, branch.value);
        }
        branch.value = null;
        branch.values = 0;
        for (Map.Entry<String, Branch> inner : branch.inner.entrySet()) {
            clear(inner.getValue(), name.with(inner.getKey()), withdrawn);
        }
    }

    @Override
    public Value value(Name name) {
        Branch branch = branch(name);
        return branch == null || branch.value == null ? unpublished(name) : branch.value;
    }

    static Value unpublished(Name name) {
        return new Value.Missing(name + " is not published", false);
    }

    @Override
    public boolean isGroup(Name group) {
        return isGroup(group, changes);
    }

    /** Returns whether it was a group when there had been so many changes. */
    boolean isGroup(Name group, long then) {
        Branch branch = branch(group);
        return branch != null && branch.inner.values().stream().anyMatch(inner -> inner.since <= then);
    }

    @Override
    public Collection<String> members(Name group) {
        Branch branch = branch(group);
        List<String> members = new ArrayList<>();
        if (branch != null) {
            branch.inner.forEach((part, inner) -> {
                if (inner.values > 0) {
                    members.add(part);
                }
            });
        }
        return members;
    }

    @Override
    public Collection<String> nodes(List<String> path) {
        List<String> nodes = new ArrayList<>();
        for (String node : roots.keySet()) {
            Branch branch = node.isEmpty() ? null : branch(new Name(node, path));
            if (branch != null && branch.values > 0) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** Returns the names that have a value, of this node and below this path, in order. */
    List<Name> names(Name under) {
        List<Name> names = new ArrayList<>();
        Branch branch = branch(under);
        if (branch != null) {
            gather(branch, under, names);
        }
        return names;
    }

    private static void gather(Branch branch, Name name, List<Name> names) {
        if (branch.value != null) {
            names.add(name);
        }
        branch.inner.forEach((part, inner) -> gather(inner, name.with(part), names));
    }

    private @Nullable Branch branch(Name name) {
        Branch branch = roots.get(name.node());
        for (int i = 0; branch != null && i < name.path().size(); i++) {
            branch = branch.inner.get(name.path().get(i));
        }
        return branch;
    }
}
