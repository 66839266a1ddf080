package dev.faultline.examples;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides whether a history of one key has a legal order, by trying all orders and remembering dead ends. */
public final class Linearizability {
    /**
     * A call; without a reply it may have happened at any time after its start, or never.
     *
     * @param line what the client asked: {@code read K}, {@code write K V}, {@code put K V}, {@code delete K} or {@code cas K OLD NEW}
     */
    public record Call(String line, long start, long end, Optional<String> reply) {}

    private record Seen(BitSet done, String value) {}

    private final List<Call> calls;
    private final Set<Seen> deadEnds = new HashSet<>();

    private Linearizability(List<Call> calls) {
        this.calls = calls;
    }

    /** Returns whether the calls have a legal order. */
    public static boolean holds(List<Call> callsOfOneKey) {
        return new Linearizability(callsOfOneKey).canFinish(new BitSet(), "nil");
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
                if (canFinish(done, after(calls.get(i).line().split(" ", -1), value))) {
                    return true;
                }
                done.clear(i);
            }
        }
        return false;
    }

    private static boolean canBeNext(Call call, String value) {
        String[] words = call.line().split(" ", -1);
        String right = switch (words[0]) {
            case "read" -> "ok " + value;
            case "cas" -> words[2].equals(value) ? "ok" : "fail";
            default -> "ok";
        };
        return call.reply().isEmpty() || call.reply().get().equals(right);
    }

    private static String after(String[] words, String value) {
        return switch (words[0]) {
            case "write", "put" -> words[2];
            case "delete" -> "nil";
            case "cas" -> words[2].equals(value) ? words[3] : value;
            default -> value;
        };
    }
}
