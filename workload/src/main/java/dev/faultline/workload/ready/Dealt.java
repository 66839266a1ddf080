package dev.faultline.workload.ready;

import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Next;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Turn;
import dev.faultline.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * A workload that deals its functions by their shares, one request after the other.
 *
 * @param models that can judge it
 * @param shares the usual ones, in percent
 * @param settings that its makers look at
 * @param knobs what else they look at
 * @param makers makes, for a run, what makes the requests of each function
 * @param last what is asked at the end
 */
record Dealt(
        List<String> models,
        Map<String, Integer> shares,
        Map<String, String> settings,
        Set<Knob> knobs,
        Function<Setting, Map<String, Maker>> makers,
        Function<List<String>, SequencedMap<String, Request>> last)
        implements Workload {

    /** Makes the next request of a function. */
    @FunctionalInterface
    interface Maker {
        Request make(int client, String key);
    }

    /** Returns shares in this order: names and percentages in turn. */
    static Map<String, Integer> shares(Object... namesAndPercents) {
        Map<String, Integer> shares = new LinkedHashMap<>();
        for (int i = 0; i < namesAndPercents.length; i += 2) {
            shares.put((String) namesAndPercents[i], (Integer) namesAndPercents[i + 1]);
        }
        return shares;
    }

    @Override
    public Generator generator(Setting setting) {
        Map<String, Maker> byFunction = makers.apply(setting);
        Deck deck = new Deck(setting.shares().isEmpty() ? shares : setting.shares(), setting.random("functions"));
        var rng = setting.random("keys");
        return new Generator() {
            @Override
            public Next next(Turn turn) {
                String key = setting.keys().next(rng, turn.client());
                Maker maker = byFunction.get(deck.deal());
                if (maker == null) {
                    throw new IllegalStateException("a share of a function that the workload does not have");
                }
                return Next.ask(maker.make(turn.client(), key));
            }

            @Override
            public void completed(Completion completion) {}
        };
    }

    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        return last.apply(keys);
    }

    /** Returns the same request for each key. */
    static SequencedMap<String, Request> each(List<String> keys, Function<String, Request> request) {
        SequencedMap<String, Request> requests = new LinkedHashMap<>();
        keys.forEach(key -> requests.put(key, request.apply(key)));
        return requests;
    }
}
