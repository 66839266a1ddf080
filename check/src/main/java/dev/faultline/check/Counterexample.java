package dev.faultline.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns failed partitions into a violation that a person can follow: the earliest one, cut and shrunk. */
final class Counterexample {

    /** That there is a violation is known; to show it well must not take much longer than to find it. */
    private static final long MOST_CONFIGURATIONS = 1 << 18;

    /** Of more operations the first that will do are shown. */
    private static final int MOST_TO_CHOOSE_FROM = 100_000;

    private final Model<?> model;
    private final Limits limits;
    private final History history;

    Counterexample(Model<?> model, Limits limits, History history) {
        this.model = model;
        this.limits = model instanceof RegisterModel
                ? limits
                : limits.withConfigurations(Math.min(limits.configurations(), MOST_CONFIGURATIONS));
        this.history = history;
    }

    /**
     * The violation with the shortest failing prefix, empty if all partitions are explained or undecided. Of an undecided
     * one no more is asked than whether it fails before the others do.
     */
    Optional<Verdict> earliest(List<Optional<Object>> keys, List<int[]> parts, List<PartitionResult> results) {
        // The search knows the future of open operations, so it may fail before the prefix does, never after.
        List<Integer> failed = IntStream.range(0, results.size())
                .filter(i -> results.get(i) instanceof PartitionResult.Unexplained)
                .boxed()
                .sorted(Comparator.comparingInt(i -> failedEvent(results, i)))
                .toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        int earliest = failed.getFirst();
        int[] witnesses = evidence(parts.get(earliest), results.get(earliest));
        Prefix best = shortestPrefix(witnesses, failedEvent(results, earliest));
        for (int part : failed.subList(1, failed.size())) {
            if (failedEvent(results, part) + 1 < best.events) {
                int[] others = evidence(parts.get(part), results.get(part));
                Prefix other = shortestPrefix(others, failedEvent(results, part));
                if (other.events < best.events) {
                    best = other;
                    earliest = part;
                    witnesses = others;
                }
            }
        }
        for (int part = 0; part < results.size(); part++) {
            if (results.get(part) instanceof PartitionResult.Undecided) {
                boolean[] sure = {true};
                if (fails(parts.get(part), best.events - 1, sure)) {
                    best = shortestPrefix(parts.get(part), 0, best.events - 1);
                    earliest = part;
                    witnesses = parts.get(part);
                }
                best = new Prefix(best.events, best.shortest && sure[0]);
            }
        }
        return Optional.of(violation(keys.get(earliest), witnesses, best));
    }

    /**
     * The operations to look for a counterexample in. Prefixes of a register are as easy to decide as the whole;
     * those of other things may not be, so that one keeps to the operations that are known to fail.
     */
    private int[] evidence(int[] part, PartitionResult result) {
        return model instanceof RegisterModel ? part : coreOr(part, result);
    }

    private static int[] coreOr(int[] part, PartitionResult result) {
        return result instanceof PartitionResult.Unexplained(int _, List<Integer> core) && !core.isEmpty()
                ? core.stream().mapToInt(Integer::intValue).toArray()
                : part;
    }

    private Verdict violation(Optional<Object> key, int[] part, Prefix prefix) {
        PartitionResult failed = Engines.decide(model, history, part, prefix.events, limits);
        int[] core = coreOr(part, failed);
        Operation trigger = Arrays.stream(part)
                .filter(i -> history.completedEvent(i) < prefix.events)
                .boxed()
                .max(Comparator.comparingInt(history::completedEvent))
                .map(history::operation)
                .orElseThrow();
        Shrinker.Result first = new Shrinker(model, limits, history, prefix.events).shrink(core);
        Shrinker.Result shrunk = model instanceof RegisterModel register && part.length <= MOST_TO_CHOOSE_FROM
                ? new LatestLoss(register, limits, history, prefix.events, part).instead(first, trigger)
                : first;
        return new Verdict.Violation(
                Level.LINEARIZABLE,
                key.orElse(null),
                prefix.events,
                trigger,
                shrunk.operations(),
                prefix.shortest && shrunk.minimal(),
                Sentences.violation(model, key, prefix.events, trigger, shrunk.operations()));
    }

    private record Prefix(int events, boolean shortest) {}

    /** Gallops from the first event that can end a failing prefix, then halves: failing is monotone. */
    private Prefix shortestPrefix(int[] part, int fromEvent) {
        return shortestPrefix(part, fromEvent, history.events());
    }

    /** The same, if it is known that so many events fail. */
    private Prefix shortestPrefix(int[] part, int fromEvent, int failingEvents) {
        int[] ends = Arrays.stream(part)
                .map(history::completedEvent)
                .filter(event -> event >= fromEvent && event < failingEvents)
                .sorted()
                .toArray();
        boolean[] sure = {true};
        int failing = ends.length - 1;
        int passing = -1;
        for (int probe = 0, stride = 1; probe < ends.length - 1; probe += stride, stride *= 2) {
            if (fails(part, ends[probe] + 1, sure)) {
                failing = probe;
                break;
            }
            passing = probe;
        }
        while (failing - passing > 1) {
            int middle = (passing + failing) >>> 1;
            if (fails(part, ends[middle] + 1, sure)) {
                failing = middle;
            } else {
                passing = middle;
            }
        }
        return new Prefix(ends[failing] + 1, sure[0]);
    }

    private boolean fails(int[] part, int events, boolean[] sure) {
        PartitionResult result = Engines.decide(model, history, part, events, limits);
        sure[0] &= !(result instanceof PartitionResult.Undecided);
        return result instanceof PartitionResult.Unexplained;
    }

    private static int failedEvent(List<PartitionResult> results, int part) {
        return ((PartitionResult.Unexplained) results.get(part)).eventNumber();
    }
}
