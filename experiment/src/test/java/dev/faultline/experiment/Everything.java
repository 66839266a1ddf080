package dev.faultline.experiment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that the ready workloads ask for, in memory, of one kind a server; or with a mistake: each seventh change is acknowledged and not
 * made, each seventh lock is given though somebody has it, each seventh id was there before.
 */
final class Everything {
    private static final int SEVENTH = 7;

    private final String kind;
    private final boolean loses;
    private final boolean tells;
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, Long> sums = new TreeMap<>();
    private final Map<String, List<String>> lists = new TreeMap<>();
    private final Map<String, Deque<String>> queues = new TreeMap<>();
    private final Map<String, PriorityQueue<Long>> ordered = new TreeMap<>();
    private final Map<String, String> owners = new TreeMap<>();
    private final Map<String, Integer> readers = new TreeMap<>();
    private final long startNanos = System.nanoTime();
    private int asked;
    private int grants;
    private int changes;
    private long tokens;

    private Everything(String kind, boolean loses, boolean tells) {
        this.kind = kind;
        this.loses = loses;
        this.tells = tells;
    }

    /** Arguments: the kind, whether it loses, and the model, some of which know tokens of locks. */
    public static void main(String[] arguments) throws Exception {
        Everything everything = new Everything(
                arguments[0],
                Boolean.parseBoolean(arguments[1]),
                List.of("fenced-lock", "leader-lease").contains(arguments[2]));
        Servers.serve(everything::answer);
    }

    /** Forgets, from the middle of the run on, what is in keys that took the place of others. */
    private String forgets(String line) {
        if (System.nanoTime() - startNanos > 8_500_000_000L) {
            lists.keySet().removeIf(name -> name.contains("-"));
        }
        return transaction(line);
    }

    private boolean seventh() {
        changes++;
        return loses && changes % SEVENTH == 0;
    }

    private synchronized String answer(String line) {
        String[] words = line.split(" ");
        String key = words.length > 1 ? words[1] : "";
        String value = words.length > 2 ? words[2] : "";
        return switch (kind) {
                    case "register", "kv" -> registers(words, key, value);
                    case "counter" -> counter(words[0], key, value);
                    case "set", "bag", "append-log" -> elements(words[0], key, value);
                    case "queue", "stack" -> queue(words[0], key);
                    case "priority-queue" -> ordered(words[0], key, value);
                    case "unique-ids" -> "ok id" + (seventh() ? tokens : ++tokens);
                    case "bank" -> bank(words);
                    case "nothing" ->
                        words[0].equals("read")
                                ? line.replace("read", "ok")
                                : "ok" + (words.length > 2 ? line.substring(line.indexOf(' ')) : "");
                    case "forgets" -> forgets(line);
                    case "hesitates" ->
                        words[0].equals("release") && ++asked % 2 == 0 ? "unavailable" : lock(words[0], key, value);
                    case "lock", "read-write-lock", "semaphore" -> lock(words[0], key, value);
                    default -> transaction(line);
                }
                + (words[0].equals("enqueue") || words[0].equals("push") ? put(key, value) : "");
    }

    private String registers(String[] words, String key, String value) {
        switch (words[0]) {
            case "read", "get" -> {
                return "ok " + texts.getOrDefault(key, "nil");
            }
            case "write", "put" -> {
                if (!seventh()) {
                    texts.put(key, value);
                }
            }
            case "delete" -> {
                if (!seventh()) {
                    texts.remove(key);
                }
            }
            default -> {
                if (!texts.getOrDefault(key, "nil").equals(value)) {
                    return "fail";
                }
                if (!seventh()) {
                    texts.put(key, words[3]);
                }
            }
        }
        return "ok";
    }

    private String counter(String f, String key, String value) {
        if (!f.equals("read") && !seventh()) {
            sums.merge(key, Long.parseLong(value), Long::sum);
        }
        return f.equals("add") ? "ok" : "ok " + sums.getOrDefault(key, 0L);
    }

    private String elements(String f, String key, String value) {
        List<String> all = lists.computeIfAbsent(key, _ -> new ArrayList<>());
        return switch (f) {
            case "read" -> "ok [" + String.join(" ", all) + "]";
            case "contains" -> "ok " + all.contains(value);
            case "take" -> "ok " + (all.isEmpty() ? "nil" : seventh() ? all.getFirst() : all.removeFirst());
            case "remove" -> "ok " + all.remove(value);
            default -> {
                if (!seventh()) {
                    all.add(value);
                }
                yield "ok";
            }
        };
    }

    private String queue(String f, String key) {
        if (f.equals("enqueue") || f.equals("push")) {
            return "ok";
        }
        Deque<String> all = queues.getOrDefault(key, new ArrayDeque<>());
        return "ok " + (all.isEmpty() ? "nil" : f.equals("pop") ? all.removeLast() : all.removeFirst());
    }

    private String put(String key, String value) {
        if (!seventh()) {
            queues.computeIfAbsent(key, _ -> new ArrayDeque<>()).addLast(value);
        }
        return "";
    }

    private String ordered(String f, String key, String value) {
        PriorityQueue<Long> all = ordered.computeIfAbsent(key, _ -> new PriorityQueue<>());
        if (f.equals("poll")) {
            return "ok " + (all.isEmpty() ? "nil" : all.poll());
        }
        if (!seventh()) {
            all.add(Long.parseLong(value));
        }
        return "ok";
    }

    private String bank(String[] words) {
        if (words[0].equals("read")) {
            return "ok "
                    + List.of("k1", "k2", "k3").stream()
                            .map(account -> account + "=" + (100 + sums.getOrDefault(account, 0L)))
                            .collect(Collectors.joining(" "));
        }
        long amount = Long.parseLong(words[3]);
        if (100 + sums.getOrDefault(words[1], 0L) < amount) {
            return "fail overdrawn";
        }
        sums.merge(words[1], -amount, Long::sum);
        sums.merge(words[2], seventh() ? 0 : amount, Long::sum);
        return "ok";
    }

    private String lock(String f, String key, String owner) {
        String holder = owners.get(key);
        int reading = readers.getOrDefault(key, 0);
        switch (f) {
            case "acquire-read" -> {
                if (holder != null && !seventh()) {
                    return "fail";
                }
                readers.merge(key, 1, Integer::sum);
            }
            case "release-read" -> readers.merge(key, -1, Integer::sum);
            case "acquire", "acquire-write" -> {
                if ((holder != null || reading > 0) && !seventh()) {
                    return "fail";
                }
                owners.put(key, owner.isEmpty() ? "somebody" : owner);
                return tells ? "ok " + (loses && ++grants % SEVENTH == 0 ? tokens : ++tokens) : "ok";
            }
            case "renew" -> {
                return owner.equals(holder) ? "ok" : "fail";
            }
            default -> {
                if (kind.equals("lock") && !owner.equals(holder)) {
                    return "fail";
                }
                owners.remove(key);
            }
        }
        return "ok";
    }

    /** The steps of a transaction; also of one that reads or writes a group. */
    private String transaction(String line) {
        boolean lost = false;
        List<String> answers = new ArrayList<>();
        for (String step : line.substring(line.indexOf(' ') + 1).split("; ")) {
            String[] words = step.split(" ");
            List<String> all = lists.computeIfAbsent(words[1], _ -> new ArrayList<>());
            switch (words[0]) {
                case "r" -> answers.add("r " + words[1] + " " + read(words[1], all));
                case "w" -> {
                    lost = seventh();
                    if (!lost) {
                        texts.put(words[1], words[2]);
                    }
                    answers.add(step);
                }
                case "add" -> {
                    lost = seventh();
                    if (!lost) {
                        sums.merge(words[1], Long.parseLong(words[2]), Long::sum);
                        all.add(words[2]);
                    }
                    answers.add(step);
                }
                default -> {
                    lost = seventh();
                    if (!lost) {
                        all.add(words[2]);
                    }
                    answers.add(step);
                }
            }
        }
        return "ok " + String.join("; ", answers);
    }

    private String read(String key, List<String> all) {
        return switch (kind) {
            case "list-append", "forgets" -> all.isEmpty() ? "nil" : "[" + String.join(" ", all) + "]";
            case "set-add" -> "[" + String.join(" ", all) + "]";
            case "counter-add" -> String.valueOf(sums.getOrDefault(key, 0L));
            case "long-fork" -> loses && ++changes % 2 == 0 ? "nil" : texts.getOrDefault(key, "nil");
            default -> texts.getOrDefault(key, "nil");
        };
    }
}
