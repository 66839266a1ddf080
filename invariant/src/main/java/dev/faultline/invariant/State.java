package dev.faultline.invariant;

import dev.faultline.invariant.Value.Num;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is published now: a tree of names for each node, and one for those of no node. A branch is there as long as there is a
 * value on it, so that names that come and go cost nothing later.
 */
final class State implements View {
    private final NavigableMap<String, Branch> roots = new TreeMap<>();
    /** The names that have, or once had, members, with the number of the change that brought the first. */
    private final Map<Name, Long> groups = new HashMap<>();

    private long changes;

    /** A name, and those that begin with it. */
    private static final class Branch {
        private final NavigableMap<String, Branch> inner = new TreeMap<>();
        private @Nullable Value value;
        /** How many values there are here and below. */
        private int values;
        /** What the members right below come to. */
        private final Total total = new Total();
    }

    /** Returns how many changes there have been. */
    long changes() {
        return changes;
    }

    /** Publishes a value; returns the one before, null if there was none. */
    @Nullable
    Value put(Name name, Value value) {
        changes++;
        List<Branch> way = new ArrayList<>(name.path().size() + 1);
        Branch branch = roots.computeIfAbsent(name.node(), node -> new Branch());
        Branch parent = branch;
        way.add(branch);
        for (int i = 0; i < name.path().size(); i++) {
            String part = name.path().get(i);
            Branch next = branch.inner.get(part);
            if (next == null) {
                groups.putIfAbsent(new Name(name.node(), name.path().subList(0, i)), changes);
                next = new Branch();
                branch.inner.put(part, next);
            }
            parent = branch;
            branch = next;
            way.add(branch);
        }
        Value before = branch.value;
        branch.value = value;
        if (parent != branch) {
            parent.total.remove(before);
            parent.total.add(value);
        }
        if (before == null) {
            way.forEach(each -> each.values++);
        }
        return before;
    }

    /** Withdraws the values of a name and of all below it; without a path, all of a node. Tells of each before. */
    void remove(Name name, BiConsumer<Name, Value> withdrawn) {
        Branch root = roots.get(name.node());
        List<Branch> way = new ArrayList<>();
        Branch branch = root;
        for (int i = 0; branch != null && i < name.path().size(); i++) {
            way.add(branch);
            branch = branch.inner.get(name.path().get(i));
        }
        if (root == null || branch == null) {
            return;
        }
        changes++;
        if (way.isEmpty()) {
            roots.remove(name.node());
        } else {
            way.getLast().total.remove(branch.value);
        }
        for (int i = way.size() - 1; i >= 0; i--) {
            way.get(i).values -= branch.values;
            Branch below = i + 1 < way.size() ? way.get(i + 1) : branch;
            if (below == branch || below.values == 0) {
                way.get(i).inner.remove(name.path().get(i));
            }
        }
        if (root.values == 0) {
            roots.remove(name.node());
        }
        tell(branch, name, withdrawn);
    }

    private static void tell(Branch branch, Name name, BiConsumer<Name, Value> withdrawn) {
        if (branch.value != null) {
            withdrawn.accept(name, branch.value);
        }
        branch.inner.forEach((part, inner) -> tell(inner, name.with(part), withdrawn));
    }

    @Override
    public Value value(Name name) {
        Branch branch = branch(name);
        return branch == null || branch.value == null ? unpublished(name) : branch.value;
    }

    /** Returns whether just this name has a value, and not only names below it. */
    boolean isPublished(Name name) {
        Branch branch = branch(name);
        return branch != null && branch.value != null;
    }

    static Value unpublished(Name name) {
        return new Value.Missing(name + " is not published", false);
    }

    @Override
    public int values(Name name) {
        Branch branch = branch(name);
        return branch == null ? 0 : branch.values;
    }

    @Override
    public boolean isGroup(Name group) {
        return isGroup(group, changes);
    }

    /** Returns whether it was a group when there had been so many changes. */
    boolean isGroup(Name group, long then) {
        return groups.getOrDefault(group, Long.MAX_VALUE) <= then;
    }

    @Override
    public Collection<String> members(Name group) {
        Branch branch = branch(group);
        return branch == null ? List.of() : List.copyOf(branch.inner.keySet());
    }

    @Override
    public int count(Name group) {
        Branch branch = branch(group);
        return branch == null ? 0 : branch.inner.size();
    }

    @Override
    public @Nullable Num sum(Name group) {
        return total(group).of(count(group));
    }

    /** Returns what the members of a group come to; to be changed by the caller. */
    Total total(Name group) {
        Branch branch = branch(group);
        return branch == null ? new Total() : branch.total.copy();
    }

    @Override
    public Collection<String> nodes(List<String> path) {
        List<String> nodes = new ArrayList<>();
        for (String node : roots.keySet()) {
            if (!node.isEmpty() && View.has(this, new Name(node, path))) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    private @Nullable Branch branch(Name name) {
        Branch branch = roots.get(name.node());
        for (int i = 0; branch != null && i < name.path().size(); i++) {
            branch = branch.inner.get(name.path().get(i));
        }
        return branch;
    }
}
