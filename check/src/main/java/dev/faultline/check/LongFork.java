package dev.faultline.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes of single keys, each written once, and reads of groups of keys: what the reads of a group saw must grow in one
 * order. Two reads of which each saw a write that the other missed are a long fork, which parallel snapshot isolation
 * allows and snapshot isolation does not (Sovran, Power, Aguilera and Li, Transactional storage for geo-replicated
 * systems, 2011).
 *
 * <p>By size, each read of a group must have all that the one before it has, so that no pair needs to be compared but
 * neighbours. O(reads * (keys of a group + log reads)).
 */
final class LongFork {

    private static final Invariant INVARIANT = Invariant.LONG_FORK;
    private static final int MICRO_OPERATION = 3;
    private static final long BYTES_PER_KEY = 48;

    private final History history;
    private final Budget budget;
    private final Map<Object, Write> writeOf = new HashMap<>();
    private final Map<Set<Object>, Group> groups = new LinkedHashMap<>();
    private int reads;
    /** In a history without writes, a read that saw something. */
    private @Nullable Operation unwritten;

    LongFork(History history, Budget budget) {
        this.history = history;
        this.budget = budget;
    }

    private static final class Group {
        private final List<Object> keys;
        private final Map<Object, Integer> places = new HashMap<>();
        private final List<Read> reads = new ArrayList<>();

        Group(List<Object> keys) {
            this.keys = keys;
            keys.forEach(key -> places.put(key, places.size()));
        }
    }

    private record Write(Operation operation, @Nullable Object value) {}

    private record Read(Operation operation, BitSet seen) {}

    Verdict verdict() {
        for (int i = 0; i < history.size(); i++) {
            budget.poll();
            Operation o = history.operation(i);
            if (o.f().equals("write")) {
                write(o);
            } else if (!o.f().equals("read")) {
                throw InvariantVerdicts.unknown(INVARIANT, o);
            }
        }
        for (int i = 0; i < history.size(); i++) {
            Operation o = history.operation(i);
            if (o.f().equals("read") && o.outcome() == Outcome.OK) {
                Verdict broken = read(o);
                if (broken != null) {
                    return broken;
                }
            }
        }
        for (Group group : groups.values()) {
            Verdict broken = judge(group);
            if (broken != null) {
                return broken;
            }
        }
        if (unwritten != null) {
            return InvariantVerdicts.broken(
                    INVARIANT, "a read has values of keys that nobody wrote: there is no write at all", unwritten);
        }
        return InvariantVerdicts.holds(
                INVARIANT, "%d reads of %d groups agree on an order of writes".formatted(reads, groups.size()));
    }

    private void write(Operation o) {
        if (!(o.value() instanceof List<?> all) || all.size() != 1) {
            throw InvariantVerdicts.unknown(INVARIANT, o);
        }
        List<?> parts = micro(o, all.getFirst(), "w");
        Object key = parts.get(1);
        Write other = writeOf.putIfAbsent(key, new Write(o, parts.get(2)));
        if (other != null) {
            throw new IllegalArgumentException(
                    "operation %d (event %d): %s is written a second time; %s needs keys that"
                                    .formatted(o.index(), o.invokedEvent(), key, INVARIANT)
                            + " are written once");
        }
    }

    private @Nullable Verdict read(Operation o) {
        if (!(o.result() instanceof List<?> all)) {
            throw InvariantVerdicts.unknown(INVARIANT, o);
        }
        budget.reserve(BYTES_PER_KEY * all.size());
        Map<Object, Object> seen = new LinkedHashMap<>();
        List<Object> keys = new ArrayList<>();
        for (Object one : all) {
            budget.poll();
            List<?> parts = micro(o, one, "r");
            keys.add(parts.get(1));
            Object value = parts.get(2);
            if (value != null) {
                seen.put(parts.get(1), value);
                Verdict broken = source(o, parts.get(1), value);
                if (broken != null) {
                    return broken;
                }
            }
        }
        Set<Object> names = Set.copyOf(keys);
        if (names.size() < keys.size()) {
            throw InvariantVerdicts.unknown(INVARIANT, o);
        }
        Group group = groups.computeIfAbsent(names, _ -> new Group(keys));
        BitSet bits = new BitSet(keys.size());
        seen.keySet().forEach(key -> bits.set(group.places.getOrDefault(key, 0)));
        group.reads.add(new Read(o, bits));
        reads++;
        return null;
    }

    /** What was read must have been written. Where no writes are recorded at all, a fork says more, and is looked for first. */
    private @Nullable Verdict source(Operation read, Object key, Object value) {
        if (writeOf.isEmpty()) {
            unwritten = unwritten == null ? read : unwritten;
            return null;
        }
        Write write = writeOf.get(key);
        if (write == null || !value.equals(write.value)) {
            return InvariantVerdicts.broken(
                    INVARIANT,
                    "a read has %s of key %s, which nobody wrote".formatted(value, key),
                    read,
                    write == null ? null : write.operation);
        }
        if (write.operation.invokedEvent() > read.completedEvent()) {
            return InvariantVerdicts.broken(
                    INVARIANT,
                    "a read has %s of key %s, which was written only later".formatted(value, key),
                    read,
                    write.operation);
        }
        return write.operation.outcome() == Outcome.FAIL
                ? InvariantVerdicts.broken(
                        INVARIANT,
                        "a read has %s of key %s, whose write failed".formatted(value, key),
                        read,
                        write.operation)
                : null;
    }

    private @Nullable Verdict judge(Group group) {
        group.reads.sort(Comparator.comparingInt((Read read) -> read.seen.cardinality())
                .thenComparingInt(read -> read.operation.index()));
        for (int i = 1; i < group.reads.size(); i++) {
            budget.poll();
            Read fewer = group.reads.get(i - 1);
            Read more = group.reads.get(i);
            Object missed = first(group, fewer.seen, more.seen);
            if (missed != null) {
                Object other = first(group, more.seen, fewer.seen);
                return InvariantVerdicts.broken(
                        INVARIANT,
                        "one read has the write of key %s and misses that of key %s, another the other way round; no order"
                                        .formatted(missed, other)
                                + " of the two writes explains both",
                        fewer.operation,
                        more.operation);
            }
        }
        return null;
    }

    /** The first key that is in one set and not in the other, or null. */
    private static @Nullable Object first(Group group, BitSet in, BitSet notIn) {
        BitSet only = (BitSet) in.clone();
        only.andNot(notIn);
        return only.isEmpty() ? null : group.keys.get(only.nextSetBit(0));
    }

    private static List<?> micro(Operation o, @Nullable Object one, String f) {
        if (one instanceof List<?> parts
                && parts.size() == MICRO_OPERATION
                && f.equals(parts.getFirst())
                && parts.get(1) != null) {
            return parts;
        }
        throw InvariantVerdicts.unknown(INVARIANT, o);
    }
}
