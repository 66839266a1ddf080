package dev.faultline.examples;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides whether transactions have a legal order that keeps real time, by trying all orders and remembering dead ends. */
final class Serializability {
    /** A transaction; without a reply it may have happened at any time after its start, or never. */
    record Call(List<Step> steps, long start, long end, Optional<String> reply) {}

    private record Seen(BitSet done, Map<String, String> values) {}

    private final List<Call> calls;
    private final Set<Seen> deadEnds = new HashSet<>();

    private Serializability(List<Call> calls) {
        this.calls = calls;
    }

    static boolean isStrict(List<Call> calls) {
        Set<String> read = calls.stream()
                .flatMap(call -> call.reply().stream())
                .flatMap(reply -> Arrays.stream(reply.substring("ok ".length()).split("; ")))
                .filter(answer -> answer.startsWith("r "))
                .flatMap(answer -> Arrays.stream(answer.split("[ \\[\\]]+")))
                .collect(Collectors.toSet());
        // Of what may not have happened nothing can be explained better that nobody read: without it the search is
        // short.
        return new Serializability(calls.stream()
                        .filter(call -> call.reply().isPresent()
                                || call.steps().stream().anyMatch(step -> read.contains(written(step))))
                        .toList())
                .canFinish(new BitSet(), Map.of());
    }

    private static String written(Step step) {
        return switch (step) {
            case Step.Read _ -> "";
            case Step.Write write -> write.value();
            case Step.Append append -> append.element();
        };
    }

    private boolean canFinish(BitSet done, Map<String, String> values) {
        long firstEnd = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            firstEnd = Math.min(firstEnd, calls.get(i).end());
        }
        if (firstEnd == Long.MAX_VALUE) {
            return true;
        }
        if (!deadEnds.add(new Seen((BitSet) done.clone(), values))) {
            return false;
        }
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            if (calls.get(i).start() > firstEnd) {
                continue;
            }
            Optional<Map<String, String>> after = after(calls.get(i), values);
            if (after.isPresent()) {
                done.set(i);
                if (canFinish(done, after.get())) {
                    return true;
                }
                done.clear(i);
            }
        }
        return false;
    }

    /** The values after a transaction that comes next; empty if it would have been answered otherwise. */
    private static Optional<Map<String, String>> after(Call call, Map<String, String> before) {
        Map<String, String> values = new TreeMap<>(before);
        StringBuilder answer = new StringBuilder("ok");
        for (Step step : call.steps()) {
            String value = values.getOrDefault(step.key(), Command.NIL);
            answer.append(answer.length() == 2 ? " " : "; ").append(step.answer(value));
            values.put(step.key(), step.after(value));
        }
        boolean fits = call.reply().isEmpty() || call.reply().get().contentEquals(answer);
        return fits ? Optional.of(values) : Optional.empty();
    }
}
