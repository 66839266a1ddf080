package dev.faultline.workload.ready;

import static dev.faultline.workload.ready.Dealt.shares;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Workload;
import dev.faultline.workload.Workload.Knob;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The workloads that are ready, by name: what {@code kind} in {@code [workload]} may be. */
public final class Workloads {
    private static final Map<String, String> NONE = Map.of();
    private static final Map<String, String> AMOUNT =
            Map.of("amount", "the most that is moved or added at once; default 5");
    private static final Set<Knob> ALL = EnumSet.allOf(Knob.class);
    private static final Set<Knob> KEYED = EnumSet.of(Knob.KEYS, Knob.CONFLICTS);
    private static final int AMOUNT_MOST = 1_000_000;
    private static final int AMOUNT_USUAL = 5;

    private static final Map<String, Workload> READY = ready();

    private Workloads() {}

    /** Returns the names. */
    public static List<String> names() {
        return List.copyOf(READY.keySet());
    }

    /** Returns the workload of a name. */
    public static Optional<Workload> named(String name) {
        return Optional.ofNullable(READY.get(name));
    }

    private static Map<String, Workload> ready() {
        Map<String, Workload> all = new LinkedHashMap<>();
        all.put("register", new Registers());
        all.put("log", new Logs());
        all.put("kv", keyValues());
        all.put("counter", counter());
        all.put("set", set());
        all.put("bag", bag());
        all.put("queue", new Queues(List.of("fifo-queue", "total-queue"), "enqueue", "dequeue"));
        all.put("priority-queue", new Queues(List.of("priority-queue"), "insert", "poll"));
        all.put("stack", new Queues(List.of("stack"), "push", "pop"));
        all.put("lock", new Locks(List.of("mutex", "reentrant-lock", "fenced-lock", "leader-lease"), Locks.Form.OWNED));
        all.put("read-write-lock", new Locks(List.of("read-write-lock"), Locks.Form.SHARED));
        all.put("semaphore", new Locks(List.of("semaphore"), Locks.Form.PERMITS));
        all.put("unique-ids", uniqueIds());
        all.put("append-log", appendLog());
        all.put("bank", bank());
        for (Transactions.Form form : Transactions.Form.values()) {
            all.put(form.model(), new Transactions(form));
        }
        all.put("long-fork", new LongForks());
        return Collections.unmodifiableMap(all);
    }

    private static Workload keyValues() {
        return new Dealt(
                List.of("kv"),
                shares("get", 50, "put", 35, "delete", 15, "append", 0),
                NONE,
                ALL,
                setting -> {
                    FreshValues values = new FreshValues(setting);
                    return Map.of(
                            "get", (_, key) -> new Request.Call("get", key, null, false),
                            "put", (client, key) -> new Request.Call("put", key, values.text(client), true),
                            "delete", (_, key) -> new Request.Call("delete", key, null, true),
                            "append", (client, key) -> new Request.Call("append", key, values.text(client), true));
                },
                keys -> Dealt.each(keys, key -> new Request.Call("get", key, null, false)));
    }

    private static Workload counter() {
        return new Dealt(
                List.of("counter", "counter-bounds"),
                shares("add", 50, "read", 50, "add-and-get", 0),
                AMOUNT,
                KEYED,
                setting -> {
                    Rng rng = setting.random("amounts");
                    int most = amount(setting);
                    return Map.of(
                            "add", (_, key) -> new Request.Call("add", key, 1 + (long) rng.below(most), true),
                            "add-and-get",
                                    (_, key) -> new Request.Call("add-and-get", key, 1 + (long) rng.below(most), true),
                            "read", (_, key) -> new Request.Call("read", key, null, false));
                },
                keys -> Dealt.each(keys, key -> new Request.Call("read", key, null, false)));
    }

    private static Workload set() {
        return new Dealt(
                List.of("set-full", "set"),
                shares("add", 60, "read", 40, "contains", 0, "remove", 0),
                NONE,
                KEYED,
                setting -> {
                    Elements elements = new Elements(setting);
                    return Map.of(
                            "add", (client, key) -> new Request.Call("add", key, elements.fresh(client, key), true),
                            "remove",
                                    (client, key) -> new Request.Call("remove", key, elements.known(client, key), true),
                            "contains",
                                    (client, key) ->
                                            new Request.Call("contains", key, elements.known(client, key), false),
                            "read", (_, key) -> new Request.Call("read", key, null, false));
                },
                keys -> Dealt.each(keys, key -> new Request.Call("read", key, null, false)));
    }

    private static Workload bag() {
        return new Dealt(
                List.of("bag"),
                shares("add", 50, "take", 40, "read", 10, "remove", 0),
                NONE,
                KEYED,
                setting -> {
                    Elements elements = new Elements(setting);
                    return Map.of(
                            "add", (client, key) -> new Request.Call("add", key, elements.fresh(client, key), true),
                            "remove",
                                    (client, key) -> new Request.Call("remove", key, elements.known(client, key), true),
                            "take", (_, key) -> new Request.Call("take", key, null, true),
                            "read", (_, key) -> new Request.Call("read", key, null, false));
                },
                keys -> Dealt.each(keys, key -> new Request.Call("read", key, null, false)));
    }

    private static Workload uniqueIds() {
        return new Dealt(
                List.of("unique-ids"),
                shares("generate", 100),
                NONE,
                KEYED,
                _ -> Map.of("generate", (_, key) -> new Request.Call("generate", key, null, true)),
                keys -> Dealt.each(keys, key -> new Request.Call("generate", key, null, true)));
    }

    private static Workload appendLog() {
        return new Dealt(
                List.of("append-log"),
                shares("append", 50, "read", 50),
                NONE,
                ALL,
                setting -> {
                    FreshValues values = new FreshValues(setting);
                    return Map.of(
                            "append", (client, key) -> new Request.Call("append", key, values.text(client), true),
                            "read", (_, key) -> new Request.Call("read", key, null, false));
                },
                keys -> Dealt.each(keys, key -> new Request.Call("read", key, null, false)));
    }

    private static Workload bank() {
        return new Dealt(
                List.of("bank-totals", "bank", "bank-totals-overdrawn"),
                shares("transfer", 60, "read", 40),
                AMOUNT,
                EnumSet.of(Knob.KEYS),
                setting -> {
                    List<String> accounts = setting.keyNames();
                    if (accounts.size() < 2) {
                        throw new IllegalArgumentException("a bank needs two accounts at least: let 'keys' be more");
                    }
                    Rng rng = setting.random("transfers");
                    int most = amount(setting);
                    return Map.of(
                            "transfer",
                                    (_, from) -> {
                                        int step = 1 + rng.below(accounts.size() - 1);
                                        String to = accounts.get((accounts.indexOf(from) + step) % accounts.size());
                                        Map<String, Object> transfer = new LinkedHashMap<>();
                                        transfer.put("from", from);
                                        transfer.put("to", to);
                                        transfer.put("amount", 1 + (long) rng.below(most));
                                        return new Request.Call("transfer", null, transfer, true);
                                    },
                            "read", (_, _) -> new Request.Call("read", null, null, false));
                },
                _ -> Dealt.each(List.of("balances"), _ -> new Request.Call("read", null, null, false)));
    }

    private static int amount(Setting setting) {
        return setting.number("amount", 1, AMOUNT_MOST, AMOUNT_USUAL);
    }
}
