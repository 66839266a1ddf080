package dev.faultline.experiment;

import dev.faultline.chaos.Drawn;
import dev.faultline.sim.Rng;
import dev.faultline.workload.KeyDistribution;
import dev.faultline.workload.Keys;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Sizes;
import dev.faultline.workload.Workload;
import dev.faultline.workload.Workload.Knob;
import dev.faultline.workload.ready.Workloads;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Reads the table {@code [workload]}. */
final class WorkloadReader {
    private static final Duration TINY = Duration.ofMillis(1);
    private static final Duration HUGE = Duration.ofHours(1_000);
    private static final int CLIENTS_MAX = 1_000;
    private static final int KEYS_MAX = 100_000;
    private static final int KEYS_USUAL = 3;
    private static final int RATE_MAX = 1_000_000;
    private static final int SIZE_MAX = 1_000_000;
    private static final int WHOLE = 100;
    /** What a range of keys may come to. */
    private static final List<String> MANY_KEYS = List.of("k1", "k2");

    private static final String REGISTER = "register";
    private static final String LOG = "log";

    /** The keys that have a share each, and the function that it is of; the first three are of registers. */
    private static final Map<String, String> SHARES = shareKeys();

    private static final List<Map.Entry<String, Knob>> KNOBS = List.of(
            Map.entry("keys", Knob.KEYS),
            Map.entry("key-distribution", Knob.KEYS),
            Map.entry("conflicts", Knob.CONFLICTS),
            Map.entry("value-size", Knob.SIZES));

    private final Section section;
    private final Problems problems;

    WorkloadReader(Section section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    private static Map<String, String> shareKeys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("reads", "read");
        keys.put("writes", "write");
        keys.put("cas", "cas");
        keys.put("sends", "send");
        keys.put("polls", "poll");
        return keys;
    }

    WorkloadSpec read() {
        int clients = (int) section.number("clients", 1, CLIENTS_MAX, 3);
        Optional<String> keys = section.range("keys", range -> Drawn.checkWhole(range, 1, KEYS_MAX));
        int keyCount = KEYS_USUAL;
        if (section.says("keys")) {
            keyCount = keys.isPresent() ? 1 : (int) section.number("keys", 1, KEYS_MAX, KEYS_USUAL);
        }
        RequestSpec requests = requests();
        boolean isOpen =
                section.choice("arrivals", List.of("closed", "open"), "closed").equals("open");
        if (isOpen && !section.has("rate")) {
            section.problem("arrivals", "open needs a rate: how many requests come in a second");
        }
        if (section.has("rate") && section.has("think-time")) {
            section.problem("rate", "stands beside think-time; one of them decides the other");
        }
        Optional<String> rate = section.range("rate", range -> Drawn.checkWhole(range, 1, RATE_MAX));
        Optional<String> thinkTime = section.range("think-time", Drawn::checkDuration);
        WorkloadSpec workload = new WorkloadSpec(
                clients,
                keyCount,
                requests,
                pause(clients, rate.isPresent() || thinkTime.isPresent()),
                isOpen,
                section.duration("duration", TINY, HUGE, Duration.ofSeconds(60)),
                section.duration("operation-timeout", TINY, HUGE, Duration.ofSeconds(5)),
                section.flag("final-reads", true),
                new WorkloadRanges(keys, rate, thinkTime));
        requests.ready().ifPresent(ready -> tryOut(ready, workload));
        section.refuseOthers();
        return workload;
    }

    private RequestSpec requests() {
        boolean isOwn = section.has("class");
        if (isOwn && section.has("kind")) {
            section.problem("kind", "stands beside class; one of them says what is asked");
        }
        boolean ofLogs = section.number("sends", 0, WHOLE, 0) + section.number("polls", 0, WHOLE, 0) > 0;
        String kind = isOwn
                ? section.requiredText("class", "a class that says what is asked")
                : section.choice("kind", Workloads.names(), ofLogs ? LOG : REGISTER);
        return new RequestSpec(
                kind,
                isOwn,
                shares(kind, isOwn),
                isOwn ? section.textTable("settings") : section.saidTexts("settings"),
                keyDistribution(),
                section.has("conflicts") ? OptionalDouble.of(section.share("conflicts", 0)) : OptionalDouble.empty(),
                valueSize());
    }

    /** Registers and logs have a key for each share; all workloads can have a table of them. */
    private Map<String, Integer> shares(String kind, boolean isOwn) {
        Map<String, Integer> shares = new LinkedHashMap<>();
        boolean simple = !isOwn && (kind.equals(REGISTER) || kind.equals(LOG)) && !section.has("shares");
        boolean anySaid = SHARES.keySet().stream().anyMatch(section::has);
        for (Map.Entry<String, String> share : SHARES.entrySet()) {
            boolean fits = simple && ofRegisters(share.getValue()) == kind.equals(REGISTER);
            if (fits) {
                int usual = !anySaid || ofRegisters(share.getValue()) ? usually(kind, share.getValue()) : 0;
                shares.put(share.getValue(), (int) section.number(share.getKey(), 0, WHOLE, usual));
            } else if (section.has(share.getKey())) {
                section.problem(
                        share.getKey(),
                        section.has("shares")
                                ? "stands beside shares, which has them all"
                                : "is not used: the workload is of the kind " + kind);
            }
        }
        if (simple) {
            return requireWhole(
                    shares,
                    "reads, writes and cas, or sends and polls, are percentages and must make 100",
                    section.place());
        }
        if (!section.has("shares")) {
            return Map.of();
        }
        Section table = section.section("shares");
        Map<String, Integer> usual =
                isOwn ? Map.of() : Workloads.named(kind).map(Workload::shares).orElse(Map.of());
        if (usual.isEmpty() && !isOwn) {
            section.problem(
                    "shares", "is not used: what comes when in the workload " + kind + " has an order of its own");
        }
        List<String> functions = List.copyOf(isOwn ? table.keys() : usual.keySet());
        functions.forEach(function -> shares.put(function, (int) table.number(function, 0, WHOLE, 0)));
        table.refuseOthers();
        shareRest(shares, usual, table.keys());
        return requireWhole(shares, "shares are percentages and must make 100", table.place());
    }

    /** What the file leaves to functions that it does not name is theirs as it usually would be, in proportion. */
    private static void shareRest(Map<String, Integer> shares, Map<String, Integer> usual, Collection<String> named) {
        int rest = WHOLE - shares.values().stream().mapToInt(Integer::intValue).sum();
        int others = usual.entrySet().stream()
                .filter(one -> !named.contains(one.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        for (Map.Entry<String, Integer> one : usual.entrySet()) {
            if (rest > 0 && others > 0 && !named.contains(one.getKey())) {
                int part = rest * one.getValue() / others;
                shares.put(one.getKey(), part);
                rest -= part;
                others -= one.getValue();
            }
        }
    }

    private static boolean ofRegisters(String function) {
        return !function.equals("send") && !function.equals("poll");
    }

    private static int usually(String kind, String function) {
        return Workloads.named(kind).orElseThrow().shares().getOrDefault(function, 0);
    }

    private Map<String, Integer> requireWhole(Map<String, Integer> shares, String rule, Problems.Place place) {
        int sum = shares.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != WHOLE) {
            problems.add(place, rule + ", make " + sum);
        }
        return shares;
    }

    private KeyDistribution keyDistribution() {
        try {
            return KeyDistribution.parse(section.text("key-distribution", "uniform"));
        } catch (IllegalArgumentException e) {
            section.problem("key-distribution", String.valueOf(e.getMessage()));
            return new KeyDistribution.Uniform();
        }
    }

    private Optional<String> valueSize() {
        Optional<String> range = section.range("value-size", text -> Drawn.checkWhole(text, 1, SIZE_MAX));
        return range.isPresent() || !section.has("value-size")
                ? range
                : Optional.of(Long.toString(section.number("value-size", 1, SIZE_MAX, 1)));
    }

    /** Whether the workload can be made with these settings shows when it is made. */
    private void tryOut(Workload ready, WorkloadSpec workload) {
        for (Map.Entry<String, Knob> knob : KNOBS) {
            if (section.says(knob.getKey()) && !ready.knobs().contains(knob.getValue())) {
                section.problem(
                        knob.getKey(),
                        "is not used: it decides nothing for the workload "
                                + workload.requests().kind());
            }
        }
        if (section.has("conflicts") && workload.clients() == 1) {
            section.problem("conflicts", "is not used: there is one client, which meets nobody");
        }
        Section settings = section.section("settings");
        workload.requests().settings().keySet().stream()
                .filter(name -> !ready.settings().containsKey(name))
                .forEach(name -> settings.problem(
                        name,
                        "is no setting of the workload " + workload.requests().kind()
                                + (ready.settings().isEmpty()
                                        ? ", which has none"
                                        : "; it has: "
                                                + String.join(
                                                        ", ",
                                                        new TreeSet<>(
                                                                ready.settings().keySet())))));
        try {
            ready.generator(new Setting(
                    workload.clients(),
                    Keys.uniform(
                            section.has("keys") && workload.ranges().keys().isPresent()
                                    ? MANY_KEYS
                                    : workload.keyNames()),
                    Sizes.SHORT,
                    workload.requests().shares(),
                    Optional.empty(),
                    workload.requests().settings(),
                    name -> Rng.fork(0, name)));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            Problems.Place place = settings.keys().stream()
                    .filter(name -> message.contains("'" + name + "'"))
                    .findFirst()
                    .map(settings::place)
                    .orElse(section.place());
            problems.add(place, message);
        }
    }

    private Duration pause(int clients, boolean drawn) {
        if (drawn) {
            return Duration.ZERO;
        }
        return section.has("rate")
                ? WorkloadRanges.pause(clients, section.number("rate", 1, RATE_MAX, 1))
                : section.duration("think-time", Duration.ZERO, HUGE, Duration.ofMillis(100));
    }
}
