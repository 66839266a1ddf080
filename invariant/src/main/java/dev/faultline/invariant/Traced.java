package dev.faultline.invariant;

import dev.faultline.invariant.Value.Num;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A view that remembers which values were asked for. */
record Traced(View view, Set<Name> asked) implements View {
    @Override
    public Value value(Name name) {
        asked.add(name);
        return view.value(name);
    }

    @Override
    public int values(Name name) {
        return view.values(name);
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
    public int count(Name group) {
        askMembers(group);
        return view.count(group);
    }

    @Override
    public @Nullable Num sum(Name group) {
        askMembers(group);
        return view.sum(group);
    }

    private void askMembers(Name group) {
        view.members(group).forEach(member -> asked.add(group.with(member)));
    }

    @Override
    public Collection<String> nodes(List<String> path) {
        return view.nodes(path);
    }
}
