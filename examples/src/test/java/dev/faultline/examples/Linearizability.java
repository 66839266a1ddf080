package dev.faultline.examples;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides whether a history of one key has a legal order, by trying all orders and remembering dead ends. */
final class Linearizability {
    /** A call; without a reply it may have happened at any time after its start, or never. */
    record Call(Command command, long start, long end, Optional<String> reply) {}

    private record Seen(BitSet done, String value) {}

    private final List<Call> calls;
    private final Set<Seen> deadEnds = new HashSet<>();

    private Linearizability(List<Call> calls) {
        this.calls = calls;
    }

    static boolean holds(List<Call> callsOfOneKey) {
        return new Linearizability(callsOfOneKey).canFinish(new BitSet(), Command.NIL);
    }

    private boolean canFinish(BitSet done, String value) {
        long firstEnd = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            firstEnd = Math.min(firstEnd, calls.get(i).end());
        }
        if (firstEnd == Long.MAX_VALUE) {
            return true;
        }
        if (!deadEnds.add(new Seen((BitSet) done.clone(), value))) {
            return false;
        }
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            if (calls.get(i).start() <= firstEnd && canBeNext(calls.get(i), value)) {
                done.set(i);
                if (canFinish(done, after(calls.get(i).command(), value))) {
                    return true;
                }
                done.clear(i);
            }
        }
        return false;
    }

    private static boolean canBeNext(Call call, String value) {
        String right = switch (call.command()) {
            case Command.Read _ -> "ok " + value;
            case Command.Cas cas when !cas.expected().equals(value) -> "fail";
            case Command.Update _ -> "ok";
        };
        return call.reply().isEmpty() || call.reply().get().equals(right);
    }

    private static String after(Command command, String value) {
        return switch (command) {
            case Command.Write write -> write.value();
            case Command.Cas cas when cas.expected().equals(value) -> cas.value();
            default -> value;
        };
    }
}
