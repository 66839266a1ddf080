package dev.faultline.workload.ready;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Generator;
import dev.faultline.workload.MicroOperation;
import dev.faultline.workload.Next;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Turn;
import dev.faultline.workload.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Transactions over several keys. A key is left for a fresh one of its kind when it has been written often enough, so that lists stay
 * short and sums can be told apart: {@code k1}, then {@code k1-2}.
 */
record Transactions(Form form) implements Workload {
    private static final int READ_AT_ONCE = 8;
    private static final int LENGTH_MOST = 100;
    private static final int LENGTH_USUAL = 4;
    private static final int WRITES_MOST = 1_000_000;
    private static final int WRITES_USUAL = 64;
    /** So that the amounts of a counter are powers of two, whose sums can be told apart. */
    private static final int COUNTER_WRITES = 60;

    /** What the keys hold. */
    enum Form {
        LIST_APPEND("list-append", MicroOperation.APPEND),
        RW_REGISTER("rw-register", MicroOperation.WRITE),
        SET_ADD("set-add", MicroOperation.ADD),
        COUNTER_ADD("counter-add", MicroOperation.ADD),
        MULTI_REGISTER("multi-register", MicroOperation.WRITE);

        private final String model;
        private final String change;

        Form(String model, String change) {
            this.model = model;
            this.change = change;
        }

        String model() {
            return model;
        }
    }

    @Override
    public List<String> models() {
        return List.of(form.model);
    }

    @Override
    public Map<String, Integer> shares() {
        return Dealt.shares(
                "read", 50, form == Form.LIST_APPEND ? "append" : form.change.equals("w") ? "write" : "add", 50);
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("length", "how many steps a transaction has at most; default 4, and at least one");
        if (form != Form.MULTI_REGISTER) {
            settings.put("writes-per-key", "how often a key is written before a fresh one takes its place; default 64");
        }
        return settings;
    }

    @Override
    public Generator generator(Setting setting) {
        return new Maker(setting);
    }

    private final class Maker implements Generator {
        private final Setting setting;
        private final Rng keys;
        private final Rng lengths;
        private final Deck deck;
        private final FreshValues values;
        private final int longest;
        private final int writes;
        private final Map<String, Integer> written = new HashMap<>();

        Maker(Setting setting) {
            this.setting = setting;
            keys = setting.random("keys");
            lengths = setting.random("lengths");
            deck = new Deck(setting.shares().isEmpty() ? shares() : setting.shares(), setting.random("functions"));
            values = new FreshValues(setting);
            longest = setting.number("length", 1, LENGTH_MOST, LENGTH_USUAL);
            int most = form == Form.COUNTER_ADD ? COUNTER_WRITES : WRITES_MOST;
            writes = form == Form.MULTI_REGISTER
                    ? Integer.MAX_VALUE
                    : setting.number("writes-per-key", 1, most, Math.min(most, WRITES_USUAL));
        }

        @Override
        public Next next(Turn turn) {
            int length = 1 + lengths.below(longest);
            List<MicroOperation> steps = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                String key = setting.keys().next(keys, turn.client());
                steps.add(deck.deal().equals("read") ? MicroOperation.read(current(key)) : change(turn.client(), key));
            }
            return Next.ask(new Request.Transaction("txn", steps));
        }

        private MicroOperation change(int client, String key) {
            int before = written.getOrDefault(key, 0);
            String now = name(key, before / writes);
            written.put(key, before + 1);
            return new MicroOperation(
                    form.change,
                    now,
                    form == Form.COUNTER_ADD ? 1L << (before % writes) : Long.valueOf(values.number(client)));
        }

        private String current(String key) {
            return name(key, Math.max(0, written.getOrDefault(key, 0) - 1) / writes);
        }

        /** Returns all names that the keys have had. */
        List<String> names(List<String> all) {
            List<String> names = new ArrayList<>();
            for (String key : all) {
                for (int generation = 0;
                        generation <= Math.max(0, written.getOrDefault(key, 0) - 1) / writes;
                        generation++) {
                    names.add(name(key, generation));
                }
            }
            return names;
        }

        private static String name(String key, int generation) {
            return generation == 0 ? key : key + "-" + (generation + 1);
        }
    }

    @Override
    public Set<Knob> knobs() {
        return EnumSet.of(Knob.KEYS);
    }

    /** Reads all that was ever written, some keys at a time. */
    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        List<String> all = proper instanceof Maker maker ? maker.names(keys) : keys;
        SequencedMap<String, Request> requests = new LinkedHashMap<>();
        for (int first = 0; first < all.size(); first += READ_AT_ONCE) {
            List<String> some = all.subList(first, Math.min(all.size(), first + READ_AT_ONCE));
            requests.put(
                    some.getFirst(),
                    new Request.Transaction(
                            "txn", some.stream().map(MicroOperation::read).toList()));
        }
        return requests;
    }
}
