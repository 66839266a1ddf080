package dev.faultline.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides a session guarantee where several writes wrote what a read saw: it chooses one of them for each such read, and
 * goes no further where what is chosen contradicts itself. Exponential in these reads at worst.
 */
final class SessionReadings {

    /**
     * Why nothing contradicts the reads chosen so far.
     *
     * @param open an operation for which nothing is chosen yet, negative if there is none
     * @param choices how many things it may have seen
     * @param verdict if nothing is open
     */
    record Explanation(int open, int choices, @Nullable Verdict verdict) {}

    /** Whether some operations keep the guarantee, as far as it is chosen what they read. */
    interface Judge {
        @Nullable
        Explanation explained(History history, Map<Integer, Integer> chosen);
    }

    /** Larger histories are left open; in smaller ones so many operations are looked at, again and again. */
    private static final int MOST_AT_A_TIME = 1000;

    private static final long MOST_OPERATIONS = 100_000_000;

    private final Model<?> model;
    private final History history;
    private final Judge judge;
    private final Budget budget;
    private long looked;

    SessionReadings(Model<?> model, History history, Limits limits, Judge judge) {
        this.model = model;
        this.history = history;
        this.judge = judge;
        budget = new Budget(limits);
    }

    /**
     * The verdict of the first choice that explains everything.
     *
     * @param violation the verdict if there is none, of operations of which none explains these alone
     * @throws LimitReached if there are too many choices
     */
    Verdict verdict(BiFunction<History, List<Operation>, Verdict> violation) {
        if (history.size() > MOST_AT_A_TIME) {
            throw new LimitReached(Verdict.Limit.REPEATED_VALUES);
        }
        Verdict valid = search(history, new HashMap<>());
        return valid != null ? valid : violation.apply(history, reduced());
    }

    private @Nullable Verdict search(History of, Map<Integer, Integer> chosen) {
        budget.visit();
        looked += of.size();
        if (looked > MOST_OPERATIONS) {
            throw new LimitReached(Verdict.Limit.REPEATED_VALUES);
        }
        Explanation explanation = judge.explained(of, chosen);
        if (explanation == null || explanation.verdict != null) {
            return explanation == null ? null : explanation.verdict;
        }
        for (int choice = 0; choice < explanation.choices; choice++) {
            chosen.put(explanation.open, choice);
            Verdict verdict = search(of, chosen);
            if (verdict != null) {
                return verdict;
            }
        }
        chosen.remove(explanation.open);
        return null;
    }

    /** Without what it does not need. What somebody who stays may have read stays. */
    private List<Operation> reduced() {
        List<Operation> kept = new ArrayList<>(history.operations().stream()
                .filter(o -> model.effect(o) != Model.Effect.NONE)
                .toList());
        for (int i = kept.size() - 1; i >= 0; i--) {
            List<Operation> fewer = new ArrayList<>(kept);
            Operation gone = fewer.remove(i);
            if (fewer.stream().noneMatch(other -> mayRead(other, gone))
                    && search(History.of(fewer), new HashMap<>()) == null) {
                kept = fewer;
            }
        }
        return kept;
    }

    /** Whether one of them may have read what the other wrote: their values say no only if they have none in common. */
    private static boolean mayRead(Operation reader, Operation writer) {
        boolean told = isPlainWrite(writer) && !Objects.equals(writer.value(), told(reader));
        return Objects.equals(reader.key(), writer.key())
                && !writer.f().equals("read")
                && !writer.f().equals("get")
                && !isPlainWrite(reader)
                && !told;
    }

    private static boolean isPlainWrite(Operation o) {
        return o.f().equals("write") || o.f().equals("put");
    }

    private static @Nullable Object told(Operation reader) {
        return reader.value() instanceof List<?> pair && !pair.isEmpty() ? pair.getFirst() : reader.result();
    }
}
