package dev.faultline.workload.ready;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The elements that were put into each set or bag, whatever came of it: those that are worth asking for. */
final class Elements {
    private final FreshValues values;
    private final Rng rng;
    private final Map<String, List<Long>> added = new HashMap<>();

    Elements(Setting setting) {
        values = new FreshValues(setting);
        rng = setting.random("elements");
    }

    /** Returns an element that was never added. */
    long fresh(int client, String key) {
        long element = values.number(client);
        added.computeIfAbsent(key, _ -> new ArrayList<>()).add(element);
        return element;
    }

    /** Returns one that was added, the latest ones more often; a fresh one where there is none. */
    long known(int client, String key) {
        List<Long> all = added.getOrDefault(key, List.of());
        if (all.isEmpty()) {
            return values.number(client);
        }
        int back = Math.min(all.size() - 1, (int) (-StrictMath.log(1 - rng.unit()) * MEAN_AGE));
        return all.get(all.size() - 1 - back);
    }

    /** How many elements ago one was added, on average. */
    private static final int MEAN_AGE = 8;
}
