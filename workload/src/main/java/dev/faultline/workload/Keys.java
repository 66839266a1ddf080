package dev.faultline.workload;

import dev.faultline.sim.Rng;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses which key a request is about: by a distribution, and, where a share of conflicts is wanted, by what other clients are
 * about. For one run, and one thread at a time.
 *
 * <p>A conflict is a request for a key of which another client has a request open. With a wanted share of p each choice that could
 * go both ways takes a key of that kind with probability p, all of them alike, and else one that nobody uses, by the distribution.
 * Cost: O(log keys), and O(clients log clients) more for conflicts.
 */
public final class Keys {
    /** So often a free key is looked for by the distribution; of a few hot keys all may be in use for long. */
    private static final int TRIES = 200;

    private final List<String> names;
    private final KeyDistribution distribution;
    private final OptionalDouble conflicts;
    /** How likely a key up to this one is; empty where that needs no table. */
    private final double[] cumulative;
    /** The number of each key; empty unless conflicts are wanted. */
    private final Map<String, Integer> numbers = new HashMap<>();
    /** The keys that each client has a request open for, and how many clients each key has. */
    private final Map<Integer, Set<String>> open = new HashMap<>();

    private final Map<String, Integer> users = new HashMap<>();

    private int sequence;

    /**
     * Makes a choice among these keys.
     *
     * @param names at least one
     * @param conflicts the share of conflicts that is wanted, 0 to 1; empty to leave that to the distribution
     */
    public Keys(List<String> names, KeyDistribution distribution, OptionalDouble conflicts) {
        this.names = List.copyOf(names);
        this.distribution = distribution;
        this.conflicts = conflicts;
        cumulative = distribution instanceof KeyDistribution.Zipfian || distribution instanceof KeyDistribution.HotSpot
                ? summed(distribution.shares(names.size()))
                : new double[0];
        for (int i = 0; conflicts.isPresent() && i < names.size(); i++) {
            numbers.putIfAbsent(names.get(i), i);
        }
    }

    /** Makes a choice among these keys, each as likely as any other. */
    public static Keys uniform(List<String> names) {
        return new Keys(names, new KeyDistribution.Uniform(), OptionalDouble.empty());
    }

    private static double[] summed(double[] shares) {
        Arrays.parallelPrefix(shares, Double::sum);
        return shares;
    }

    /** Returns all keys, in their order. */
    public List<String> names() {
        return names;
    }

    /** Returns how they are chosen. */
    public KeyDistribution distribution() {
        return distribution;
    }

    /** Returns the key for the next request of a client. */
    public String next(Rng rng, int client) {
        return names.get(nextIndex(rng, client));
    }

    /** Returns the number of that key, from 0. */
    public int nextIndex(Rng rng, int client) {
        if (conflicts.isEmpty()) {
            return draw(rng);
        }
        NavigableSet<Integer> busy = busy(client);
        if (busy.isEmpty() || busy.size() == names.size()) {
            return draw(rng);
        }
        if (rng.chance(conflicts.getAsDouble())) {
            return List.copyOf(busy).get(rng.below(busy.size()));
        }
        for (int i = 0; i < TRIES; i++) {
            int key = draw(rng);
            if (!busy.contains(key)) {
                return key;
            }
        }
        int key = rng.below(names.size());
        while (busy.contains(key)) {
            key = (key + 1) % names.size();
        }
        return key;
    }

    private int draw(Rng rng) {
        if (distribution instanceof KeyDistribution.Sequential) {
            int key = sequence;
            sequence = (sequence + 1) % names.size();
            return key;
        }
        if (cumulative.length == 0) {
            return rng.below(names.size());
        }
        int at = Arrays.binarySearch(cumulative, rng.unit());
        return Math.min(names.size() - 1, at < 0 ? -at - 1 : at + 1);
    }

    /** Returns the keys that other clients have requests open for, by number. */
    private NavigableSet<Integer> busy(int client) {
        NavigableSet<Integer> busy = new TreeSet<>();
        open.forEach((other, keys) -> {
            if (other != client) {
                keys.stream().map(numbers::get).filter(Objects::nonNull).forEach(busy::add);
            }
        });
        return busy;
    }

    /** Returns whether another client has a request open for the key. */
    public boolean isInUse(String key, int client) {
        int own = open.getOrDefault(client, Set.of()).contains(key) ? 1 : 0;
        return users.getOrDefault(key, 0) > own;
    }

    /** Takes note that a client asks for a key; for several, if it asks so before its request is over. */
    public void asked(int client, String key) {
        if (open.computeIfAbsent(client, _ -> new HashSet<>()).add(key)) {
            users.merge(key, 1, Integer::sum);
        }
    }

    /** Takes note that a client's request is over. */
    public void over(int client) {
        Set<String> keys = open.remove(client);
        if (keys != null) {
            keys.forEach(key -> users.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1));
        }
    }
}
