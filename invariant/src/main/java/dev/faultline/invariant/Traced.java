package dev.faultline.invariant;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A view that remembers which values were asked for. */
record Traced(View view, Set<Name> asked) implements View {
    @Override
    public Value value(Name name) {
        asked.add(name);
        return view.value(name);
    }

    @Override
    public boolean isGroup(Name group) {
        return view.isGroup(group);
    }

    @Override
    public Collection<String> members(Name group) {
        return view.members(group);
    }

    @Override
    public Collection<String> nodes(List<String> path) {
        return view.nodes(path);
    }
}
