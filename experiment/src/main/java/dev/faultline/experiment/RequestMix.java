package dev.faultline.experiment;

import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what the clients of a run ask next, so that the shares of the workload come out.
 *
 * <p>Functions are dealt from a shuffled pack that has each as often as its share says. A compare-and-set needs a value to
 * compare with: what its own client saw last of the key, for that is the view of the node it talks to; else what any client
 * knows of this key or the next. Where there is none, something else goes before, a write or a read, and the
 * compare-and-set follows in place of the next one of these.
 *
 * <p>Shared by all clients of a run; called by one thread at a time, in the order of the run.
 */
final class RequestMix {
    /** A pack is not so small that a client could see what comes. */
    private static final int PACK_MIN = 20;

    private enum Function {
        READ,
        WRITE,
        CAS,
        SEND,
        POLL
    }

    private final List<String> keys;
    private final Rng rng;
    private final KnownValues known;
    private final Map<Function, Integer> percent = new EnumMap<>(Function.class);
    private final Map<Function, Integer> made = new EnumMap<>(Function.class);
    /** What was asked in place of a compare-and-set, and is owed one. */
    private final Map<Function, Integer> early = new EnumMap<>(Function.class);

    private final List<Function> pack = new ArrayList<>();
    private final Map<Integer, Integer> values = new LinkedHashMap<>();
    /** What each client itself saw last, by key. */
    private final Map<Integer, Map<String, String>> seen = new HashMap<>();

    /** Makes the requests of one run; {@code initial} is what every key holds at its beginning, if anything. */
    RequestMix(WorkloadSpec spec, Optional<String> initial, long seed) {
        keys = spec.keyNames();
        rng = Rng.fork(seed, "mix of requests");
        known = new KnownValues(keys, initial);
        percent.put(Function.READ, spec.reads());
        percent.put(Function.WRITE, spec.writes());
        percent.put(Function.CAS, spec.cas());
        percent.put(Function.SEND, spec.sends());
        percent.put(Function.POLL, spec.polls());
        percent.values().removeIf(share -> share == 0);
    }

    /** Returns what this client asks next; it counts as asked. */
    Request next(int client) {
        int key = rng.below(keys.size());
        Function function = possible(deal());
        made.merge(function, 1, Integer::sum);
        String name = keys.get(key);
        return switch (function) {
            case READ -> new Request.Read(name);
            case WRITE -> new Request.Write(name, nextValue(client));
            case SEND -> new Request.Send(name, nextValue(client));
            case POLL -> new Request.Poll();
            case CAS -> {
                String own = seenBy(client).get(name);
                if (own != null) {
                    yield new Request.Cas(name, own, nextValue(client));
                }
                int chosen = known.nearest(key);
                yield new Request.Cas(keys.get(chosen), known.value(chosen), nextValue(client));
            }
        };
    }

    /** Learns from what came of a request of this client. */
    void learn(int client, Request request, Reply reply) {
        known.learn(request, reply);
        if (request instanceof Request.Read(String key) && reply instanceof Reply.Ok(String value) && value != null) {
            seenBy(client).put(key, value);
        } else if (request instanceof Request.Cas(String key, String _, String value)) {
            seenBy(client).compute(key, (_, _) -> reply instanceof Reply.Ok ? value : null);
        }
    }

    private Map<String, String> seenBy(int client) {
        return seen.computeIfAbsent(client, _ -> new HashMap<>());
    }

    private Function deal() {
        if (pack.isEmpty()) {
            int divisor = percent.values().stream().reduce(0, RequestMix::greatestCommonDivisor);
            int repeats = Math.ceilDiv(PACK_MIN * divisor, 100);
            percent.forEach((function, share) -> {
                for (int card = 0; card < share / divisor * repeats; card++) {
                    pack.add(function);
                }
            });
            for (int last = pack.size() - 1; last > 0; last--) {
                int other = rng.below(last + 1);
                Function moved = pack.set(last, pack.get(other));
                pack.set(other, moved);
            }
        }
        return pack.removeLast();
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private Function possible(Function dealt) {
        if (dealt == Function.CAS && !known.isThereAny()) {
            Function instead =
                    known.nothingWasWritten() || !percent.containsKey(Function.READ) ? Function.WRITE : Function.READ;
            early.merge(instead, 1, Integer::sum);
            return instead;
        }
        if (early.getOrDefault(dealt, 0) > 0 && known.isThereAny()) {
            early.merge(dealt, -1, Integer::sum);
            return Function.CAS;
        }
        return dealt;
    }

    /** No two writes of a run write the same value: a read tells which write it saw. */
    private String nextValue(int client) {
        return client + "." + (values.merge(client, 1, Integer::sum) - 1);
    }

    /** Returns what was asked for and what has become of it so far. */
    Shares shares() {
        return new Shares(names(percent), names(made));
    }

    private static Map<String, Integer> names(Map<Function, Integer> numbers) {
        Map<String, Integer> names = new LinkedHashMap<>();
        numbers.forEach((function, number) -> names.put(function.name().toLowerCase(Locale.ROOT), number));
        return names;
    }
}
