package dev.faultline.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.Rng;
import dev.faultline.workload.ready.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is produced beside what was configured, with the seeds 1 to 3: chi-square for what is counted, Kolmogorov-Smirnov for what is
 * measured. The bounds are those that one in a thousand samples of the configured distribution exceeds.
 */
final class ProducedTable {
    private static final int SEEDS = 3;
    private static final int REQUESTS = 20_000;
    private static final int KEYS = 20;
    private static final int CLIENTS = 4;
    /** Of Kolmogorov's distribution, at 0.1 %. */
    private static final double KOLMOGOROV = 1.95;

    private ProducedTable() {}

    static List<String> lines() {
        List<String> lines = new ArrayList<>(
                List.of("| configured | statistic | bound | seed 1 | seed 2 | seed 3 |", "|---|---|---|---|---|---|"));
        for (String words : List.of("uniform", "sequential", "zipfian 0.99", "zipfian 2", "hot 0.8 on 0.2")) {
            lines.add(counted(
                    "`key-distribution` " + words,
                    KeyDistribution.parse(words).shares(KEYS),
                    seed -> keys(words, seed)));
        }
        for (String name : Workloads.names()) {
            Map<String, Integer> shares = Workloads.named(name).orElseThrow().shares();
            if (shares.values().stream().filter(share -> share > 0).count() > 1) {
                double[] wanted = shares.values().stream()
                        .mapToDouble(share -> share / 100.0)
                        .toArray();
                lines.add(counted(
                        "`shares` of " + name, wanted, seed -> functions(name, List.copyOf(shares.keySet()), seed)));
            }
        }
        lines.add(measured(
                "`arrivals` open, gaps of `rate` 100",
                seed -> gaps(Generators.rate(new Rng(seed), 100, any()), gap -> 1 - Math.exp(-gap / 10))));
        lines.add(measured(
                "`stagger` 10 ms, gaps",
                seed -> gaps(
                        Generators.stagger(new Rng(seed), Duration.ofMillis(10), any()),
                        gap -> Math.min(1, gap / 20))));
        for (double share : List.of(0.1, 0.5)) {
            lines.add(counted("`conflicts` " + share, new double[] {share, 1 - share}, seed -> conflicts(share, seed)));
        }
        return lines;
    }

    /** Makes a sample from a seed: how often each outcome was. */
    private interface Counts {
        int[] of(long seed);
    }

    /** Makes a sample from a seed: the greatest distance of its distribution from the configured one, times the root of its size. */
    private interface Distance {
        double of(long seed);
    }

    private static String counted(String what, double[] shares, Counts counts) {
        int freedom = (int) IntStream.range(0, shares.length)
                        .filter(i -> shares[i] > 0)
                        .count()
                - 1;
        double bound = chiSquareBound(freedom);
        StringBuilder line = new StringBuilder("| %s | chi-square, %d | %.1f |".formatted(what, freedom, bound));
        for (long seed = 1; seed <= SEEDS; seed++) {
            int[] seen = counts.of(seed);
            int sum = IntStream.of(seen).sum();
            double statistic = 0;
            for (int i = 0; i < shares.length; i++) {
                double expected = sum * shares[i];
                if (expected == 0) {
                    assertThat(seen[i]).as("%s, seed %d", what, seed).isZero();
                } else {
                    statistic += (seen[i] - expected) * (seen[i] - expected) / expected;
                }
            }
            assertThat(statistic).as("%s, seed %d", what, seed).isLessThan(bound);
            line.append(String.format(Locale.ROOT, " %.1f |", statistic));
        }
        return line.toString();
    }

    /** Wilson and Hilferty, "The distribution of chi-square", 1931; at 0.1 %. */
    private static double chiSquareBound(int freedom) {
        double part = 2.0 / (9 * freedom);
        return freedom * Math.pow(1 - part + 3.0902 * Math.sqrt(part), 3);
    }

    private static String measured(String what, Distance distance) {
        StringBuilder line = new StringBuilder("| %s | Kolmogorov-Smirnov | %.2f |".formatted(what, KOLMOGOROV));
        for (long seed = 1; seed <= SEEDS; seed++) {
            double statistic = distance.of(seed);
            assertThat(statistic).as("%s, seed %d", what, seed).isLessThan(KOLMOGOROV);
            line.append(String.format(Locale.ROOT, " %.2f |", statistic));
        }
        return line.toString();
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, KEYS).mapToObj(key -> "k" + key).toList();
    }

    private static int[] keys(String words, long seed) {
        Keys keys = new Keys(names(), KeyDistribution.parse(words), OptionalDouble.empty());
        Rng rng = new Rng(seed);
        int[] seen = new int[KEYS];
        for (int i = 0; i < REQUESTS; i++) {
            seen[keys.nextIndex(rng, 0)]++;
        }
        return seen;
    }

    private static int[] conflicts(double share, long seed) {
        Keys keys = new Keys(names(), new KeyDistribution.Uniform(), OptionalDouble.of(share));
        Rng rng = new Rng(seed);
        int[] seen = new int[2];
        for (int i = 0; i < REQUESTS; i++) {
            int client = i % CLIENTS;
            keys.over(client);
            String key = keys.next(rng, client);
            if (i >= CLIENTS) {
                seen[keys.isInUse(key, client) ? 0 : 1]++;
            }
            keys.asked(client, key);
        }
        return seen;
    }

    /** Counts the functions of requests that are all answered ok, and the steps of transactions. */
    private static int[] functions(String name, List<String> functions, long seed) {
        Setting setting = new Setting(
                CLIENTS,
                Keys.uniform(names()),
                Sizes.SHORT,
                Map.of(),
                Optional.of("0"),
                Map.of(),
                label -> Rng.fork(seed, label));
        Generator generator = Workloads.named(name).orElseThrow().generator(setting);
        Map<String, String> words = Map.of("r", "read", "w", "write");
        Map<String, Integer> made = new TreeMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            Turn turn = new Turn(i % CLIENTS, i % CLIENTS, CLIENTS, i);
            Request request = ((Next.Ask) generator.next(turn)).request();
            if (request instanceof Request.Transaction(String f, List<MicroOperation> steps) && f.equals("txn")) {
                steps.forEach(step -> made.merge(words.getOrDefault(step.f(), step.f()), 1, Integer::sum));
            } else {
                made.merge(request.f(), 1, Integer::sum);
            }
            generator.completed(new Completion(turn, request, Reply.ok(), i));
        }
        return functions.stream()
                .mapToInt(function -> made.getOrDefault(function, 0))
                .toArray();
    }

    private static Generator any() {
        return Generators.repeat(new Request.Call("a", "k1", null, true));
    }

    /** What a gap of so many milliseconds is the share of. */
    private interface Distribution {
        double below(double gap);
    }

    private static double gaps(Generator generator, Distribution distribution) {
        List<Double> gaps = new ArrayList<>();
        long now = 0;
        long last = 0;
        while (gaps.size() < REQUESTS / 4) {
            Turn turn = new Turn(0, 0, 1, now);
            switch (generator.next(turn)) {
                case Next.Ask(Request request) -> {
                    gaps.add((now - last) / 1e6);
                    last = now;
                    generator.completed(new Completion(turn, request, Reply.ok(), now));
                }
                case Next.Later(long at) -> now = at;
                case Next other -> throw new AssertionError(other);
            }
        }
        gaps.sort(null);
        double distance = 0;
        for (int i = 0; i < gaps.size(); i++) {
            double expected = distribution.below(gaps.get(i));
            distance = Math.max(distance, Math.abs(expected - (i + 0.5) / gaps.size()));
        }
        return distance * Math.sqrt(gaps.size());
    }
}
