package dev.faultline.check.trial;

import dev.faultline.check.Model;
import dev.faultline.check.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model, and for each of its functions the arguments and the results to draw from; no arguments stand for fresh ones, no
 * results for any value used so far.
 */
public record Subject(String name, Model<?> model, Map<String, List<List<?>>> functions) {

    private static final List<?> NONE = Arrays.asList((Object) null);
    private static final List<?> VALUES = List.of(1L, 2L, 3L);
    private static final List<?> FRESH = List.of();
    private static final List<?> ANY = Arrays.asList(null, 1L, 2L, 3L);

    /** Every model, with small arguments. */
    public static List<Subject> all() {
        List<Subject> all = new ArrayList<>();
        all.add(subject("register of unique values", Models.register(null), "write", FRESH, NONE, "read", NONE, FRESH));
        List<?> swapped = List.of(List.of(1L, 2L), List.of(2L, 3L), List.of(3L, 1L));
        all.add(subject(
                "cas-register",
                Models.casRegister(null),
                "read",
                NONE,
                ANY,
                "write",
                VALUES,
                NONE,
                "cas",
                swapped,
                NONE));
        all.add(subject("queue", Models.queue(), "enqueue", VALUES, NONE, "dequeue", NONE, ANY));
        all.add(subject("queue of unique values", Models.queue(), "enqueue", FRESH, NONE, "dequeue", NONE, FRESH));
        all.add(subject("priority queue", Models.priorityQueue(), "insert", FRESH, NONE, "poll", NONE, FRESH));
        all.add(subject("stack", Models.stack(), "push", VALUES, NONE, "pop", NONE, ANY));
        all.add(subject("stack of unique values", Models.stack(), "push", FRESH, NONE, "pop", NONE, FRESH));
        List<?> told = Arrays.asList(null, true, false);
        all.add(subject("set", Models.set(), "add", VALUES, told, "remove", VALUES, told, "contains", VALUES, told));
        List<?> subsets = List.of(List.of(), List.of(1L), List.of(2L), List.of(1L, 2L), List.of(2L, 3L, 1L));
        all.add(subject(
                "set read whole", Models.set(), "add", VALUES, NONE, "remove", VALUES, NONE, "read", NONE, subsets));
        List<?> bags = List.of(List.of(), List.of(1L), List.of(1L, 1L), List.of(2L, 1L));
        all.add(subject("bag", Models.bag(), "add", VALUES, NONE, "take", NONE, ANY, "read", NONE, bags));
        all.add(subject("mutex", Models.mutex(), "acquire", NONE, NONE, "release", NONE, NONE));
        List<?> clients = List.of("a", "b");
        all.add(subject("reentrant lock", Models.reentrantLock(), "acquire", clients, NONE, "release", clients, NONE));
        all.add(subject("fenced lock", Models.fencedLock(), "acquire", clients, VALUES, "release", clients, NONE));
        all.add(subject(
                "leader lease",
                Models.leaderLease(),
                "acquire",
                clients,
                ANY,
                "renew",
                clients,
                NONE,
                "release",
                clients,
                NONE));
        all.add(subject(
                "read-write lock",
                Models.readWriteLock(),
                "acquire-read",
                clients,
                NONE,
                "release-read",
                clients,
                NONE,
                "acquire-write",
                clients,
                NONE,
                "release-write",
                clients,
                NONE));
        all.add(subject("semaphore", Models.semaphore(3), "acquire", VALUES, NONE, "release", VALUES, NONE));
        all.add(subject("unique ids", Models.uniqueIds(), "generate", NONE, List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L)));
        all.add(subject(
                "counter",
                Models.counter(0),
                "add",
                VALUES,
                NONE,
                "read",
                NONE,
                counts(),
                "add-and-get",
                VALUES,
                counts()));
        List<?> texts = Arrays.asList(null, "a", "b", "ab", "ba", "aa", "aab", "abb");
        List<?> swaps = List.of(Arrays.asList(null, "a"), List.of("a", "b"), List.of("ab", "a"));
        all.add(subject(
                "kv",
                Models.keyValue(null),
                "get",
                NONE,
                texts,
                "put",
                List.of("a", "b"),
                NONE,
                "append",
                List.of("a", "b"),
                NONE,
                "delete",
                NONE,
                NONE,
                "cas",
                swaps,
                NONE));
        List<?> logs = List.of(List.of(), List.of(1L), List.of(1L, 2L), List.of(2L, 1L), List.of(3L, 2L));
        all.add(subject("log", Models.appendLog(), "append", VALUES, NONE, "read", NONE, logs));
        all.add(subject(
                "log with places",
                Models.appendLog(),
                "append",
                List.of("x", "y"),
                List.of(0L, 1L, 2L),
                "read",
                List.of(0L, 1L),
                Arrays.asList(null, "x", "y")));
        List<?> transfers = List.of(transfer(1, 2, 5), transfer(2, 1, 5), transfer(1, 2, 10));
        List<?> balances = List.of(Map.of(1L, 10L, 2L, 0L), Map.of(1L, 5L, 2L, 5L), Map.of(1L, 0L, 2L, 10L));
        all.add(subject(
                "bank",
                Models.bank(Map.of(1L, 10L, 2L, 0L), false),
                "transfer",
                transfers,
                NONE,
                "read",
                NONE,
                balances));
        all.add(subject(
                "bank of unknown balances", Models.bank(false), "transfer", transfers, NONE, "read", NONE, balances));
        List<?> calls = List.of(
                List.of(List.of("w", "x", 1L)),
                List.of(List.of("w", "x", 2L), List.of("w", "y", 2L)),
                List.of(Arrays.asList("r", "x", null), List.of("w", "y", 1L)));
        all.add(subject(
                "multi-register",
                Models.multiRegister(Map.of("x", 0L, "y", 0L)),
                "txn",
                calls,
                NONE,
                "read",
                NONE,
                reads()));
        return all;
    }

    private static List<?> counts() {
        return List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    }

    private static List<?> reads() {
        List<Object> reads = new ArrayList<>();
        for (long x = 0; x < 3; x++) {
            for (long y = 0; y < 3; y++) {
                reads.add(List.of(List.of("r", "x", x), List.of("r", "y", y)));
            }
        }
        return reads;
    }

    private static Map<?, ?> transfer(long from, long to, long amount) {
        return Map.of("from", from, "to", to, "amount", amount);
    }

    private static Subject subject(String name, Model<?> model, Object... parts) {
        Map<String, List<List<?>>> functions = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 3) {
            functions.put((String) parts[i], List.of((List<?>) parts[i + 1], (List<?>) parts[i + 2]));
        }
        return new Subject(name, model, functions);
    }

    @Override
    public String toString() {
        return name;
    }
}
