package dev.faultline.check.isolation;

import dev.faultline.check.format.Event;
import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.LongList;
import dev.faultline.check.format.Word;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Transactions from the operations of Jepsen: lists of {@code [:append k v]}, {@code [:w k v]}, {@code [:add k v]} or
 * {@code [:inc k n]}, and {@code [:r k v]}; single operations on registers and counters count as transactions, too.
 */
final class JepsenTransactions {

    private static final int MICRO_OPERATION = 3;
    /** A list of an operation takes so much more memory than its text. */
    private static final int MEMORY_PER_BYTE = 12;

    private final EventReader events;
    private final TransactionsBuilder builder;
    private final Model model;
    private final SingleAsTransaction single;
    private final Counts counts = new Counts();
    private final Map<Integer, Event> open = new LinkedHashMap<>();
    private final IsolationLimits limits;
    private final Map<Integer, Long> openSizes = new LinkedHashMap<>();
    private long openBytes;
    private final Map<Integer, Integer> openSince = new LinkedHashMap<>();
    private final WriteMap appended = new WriteMap(1024);
    private long[] elements = new long[64];

    private JepsenTransactions(EventReader events, Model model, World world, IsolationLimits limits) {
        this.events = events;
        this.limits = limits;
        events.watchedBy(this::requireWithin);
        this.model = model;
        single = new SingleAsTransaction(model, world, events.name());
        builder = world.builder(model);
    }

    /**
     * Reads all that is left.
     *
     * @throws FormatException if it is not a history of such transactions
     * @throws CheckStopped if the limits say so, or it takes too much memory
     */
    static TransactionFiles.Contents read(EventReader events, Model model, World world, IsolationLimits limits) {
        JepsenTransactions reading = new JepsenTransactions(events, model, world, limits);
        Transactions history = reading.read();
        return new TransactionFiles.Contents(history, reading.counts.of(events, reading.single.eventsOfNil()));
    }

    /** How many events there were, and how many of them came to nothing. */
    private static final class Counts {
        private long events;
        private long ofNemesis;
        private long unanswered;

        TransactionFiles.Counts of(EventReader read, long nil) {
            Map<String, Long> leftOut = new LinkedHashMap<>();
            leftOut.put("of the nemesis", ofNemesis);
            leftOut.put("of transactions that read, and have no answer", unanswered);
            leftOut.put("of reads of nil, which tell nothing (nil-read=anything)", nil);
            return new TransactionFiles.Counts(
                    read.lines(),
                    "events",
                    events,
                    leftOut,
                    read.disorder().stream().toList());
        }
    }

    private void requireWithin(long recordBytes) {
        requireWithin(limits, openBytes + recordBytes, builder.bytes());
    }

    /** @param textBytes the size of the records that are held as they were read */
    private static void requireWithin(IsolationLimits limits, long textBytes, long otherBytes) {
        limits.requireFit(MEMORY_PER_BYTE * textBytes + otherBytes);
    }

    /**
     * What the next transactions write, or read as lists; null if that does not show. What is added may be an element or a number: the
     * answer of a read tells, and without one it counts as an element.
     */
    static @Nullable Model guess(EventReader events, IsolationLimits limits) {
        events.watchedBy(recordBytes -> requireWithin(limits, recordBytes, 0));
        boolean adds = false;
        boolean readsLists = false;
        Model read = null;
        for (Event event = events.next(); event != null; event = events.next()) {
            if (!(event.value() instanceof List<?> operations)) {
                continue;
            }
            for (Object operation : operations) {
                if (!(operation instanceof List<?> parts) || parts.isEmpty()) {
                    continue;
                }
                String f = Word.letters(parts.getFirst());
                Model written = ofWrite(f, Model.SET_ADD);
                if (written != null && !f.equals("add")) {
                    return written;
                }
                adds |= f.equals("add");
                readsLists |= f.equals("r") && parts.getLast() instanceof List<?>;
                if (f.equals("r") && read == null && parts.getLast() != null) {
                    read = parts.getLast() instanceof Number ? Model.COUNTER_ADD : Model.SET_ADD;
                }
                if (adds && read != null) {
                    return read;
                }
            }
        }
        return adds ? Model.SET_ADD : readsLists ? Model.LIST_APPEND : null;
    }

    /** @param adding what is meant by {@code add} */
    private static @Nullable Model ofWrite(String f, Model adding) {
        return switch (f) {
            case "append" -> Model.LIST_APPEND;
            case "w" -> Model.REGISTER;
            case "inc", "increment" -> Model.COUNTER_ADD;
            case "add" -> adding == Model.COUNTER_ADD ? Model.COUNTER_ADD : Model.SET_ADD;
            default -> null;
        };
    }

    private Transactions read() {
        int position = 0;
        for (Event event = events.next(); event != null; event = events.next()) {
            counts.events++;
            if (!event.isOfClient()) {
                counts.ofNemesis++;
                continue;
            }
            builder.places.add(event.line(), event.index(), event.timeNanos());
            if (event.type() == Event.Type.INVOKE) {
                open.put(event.process(), event);
                openSizes.put(event.process(), events.recordSize());
                openBytes += events.recordSize();
                openSince.put(event.process(), position);
            } else {
                open.remove(event.process());
                openBytes -= openSizes.getOrDefault(event.process(), 0L);
                int since = Objects.requireNonNull(openSince.remove(event.process()));
                complete(Objects.requireNonNull(event.invocation()), event, since, position);
            }
            position++;
        }
        for (Event invocation : open.values()) {
            int since = Objects.requireNonNull(openSince.get(invocation.process()));
            builder.begin(invocation.process(), Fate.UNKNOWN, since, Transactions.NEVER);
            int before = builder.operations();
            micro(invocation, operations(invocation));
            counts.unanswered += builder.operations() == before ? 1 : 0;
        }
        return builder.build(limits.memoryBytes());
    }

    private void complete(Event invocation, Event event, int since, int position) {
        Fate fate = switch (event.type()) {
            case OK -> Fate.COMMITTED;
            case FAIL -> Fate.ABORTED;
            default -> Fate.UNKNOWN;
        };
        builder.begin(event.process(), fate, since, position);
        if (event.version() != Event.NONE) {
            builder.version(event.version());
        }
        List<?> invoked = operations(invocation);
        if (fate != Fate.COMMITTED) {
            int before = builder.operations();
            micro(invocation, invoked);
            counts.unanswered += builder.operations() == before ? 2 : 0;
            return;
        }
        List<?> completed = operations(event);
        if (invoked.size() != completed.size()) {
            throw error(
                    event,
                    "it completes with %d operations, but was invoked with %d in line %d"
                            .formatted(completed.size(), invoked.size(), invocation.line()));
        }
        for (int i = 0; i < completed.size(); i++) {
            if (!matches(invoked.get(i), completed.get(i))) {
                throw error(
                        event,
                        "operation %s does not complete %s of line %d"
                                .formatted(completed.get(i), invoked.get(i), invocation.line()));
            }
        }
        micro(event, completed);
    }

    private static boolean matches(@Nullable Object invoked, @Nullable Object completed) {
        return invoked instanceof List<?> before
                && completed instanceof List<?> after
                && before.size() == MICRO_OPERATION
                && after.size() == MICRO_OPERATION
                && Objects.equals(before.get(0), after.get(0))
                && Objects.equals(before.get(1), after.get(1))
                && ((before.get(2) == null && "r".equals(before.get(0)))
                        || Objects.equals(before.get(2), after.get(2)));
    }

    private List<?> operations(Event event) {
        if (event.f() != null && !event.f().equals("txn")) {
            return single.operations(event, event.f());
        }
        if (event.value() instanceof List<?> operations) {
            return operations;
        }
        throw error(event, "a transaction is a list of operations, not " + event.value());
    }

    private void micro(Event event, List<?> operations) {
        for (Object operation : operations) {
            if (!(operation instanceof List<?> parts) || parts.size() != MICRO_OPERATION || parts.get(1) == null) {
                throw error(event, "an operation is [f key value], not " + operation);
            }
            Object key = Objects.requireNonNull(parts.get(1));
            Object value = parts.get(2);
            String f = Word.letters(parts.getFirst());
            Model its = ofWrite(f, model);
            if (its != null) {
                write(event, its, key, value);
            } else if (f.equals("r")) {
                read(event, key, value);
            } else {
                throw error(event, "no operation of a transaction is called " + f);
            }
        }
    }

    private void write(Event event, Model its, Object key, @Nullable Object value) {
        if (its != model) {
            throw error(event, "a write of a %s in a history of %ss".formatted(its.thing(), model.thing()));
        }
        if (value == null) {
            throw error(event, "nothing is written to " + key);
        }
        switch (model) {
            case LIST_APPEND -> append(event, key, value);
            case REGISTER, SET_ADD -> builder.write(key, value);
            case COUNTER_ADD -> counted(event, () -> builder.write(key, value));
        }
    }

    private void counted(Event event, Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException wrong) {
            throw error(event, String.valueOf(wrong.getMessage()));
        }
    }

    private void append(Event event, Object key, Object value) {
        int number = builder.names.keyNumber(key);
        long element = builder.names.valueNumber(value);
        int line = (int) Math.min(event.line(), Integer.MAX_VALUE);
        int other = appended.putIfAbsent(number, element, line);
        if (other >= 0) {
            throw error(event, "%s is appended to %s a second time, after line %d".formatted(value, key, other));
        }
        builder.writeNumber(number, element);
    }

    private void read(Event event, Object key, @Nullable Object value) {
        if (event.type() != Event.Type.OK) {
            return;
        }
        if (value == null) {
            builder.readNothing(key);
        } else if (model == Model.REGISTER) {
            builder.read(key, value);
        } else if (model == Model.COUNTER_ADD) {
            counted(event, () -> builder.read(key, value));
        } else if (model == Model.SET_ADD) {
            if (!(value instanceof Collection<?> elements) || elements.stream().anyMatch(Objects::isNull)) {
                throw error(event, "a set is read as a set or a list, not as " + value);
            }
            builder.read(key, elements);
        } else if (value instanceof LongList list) {
            readList(key, list);
        } else if (value instanceof List<?> list && list.stream().allMatch(Objects::nonNull)) {
            builder.read(key, list);
        } else {
            throw error(event, "a list is read as a list, not as " + value);
        }
    }

    private void readList(Object key, LongList list) {
        if (list.size() > elements.length) {
            elements = new long[2 * list.size()];
        }
        for (int i = 0; i < list.size(); i++) {
            elements[i] = builder.names.number(list.getLong(i));
        }
        builder.readList(builder.names.keyNumber(key), elements, list.size());
    }

    private FormatException error(Event event, String problem) {
        return new FormatException(events.name(), event.line(), problem);
    }
}
