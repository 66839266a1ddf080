package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of logs that clients append to and follow, as those of Kafka: {@code send} of a value, which may answer
 * {@code [offset value]}; {@code poll}, which answers what came since the one before, as {@code [log offset value]}; and
 * {@code read} of a whole log, which answers in the same way.
 *
 * <p>A record is known from when its {@code send} completes or somebody is told of it. A log has one record at an offset
 * and one offset for a record. A read that begins when a record is known has it. Those who poll share the logs: together
 * they pass over no known record, and may be told of one again; a poll without an answer may have been told of any, so
 * that nothing is known to be passed over where there is one. After Jepsen's workload for Kafka (Kyle Kingsbury,
 * jepsen.tests.kafka, 2022). Cost: linear in operations and records, but for sorting and for each read of a whole log.
 */
final class LogRecords {

    private static final Invariant INVARIANT = Invariant.LOG;

    private final History history;
    private final Budget budget;
    private final Map<Object, Log> logs = new LinkedHashMap<>();
    private int known;

    LogRecords(History history, Budget budget) {
        this.history = history;
        this.budget = budget;
    }

    /** What an operation tells of a record. */
    private record Told(Object log, long offset, Object value) {}

    /** A record whose place is known. */
    private static final class Entry {
        private final long offset;
        private final Object value;
        private final Operation teller;
        private int knownSince = Operation.NEVER;

        Entry(long offset, Object value, Operation teller) {
            this.offset = offset;
            this.value = value;
            this.teller = teller;
        }
    }

    private static final class Log {
        private final Object name;

        /** By value, in the order of their invocations. */
        private final Map<Object, Operation> sends = new LinkedHashMap<>();

        private final TreeMap<Long, Entry> byOffset = new TreeMap<>();
        private final Map<Object, Entry> byValue = new HashMap<>();
        private final Set<Long> polled = new HashSet<>();

        /** The first poll that was told of the last record. */
        private @Nullable Operation lastPoll;

        private long lastPolled = Long.MIN_VALUE;

        Log(Object name) {
            this.name = name;
        }
    }

    /** Thrown to end the search with what was found. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Verdict verdict;

        Found(Verdict verdict) {
            super(verdict.sentence(), null, false, false);
            this.verdict = verdict;
        }
    }

    Verdict verdict() {
        try {
            List<Operation> operations = new ArrayList<>(history.size());
            for (int i = 0; i < history.size(); i++) {
                budget.poll();
                operations.add(history.operation(i));
            }
            operations.forEach(this::noteSend);
            for (Operation o : operations) {
                if (o.outcome() == Outcome.OK) {
                    records(o).forEach(told -> place(o, told));
                }
            }
            operations.forEach(this::checkRead);
            operations.forEach(this::checkPoll);
            if (operations.stream().noneMatch(o -> o.f().equals("poll") && o.outcome() == Outcome.INFO)) {
                logs.values().forEach(this::checkPassedOver);
            }
        } catch (Found found) {
            return found.verdict;
        }
        return InvariantVerdicts.holds(
                INVARIANT, "%d records of %d logs are where they should be".formatted(known, logs.size()));
    }

    private Log log(Object name) {
        return logs.computeIfAbsent(name, Log::new);
    }

    private void noteSend(Operation o) {
        switch (o.f()) {
            case "send" -> {
                if (o.value() == null || o.key() == null) {
                    throw InvariantVerdicts.unknown(INVARIANT, o);
                }
                if (log(o.key()).sends.put(o.value(), o) != null) {
                    throw new IllegalArgumentException(
                            "operation %d (event %d): %s is sent a second time; %s needs values"
                                            .formatted(o.index(), o.invokedEvent(), o.value(), INVARIANT)
                                    + " that tell one send from another");
                }
            }
            case "poll", "read" -> {}
            default -> throw InvariantVerdicts.unknown(INVARIANT, o);
        }
    }

    private List<Told> records(Operation o) {
        if (o.f().equals("send")
                && (!(o.result() instanceof List<?>) || o.result().equals(o.value()))) {
            return List.of(); // where it is, was not told
        }
        if (!(o.result() instanceof List<?> list)) {
            throw InvariantVerdicts.unknown(INVARIANT, o);
        }
        if (o.f().equals("send")) {
            Told own = told(o, o.key(), list, 0);
            if (!own.value.equals(o.value())) {
                throw InvariantVerdicts.unknown(INVARIANT, o);
            }
            return List.of(own);
        }
        List<Told> records = new ArrayList<>(list.size());
        for (Object element : list) {
            records.add(
                    element instanceof List<?> parts && parts.size() == 3
                            ? told(o, parts.getFirst(), parts, 1)
                            : told(o, o.key(), element, 0));
        }
        return records;
    }

    private Told told(Operation o, @Nullable Object log, @Nullable Object pair, int from) {
        if (log != null
                && pair instanceof List<?> parts
                && parts.size() == from + 2
                && parts.get(from) instanceof Number offset
                && offset.doubleValue() == offset.longValue()
                && parts.get(from + 1) != null) {
            return new Told(log, offset.longValue(), parts.get(from + 1));
        }
        throw InvariantVerdicts.unknown(INVARIANT, o);
    }

    /** Takes note of where a record is, which nobody may contradict. */
    private void place(Operation o, Told told) {
        budget.poll();
        Log log = log(told.log);
        Operation send = log.sends.get(told.value);
        if (send == null || send.outcome() == Outcome.FAIL || send.invokedEvent() > o.completedEvent()) {
            throw found("%s holds %s, which was not sent".formatted(told.log, told.value), o, send);
        }
        Entry there = log.byOffset.get(told.offset);
        if (there != null && !there.value.equals(told.value)) {
            String both = "%s holds %s and %s at the same offset, %d"
                    .formatted(told.log, there.value, told.value, told.offset);
            throw found(both, there.teller, o);
        }
        Entry entry = log.byValue.get(told.value);
        if (entry == null) {
            entry = new Entry(told.offset, told.value, o);
            log.byValue.put(told.value, entry);
            log.byOffset.put(told.offset, entry);
            known++;
        } else if (entry.offset != told.offset) {
            String twice =
                    "%s holds %s twice, at %d and at %d".formatted(told.log, told.value, entry.offset, told.offset);
            throw found(twice, entry.teller, o);
        }
        entry.knownSince = Math.min(entry.knownSince, o.completedEvent());
        if (send.outcome() == Outcome.OK) {
            entry.knownSince = Math.min(entry.knownSince, send.completedEvent());
        }
    }

    // ---- lost

    private void checkRead(Operation read) {
        if (!read.f().equals("read") || read.outcome() != Outcome.OK || read.key() == null) {
            return;
        }
        Log log = log(read.key());
        List<Told> records = records(read);
        inOrder(read, records);
        Set<Object> seen = new HashSet<>();
        records.forEach(told -> seen.add(told.value));
        for (Operation send : log.sends.values()) {
            budget.poll();
            Entry entry = log.byValue.get(send.value());
            int since = entry != null
                    ? entry.knownSince
                    : send.outcome() == Outcome.OK ? send.completedEvent() : Operation.NEVER;
            if (since < read.invokedEvent() && !seen.contains(send.value())) {
                String lost = "%s of %s is lost: it was there, and a later read of everything is without it"
                        .formatted(send.value(), read.key());
                throw found(lost, send, entry == null ? null : entry.teller, read);
            }
        }
    }

    private void inOrder(Operation o, List<Told> records) {
        Map<Object, Told> last = new HashMap<>();
        for (Told told : records) {
            Told before = last.put(told.log, told);
            if (before != null && before.offset >= told.offset) {
                String back = "in one answer, %d of %s comes after %d".formatted(told.offset, told.log, before.offset);
                throw found(back, o);
            }
        }
    }

    // ---- passed over

    private void checkPoll(Operation poll) {
        if (!poll.f().equals("poll") || poll.outcome() != Outcome.OK) {
            return;
        }
        List<Told> records = records(poll);
        inOrder(poll, records);
        for (Told told : records) {
            budget.poll();
            Log log = log(told.log);
            log.polled.add(told.offset);
            if (told.offset > log.lastPolled) {
                log.lastPolled = told.offset;
                log.lastPoll = poll;
            }
        }
    }

    private void checkPassedOver(Log log) {
        for (Entry entry : log.byOffset.headMap(log.lastPolled).values()) {
            budget.poll();
            if (!log.polled.contains(entry.offset)) {
                String passed =
                        "polls passed over %s, which is at %d of %s".formatted(entry.value, entry.offset, log.name);
                throw found(passed, log.sends.get(entry.value), entry.teller, log.lastPoll);
            }
        }
    }

    private Found found(String why, @Nullable Operation... operations) {
        return new Found(InvariantVerdicts.broken(INVARIANT, why, distinct(operations)));
    }

    private static @Nullable Operation[] distinct(@Nullable Operation... operations) {
        return Arrays.stream(operations).filter(Objects::nonNull).distinct().toArray(Operation[]::new);
    }
}
