package dev.faultline.experiment;

import dev.faultline.check.History;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import dev.faultline.experiment.FinalReads.FinalRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how long clients waited for each key after everything had been healed.
 *
 * <p>A wait for a key begins with a request for it and ends with the next one that is answered ok, whoever asked. Only
 * waiting that somebody did counts: a key that nobody asked for is not late. Costs a sort of the events after healing.
 */
final class RecoveryJudge {
    private static final String ALL_KEYS = "*";

    private final long healedNanos;
    private final long endNanos;
    /** Whether a key is taken to be asked for up to the end; else a wait is as long as somebody tried. */
    private final boolean isAskedOn;

    private final Map<String, Wait> waits = new LinkedHashMap<>();
    /** The waiting for an answer of whatever kind, in which those count, too, who have no connection to ask over. */
    private final Wait anyKey = new Wait();
    /** Whether something was asked for and answered. */
    private boolean isServed;

    private RecoveryJudge(long healedNanos, long endNanos, boolean isAskedOn) {
        this.healedNanos = healedNanos;
        this.endNanos = endNanos;
        this.isAskedOn = isAskedOn;
    }

    /** The waiting for one key. */
    private static final class Wait {
        private static final long NONE = -1;

        long since = NONE;
        long first = NONE;
        long longest;
        long tried;

        void asked(long nanos) {
            if (since == NONE) {
                since = nanos;
            }
        }

        void answered(long nanos) {
            long waited = since == NONE ? 0 : nanos - since;
            longest = Math.max(longest, waited);
            first = first == NONE ? waited : first;
            since = NONE;
        }

        boolean isOpen() {
            return since != NONE;
        }

        /** Takes note that somebody had no answer up to then. */
        void inVain(long nanos) {
            tried = Math.max(tried, nanos);
        }

        long waitedUntil(long nanos) {
            return isOpen() ? Math.max(longest, nanos - since) : longest;
        }
    }

    private enum Act {
        ASKED,
        ANSWERED,
        IN_VAIN
    }

    /** What somebody did; without a key he tried to connect. */
    private record Step(long nanos, @Nullable String key, Act act) {}

    /**
     * Judges a history.
     *
     * @param healedNanos when the last fault was over
     * @param endNanos when the run was
     * @param within how long a wait may be; empty for any time
     * @param complete whether every key was asked for until it was answered, or given up
     */
    static Recovery judge(
            History history, long healedNanos, long endNanos, Optional<Duration> within, boolean complete) {
        RecoveryJudge judge = new RecoveryJudge(healedNanos, endNanos, true);
        judge.steps(history, List.of()).forEach(judge::take);
        return judge.recovery(within.map(Duration::toNanos).orElse(Long.MAX_VALUE), complete);
    }

    /**
     * Judges a part of a history, in which nobody sees to it that each key is asked for until it is answered: a wait is as long as
     * somebody tried. Who tries to connect waits, too, for whatever key. It is undecided if nothing was both asked for and
     * answered, but nobody waited for so long.
     *
     * @param connections when clients tried to connect
     * @param fromNanos when it begins
     * @param toNanos when it ends; what was asked or answered later does not count
     * @param within how long a wait may be
     */
    static Recovery between(
            History history, List<Connecting> connections, long fromNanos, long toNanos, Duration within) {
        RecoveryJudge judge = new RecoveryJudge(fromNanos, toNanos, false);
        judge.steps(history, connections).forEach(judge::take);
        return judge.recovery(within.toNanos(), true);
    }

    /**
     * Adds what became of the final reads to what was found key by key: that others are answered is no comfort to those
     * who ask a node that is not back.
     *
     * @param byKey what {@link #judge} found
     * @param reads of each key through each node, or by each client
     * @param endNanos when the run was over
     * @param within how long a wait may be; empty for any time
     */
    static Recovery through(Recovery byKey, FinalReads reads, long endNanos, Optional<Duration> within) {
        long bound = within.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        List<FinalRead> late = reads.reads().stream()
                .filter(read -> read.waitedNanos(endNanos) >= bound)
                .toList();
        List<FinalRead> lost = late.isEmpty() ? unanswered(reads.reads()) : late;
        if (lost.isEmpty()) {
            return byKey;
        }
        // Where nobody could connect no request was made, so that key by key nothing was tested.
        boolean known = !late.isEmpty() || byKey.outcome() == Recovery.Outcome.NOT_RECOVERED;
        return new Recovery(
                known ? Recovery.Outcome.NOT_RECOVERED : Recovery.Outcome.UNDECIDED,
                byKey.healedNanos(),
                Math.max(
                        byKey.outcome() == Recovery.Outcome.RECOVERED ? 0 : byKey.nanos(),
                        lost.stream()
                                .mapToLong(read -> read.waitedNanos(endNanos))
                                .max()
                                .orElse(0)),
                names(byKey.unanswered(), lost, reads.reads()));
    }

    private static List<FinalRead> unanswered(List<FinalRead> reads) {
        return reads.stream().filter(read -> read.answeredNanos().isEmpty()).toList();
    }

    /** A key that is lost through every node goes by its name alone. */
    private static List<String> names(List<String> keys, List<FinalRead> lost, List<FinalRead> all) {
        Set<String> somewhere = all.stream()
                .filter(read -> !lost.contains(read))
                .map(FinalRead::key)
                .collect(Collectors.toSet());
        Set<String> lostKeys = lost.stream().map(FinalRead::key).collect(Collectors.toSet());
        Stream<String> ofReads = lost.stream().map(read -> somewhere.contains(read.key()) ? read.words() : read.key());
        return Stream.concat(ofReads, keys.stream().filter(key -> !lostKeys.contains(key)))
                .distinct()
                .toList();
    }

    private List<Step> steps(History history, List<Connecting> connections) {
        record Numbered(int event, Step step) {}
        List<Numbered> steps = new ArrayList<>();
        for (Operation operation : history.operations()) {
            boolean completes = operation.completedEvent() != Operation.NEVER;
            boolean completed = completes && operation.completedNanos() <= endNanos;
            if (operation.invokedNanos() <= endNanos && (!completes || operation.completedNanos() >= healedNanos)) {
                String key = String.valueOf(Objects.requireNonNullElse(operation.key(), ALL_KEYS));
                long asked = Math.max(healedNanos, operation.invokedNanos());
                boolean ok = completed && operation.outcome() == Outcome.OK;
                isServed |= ok && operation.invokedNanos() >= healedNanos;
                long told = completed ? operation.completedNanos() : endNanos;
                steps.add(new Numbered(operation.invokedEvent(), new Step(asked, key, Act.ASKED)));
                steps.add(new Numbered(
                        completed ? operation.completedEvent() : Integer.MAX_VALUE,
                        new Step(told, key, ok ? Act.ANSWERED : Act.IN_VAIN)));
            }
        }
        steps.sort(Comparator.comparingInt(Numbered::event));
        List<Step> all = steps.stream().map(Numbered::step).collect(Collectors.toCollection(ArrayList::new));
        for (Connecting connecting : connections) {
            if (connecting.fromNanos() <= endNanos && connecting.toNanos() >= healedNanos) {
                all.add(new Step(Math.max(healedNanos, connecting.fromNanos()), null, Act.ASKED));
                if (connecting.failed() || connecting.toNanos() > endNanos) {
                    all.add(new Step(Math.min(endNanos, connecting.toNanos()), null, Act.IN_VAIN));
                }
            }
        }
        all.sort(Comparator.comparingLong(Step::nanos)); // stable: of one moment they stay as they came
        return all;
    }

    private void take(Step step) {
        take(step, anyKey);
        if (step.key() != null) {
            take(step, waits.computeIfAbsent(step.key(), key -> new Wait()));
        }
    }

    private static void take(Step step, Wait wait) {
        switch (step.act()) {
            case ASKED -> wait.asked(step.nanos());
            case ANSWERED -> wait.answered(step.nanos());
            case IN_VAIN -> wait.inVain(step.nanos());
        }
    }

    private long waited(Wait wait) {
        return wait.waitedUntil(isAskedOn ? endNanos : wait.tried);
    }

    private Recovery recovery(long bound, boolean complete) {
        List<String> late = new ArrayList<>();
        List<String> open = new ArrayList<>();
        long longest = 0;
        for (var entry : waits.entrySet()) {
            Wait wait = entry.getValue();
            if (waited(wait) >= bound) {
                late.add(entry.getKey());
            } else if (wait.isOpen()) {
                open.add(entry.getKey());
            }
        }
        List<String> unanswered = late.isEmpty() ? open : late;
        for (var entry : waits.entrySet()) {
            Wait wait = entry.getValue();
            if (unanswered.isEmpty()) {
                longest = Math.max(longest, wait.first);
            } else if (unanswered.contains(entry.getKey())) {
                longest = Math.max(longest, waited(wait));
            }
        }
        if (!late.isEmpty()) {
            return new Recovery(Recovery.Outcome.NOT_RECOVERED, healedNanos, longest, late);
        }
        if (!isAskedOn) {
            return undemanded(bound, longest, open);
        }
        if (!complete || waits.isEmpty()) {
            return new Recovery(Recovery.Outcome.NOT_TESTED, healedNanos, 0, List.of());
        }
        return new Recovery(
                open.isEmpty() ? Recovery.Outcome.RECOVERED : Recovery.Outcome.UNDECIDED, healedNanos, longest, open);
    }

    /** Judges where nobody waited for any one key too long. */
    private Recovery undemanded(long bound, long longest, List<String> open) {
        if (waited(anyKey) >= bound) {
            return new Recovery(
                    Recovery.Outcome.NOT_RECOVERED, healedNanos, waited(anyKey), List.of(Availability.ANY_KEY));
        }
        Recovery.Outcome outcome = isServed
                ? Recovery.Outcome.RECOVERED
                : waits.isEmpty() ? Recovery.Outcome.NOT_TESTED : Recovery.Outcome.UNDECIDED;
        return new Recovery(outcome, healedNanos, longest, open);
    }
}
