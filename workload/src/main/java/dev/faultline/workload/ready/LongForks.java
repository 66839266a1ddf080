package dev.faultline.workload.ready;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Generator;
import dev.faultline.workload.MicroOperation;
import dev.faultline.workload.Next;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Turn;
import dev.faultline.workload.Workload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Keys that are written once each, and read in groups: whoever reads a group must agree with all others on which write came first
 * (Jepsen, {@code jepsen.tests.long-fork}, 2018). Its keys are its own, as each is written only once: {@code g3-1} is the second of the
 * fourth group.
 */
final class LongForks implements Workload {
    private static final int GROUP_MOST = 50;
    private static final int GROUP_USUAL = 2;
    /** So many of the latest groups are read. */
    private static final int RECENT = 3;

    @Override
    public List<String> models() {
        return List.of("long-fork");
    }

    @Override
    public Map<String, Integer> shares() {
        return Dealt.shares("write", 40, "read", 60);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("group", "how many keys are read together; default 2");
    }

    @Override
    public Generator generator(Setting setting) {
        int size = setting.number("group", 2, GROUP_MOST, GROUP_USUAL);
        Deck deck = new Deck(setting.shares().isEmpty() ? shares() : setting.shares(), setting.random("functions"));
        Rng rng = setting.random("groups");
        return new Proper(size, deck, rng);
    }

    /** The groups of one run. */
    private static final class Proper implements Generator {
        private final int size;
        private final Deck deck;
        private final Rng rng;
        private int group;
        private final Deque<Integer> unwritten = new ArrayDeque<>();

        Proper(int size, Deck deck, Rng rng) {
            this.size = size;
            this.deck = deck;
            this.rng = rng;
        }

        @Override
        public Next next(Turn turn) {
            if (deck.deal().equals("write")) {
                return Next.ask(write());
            }
            return Next.ask(read(Math.max(1, group - rng.below(RECENT)), size));
        }

        private Request write() {
            if (unwritten.isEmpty()) {
                group++;
                int first = rng.below(size);
                for (int i = 0; i < size; i++) {
                    unwritten.add((first + i) % size);
                }
            }
            int member = unwritten.removeFirst();
            return new Request.Transaction(
                    "write", List.of(new MicroOperation(MicroOperation.WRITE, name(group, member), 1L)));
        }
    }

    private static Request read(int group, int size) {
        List<MicroOperation> steps = new ArrayList<>();
        for (int member = 0; member < size; member++) {
            steps.add(MicroOperation.read(name(group, member)));
        }
        return new Request.Transaction("read", steps);
    }

    private static String name(int group, int member) {
        return "g" + group + "-" + member;
    }

    @Override
    public Set<Knob> knobs() {
        return EnumSet.noneOf(Knob.class);
    }

    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        SequencedMap<String, Request> requests = new LinkedHashMap<>();
        if (proper instanceof Proper own) {
            for (int group = 1; group <= own.group; group++) {
                requests.put("g" + group, read(group, own.size));
            }
        }
        return requests;
    }
}
