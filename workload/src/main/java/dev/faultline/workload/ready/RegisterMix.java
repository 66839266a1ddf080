package dev.faultline.workload.ready;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Keys;
import dev.faultline.workload.Next;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Turn;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides what the clients of a run ask of registers or logs.
 *
 * <p>A compare-and-set needs a value to compare with: what its own client saw last of the key, for that is the view of the node it
 * talks to; else what any client knows of this key or the next. Where there is none, something else goes before, a write or a
 * read, and the compare-and-set follows in place of the next one of these.
 */
final class RegisterMix implements Generator {
    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final String CAS = "cas";

    private final Keys keys;
    private final Rng rng;
    private final Deck deck;
    private final FreshValues values;
    private final KnownValues known;
    /** What was asked in place of a compare-and-set, and is owed one. */
    private final Map<String, Integer> early = new HashMap<>();
    /** What each client itself saw last, by key. */
    private final Map<Integer, Map<String, String>> seen = new HashMap<>();

    RegisterMix(Setting setting, Map<String, Integer> shares) {
        keys = setting.keys();
        rng = setting.random("mix of requests");
        deck = new Deck(shares, rng);
        values = new FreshValues(setting);
        known = new KnownValues(keys.names(), setting.initial());
    }

    @Override
    public Next next(Turn turn) {
        int key = keys.nextIndex(rng, turn.client());
        String name = keys.names().get(key);
        int client = turn.client();
        return Next.ask(
                switch (possible(deck.deal())) {
                    case READ -> new Request.Read(name);
                    case WRITE -> new Request.Write(name, values.text(client));
                    case "send" -> new Request.Send(name, values.text(client));
                    case "poll" -> new Request.Poll();
                    default -> {
                        String own = seenBy(client).get(name);
                        if (own != null) {
                            yield new Request.Cas(name, own, values.text(client));
                        }
                        int chosen = known.nearest(key);
                        yield new Request.Cas(keys.names().get(chosen), known.value(chosen), values.text(client));
                    }
                });
    }

    @Override
    public void completed(Completion completion) {
        int client = completion.turn().client();
        known.learn(completion.request(), completion.reply());
        if (completion.request() instanceof Request.Read(String key)
                && completion.reply() instanceof Reply.Ok(String value)) {
            seenBy(client).put(key, value);
        } else if (completion.request() instanceof Request.Cas(String key, String _, String value)) {
            seenBy(client).compute(key, (_, _) -> completion.reply().isOk() ? value : null);
        }
    }

    private Map<String, String> seenBy(int client) {
        return seen.computeIfAbsent(client, _ -> new HashMap<>());
    }

    private String possible(String dealt) {
        if (dealt.equals(CAS) && !known.isThereAny()) {
            String instead = known.nothingWasWritten() || !deck.has(READ) ? WRITE : READ;
            early.merge(instead, 1, Integer::sum);
            return instead;
        }
        if (early.getOrDefault(dealt, 0) > 0 && known.isThereAny()) {
            early.merge(dealt, -1, Integer::sum);
            return CAS;
        }
        return dealt;
    }
}
