package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Session guarantees (Terry, Demers, Petersen, Spreitzer, Theimer and Welch, Session guarantees for weakly consistent
 * replicated data, 1994), of registers whose values tell which write a read saw. There must be an order of the writes of
 * each key, in which those of each client are as it made them, such that the reads of each client keep the guarantee.
 *
 * <p>Every demand is that one write does not come after another, so that a circle of demands decides. O(operations *
 * clients), and as much memory at worst.
 */
final class SessionCheck {

    private static final int NONE = SessionAccesses.NONE;
    private static final int MOST_STARTS = 64;

    private final Model<?> model;
    private final Level level;
    private final Limits limits;

    private SessionCheck(Model<?> model, Level level, Limits limits) {
        this.model = model;
        this.level = level;
        this.limits = limits;
    }

    static Verdict run(Model<?> model, Level level, History history, Limits limits) {
        try {
            return new SessionCheck(model, level, limits).run(history);
        } catch (LimitReached reached) {
            return new Verdict.Unknown(
                    level,
                    null,
                    reached.limit(),
                    0,
                    history.events(),
                    "The check of %s reached the limit on %s.".formatted(level, Sentences.limit(reached.limit())));
        }
    }

    /** What is wrong: accesses that suffice to show it, and why. */
    private record Contradiction(List<Integer> accesses, String why) {}

    private Verdict run(History history) {
        Budget budget = new Budget(limits);
        SessionAccesses all = new SessionAccesses(model, history, budget);
        if (all.unwritten != NONE) {
            return violation(
                    history,
                    closed(all, all.unwritten).stream().map(all::of).toList(),
                    "nobody wrote what '%s' answers".formatted(told(all.of(all.unwritten))));
        }
        SessionEdges edges = new SessionEdges(all, level, budget);
        SessionOrder order = new SessionOrder(edges, all.versions(), budget);
        Contradiction found = contradiction(all, edges, order);
        if (found != null) {
            return violation(history, all, found);
        }
        if (all.ambiguous != NONE) {
            return new SessionReadings(model, history, limits, this::explained).verdict(this::unexplained);
        }
        return valid(all, order);
    }

    /** The verdict if nothing contradicts what was chosen, and all is; null if something does. */
    private SessionReadings.@Nullable Explanation explained(History history, Map<Integer, Integer> chosen) {
        Budget budget = new Budget(limits);
        SessionAccesses all = new SessionAccesses(model, history, chosen, budget);
        if (all.unwritten != NONE) {
            return null;
        }
        SessionEdges edges = new SessionEdges(all, level, budget);
        SessionOrder order = new SessionOrder(edges, all.versions(), budget);
        if (contradiction(all, edges, order) != null) {
            return null;
        }
        boolean open = all.ambiguous != NONE;
        return new SessionReadings.Explanation(all.ambiguous, all.sources, open ? null : valid(all, order));
    }

    private Verdict unexplained(History history, List<Operation> operations) {
        String why = "whichever of the writes of a value each read saw, the rest contradicts it";
        return violation(history, operations, why, false);
    }

    private Verdict valid(SessionAccesses all, SessionOrder order) {
        int[] writes = Arrays.stream(order.versions())
                .filter(version -> all.madeBy[version] != NONE)
                .map(version -> all.operation[all.madeBy[version]])
                .toArray();
        return new Verdict.Valid(
                level,
                new Witness(writes, new int[writes.length]),
                "Every client has %s: an order of %d writes shows it.".formatted(words(), writes.length));
    }

    private @Nullable Contradiction contradiction(SessionAccesses all, SessionEdges edges, SessionOrder order) {
        for (int a = 0; a < all.size(); a++) {
            int writer = all.source[a] == NONE ? NONE : all.madeBy[all.source[a]];
            if (writer > a && all.client[writer] == all.client[a]) {
                return new Contradiction(
                        closed(all, a, writer),
                        "'%s' answers what its own client writes only later".formatted(told(all.of(a))));
            }
        }
        int[] circle = order.circle(MOST_STARTS);
        if (circle == null) {
            return null;
        }
        BitSet involved = new BitSet();
        List<String> reasons = new ArrayList<>();
        for (int edge : circle) {
            for (int access : new int[] {
                edges.why(edge), edges.because(edge), maker(all, edges.from(edge)), maker(all, edges.to(edge))
            }) {
                if (access != NONE) {
                    involved.set(access);
                }
            }
            if (edges.to(edge) < all.versions()) {
                reasons.add(reason(all, edges, circle, edge));
            }
        }
        return new Contradiction(closed(all, involved.stream().toArray()), String.join("; ", reasons));
    }

    private static List<Integer> closed(SessionAccesses all, int... accesses) {
        BitSet involved = new BitSet();
        for (int access : accesses) {
            involved.set(access);
        }
        close(all, involved);
        return involved.stream().boxed().toList();
    }

    private static int maker(SessionAccesses all, int node) {
        return node < all.versions() ? all.madeBy[node] : NONE;
    }

    /** With the writes that they read from, and with reads that show that those of unknown outcome took effect. */
    private static void close(SessionAccesses all, BitSet accesses) {
        boolean grows = true;
        while (grows) {
            int before = accesses.cardinality();
            for (int a = accesses.nextSetBit(0); a >= 0; a = accesses.nextSetBit(a + 1)) {
                int writer = all.source[a] == NONE ? NONE : all.madeBy[all.source[a]];
                if (writer != NONE) {
                    accesses.set(writer);
                }
                if (!all.certain[a]) {
                    accesses.set(all.shownBy[a]);
                }
            }
            grows = accesses.cardinality() > before;
        }
    }

    /** Why the version at the end of an edge does not come before the one from which the circle came to it. */
    private String reason(SessionAccesses all, SessionEdges edges, int[] circle, int edge) {
        int start = edge;
        int at = indexOf(circle, edge);
        while (edges.from(start) >= all.versions()) {
            at = (at + circle.length - 1) % circle.length;
            start = circle[at];
        }
        String first = all.describe(edges.from(start));
        String second = all.describe(edges.to(edge));
        int why = edges.why(edge);
        Operation by = all.of(edges.because(edge));
        String order = "%s comes before %s".formatted(first, second);
        if (all.write[edges.because(edge)] == edges.to(edge)) {
            return why == NONE
                    ? order
                    : "%s, as process %d had %s it"
                            .formatted(order, by.process(), all.write[why] == edges.from(start) ? "written" : "read");
        }
        return switch (level) {
            case READ_YOUR_WRITES ->
                "%s, as process %d wrote the one and then read the other".formatted(order, by.process());
            case MONOTONIC_READS -> "%s, as process %d read both in this order".formatted(order, by.process());
            default ->
                "%s, as process %d had seen %s, before which %s, and then read the other"
                        .formatted(
                                order,
                                by.process(),
                                all.describe(all.source[why]),
                                level == Level.MONOTONIC_WRITES
                                        ? "its client wrote the one"
                                        : "its client had seen the one");
        };
    }

    private static int indexOf(int[] circle, int edge) {
        int at = 0;
        while (circle[at] != edge) {
            at++;
        }
        return at;
    }

    /** Without what it does not need: fewer operations demand less, so that what fails alone fails in the whole. */
    private Verdict violation(History history, SessionAccesses all, Contradiction found) {
        List<Operation> kept =
                new ArrayList<>(found.accesses.stream().map(all::of).toList());
        String why = found.why;
        for (int i = kept.size() - 1; i >= 0; i--) {
            List<Operation> fewer = new ArrayList<>(kept);
            fewer.remove(i);
            History part = History.of(fewer);
            SessionAccesses some = new SessionAccesses(model, part, new Budget(Limits.standard()));
            if (some.unwritten == NONE && some.ambiguous == NONE) {
                Budget budget = new Budget(Limits.standard());
                SessionEdges edges = new SessionEdges(some, level, budget);
                Contradiction smaller = contradiction(some, edges, new SessionOrder(edges, some.versions(), budget));
                if (smaller != null) {
                    kept = fewer;
                    why = smaller.why;
                }
            }
        }
        return violation(history, kept, why);
    }

    private Verdict violation(History history, List<Operation> operations, String why) {
        return violation(history, operations, why, true);
    }

    private Verdict violation(History history, List<Operation> operations, String why, boolean minimal) {
        Operation last = operations.stream()
                .max(Comparator.comparingInt(Operation::invokedEvent))
                .orElseThrow();
        return new Verdict.Violation(
                level,
                last.key(),
                history.events(),
                last,
                operations,
                minimal,
                "Not %s as %s: %s.".formatted(level, model.name(), Objects.requireNonNull(why)));
    }

    private String told(Operation operation) {
        return model.describe(operation);
    }

    private String words() {
        return level.toString().replace('-', ' ');
    }
}
