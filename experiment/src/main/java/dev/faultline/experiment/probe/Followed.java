package dev.faultline.experiment.probe;

import dev.faultline.invariant.Probe;
import dev.faultline.invariant.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a probe has published of one process so far, to find what is another now. */
public final class Followed {
    private final List<String> path;
    private final Map<List<String>, Value> published = new LinkedHashMap<>();

    /** A reading is often the very one before. */
    private @Nullable Reading last;

    /** Makes one that has published nothing, under names that begin like this. */
    public Followed(List<String> path) {
        this.path = List.copyOf(path);
    }

    /** Forgets what was published, as its process has ended; returns the names that had a value. */
    public List<List<String>> clear() {
        List<List<String>> names = published.keySet().stream().map(this::full).toList();
        published.clear();
        last = null;
        return names;
    }

    /** Takes a reading; returns what is to be told: names that have no value any more, and values that are new, all at once. */
    @SuppressWarnings("ReferenceEquality") // an equal one is found to be so below; this only saves the work
    public List<Probe> changes(Reading reading) {
        if (reading == last) {
            return List.of();
        }
        last = reading;
        Map<List<String>, Value> values = reading instanceof Reading.Found(var found) ? found : Map.of();
        if (published.equals(values)) {
            return List.of();
        }
        List<Probe> changes = new ArrayList<>();
        for (List<String> name : List.copyOf(published.keySet())) {
            if (!values.containsKey(name)) {
                published.remove(name);
                changes.add(new Probe.Withdrawn(full(name)));
            }
        }
        List<Probe.Change> now = new ArrayList<>();
        values.forEach((name, value) -> {
            if (!value.equals(published.put(name, value))) {
                now.add(new Probe.Change(full(name), value));
            }
        });
        if (!now.isEmpty()) {
            changes.add(new Probe.Published(now));
        }
        return changes;
    }

    private List<String> full(List<String> name) {
        List<String> full = new ArrayList<>(path);
        full.addAll(name);
        return full;
    }
}
