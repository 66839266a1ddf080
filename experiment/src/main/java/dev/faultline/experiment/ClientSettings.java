package dev.faultline.experiment;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the clients of one run are told, which remembers what they have looked at. Read by one thread at a time. */
final class ClientSettings extends AbstractMap<String, String> {
    private final Map<String, String> values;
    private final Set<String> read = new TreeSet<>();

    ClientSettings(Map<String, String> values) {
        this.values = new LinkedHashMap<>(values);
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        note(key);
        return values.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        note(key);
        return values.containsKey(key);
    }

    private void note(@Nullable Object key) {
        if (key instanceof String name) {
            read.add(name);
        }
    }

    /** Whoever goes through all of them has seen each. */
    @Override
    public Set<Entry<String, String>> entrySet() {
        read.addAll(values.keySet());
        return Collections.unmodifiableMap(values).entrySet();
    }

    /** Returns which of these nobody has looked at, in their order. */
    List<String> unread(Set<String> names) {
        return names.stream().filter(name -> !read.contains(name)).toList();
    }
}
