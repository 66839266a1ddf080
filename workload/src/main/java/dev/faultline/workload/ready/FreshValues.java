package dev.faultline.workload.ready;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Sizes;
import java.util.HashMap;
import java.util.Map;

/** Values that no two requests of a run have alike, so that a read tells which request it saw. */
final class FreshValues {
    private static final char PADDING = 'x';

    private final int clients;
    private final Sizes sizes;
    private final Rng rng;
    private final Map<Integer, Integer> made = new HashMap<>();

    FreshValues(Setting setting) {
        clients = setting.clients();
        sizes = setting.sizes();
        rng = setting.random("sizes of values");
    }

    /** Returns a text: client and number, filled up to the size that is wanted. */
    String text(int client) {
        String value = client + "." + next(client);
        int size = sizes.next(rng);
        return size <= value.length()
                ? value
                : value + "." + String.valueOf(PADDING).repeat(size - value.length() - 1);
    }

    /** Returns a whole number from 1. */
    long number(int client) {
        return (long) next(client) * clients + client + 1;
    }

    private int next(int client) {
        return made.merge(client, 1, Integer::sum) - 1;
    }
}
