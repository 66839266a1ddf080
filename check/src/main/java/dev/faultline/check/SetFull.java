package dev.faultline.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Elements that were added for certain and are missing from then on. An element is known when its addition
 * completes, or when a read that has it does. It is lost if the latest read without it was invoked after that, and
 * after the latest read with it.
 */
final class SetFull {

    private static final Invariant INVARIANT = Invariant.SET_FULL;

    private final History history;
    private final Budget budget;
    private final Map<Optional<Object>, Part> parts = new HashMap<>();
    private int elements;

    SetFull(History history, Budget budget) {
        this.history = history;
        this.budget = budget;
    }

    private static final class Element {
        private final Operation add;
        private int known = Operation.NEVER;
        private @Nullable Operation lastPresent;

        Element(Operation add) {
            this.add = add;
        }
    }

    /** The elements and the reads of one key, in the order of their invocations. */
    private static final class Part {
        private final Map<Object, Element> elements = new HashMap<>();
        private final List<Operation> reads = new ArrayList<>();
    }

    Verdict verdict() {
        List<Part> inOrder = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            budget.poll();
            Operation o = history.operation(i);
            Part part = parts.computeIfAbsent(Optional.ofNullable(o.key()), _ -> {
                Part fresh = new Part();
                inOrder.add(fresh);
                return fresh;
            });
            switch (o.f()) {
                case "add" -> add(part, o);
                case "read" -> {
                    if (o.outcome() == Outcome.OK) {
                        part.reads.add(o);
                    }
                }
                default -> throw InvariantVerdicts.unknown(INVARIANT, o);
            }
        }
        for (Part part : inOrder) {
            Verdict broken = judge(part);
            if (broken != null) {
                return broken;
            }
        }
        return InvariantVerdicts.holds(INVARIANT, "none of " + elements + " elements is lost");
    }

    private static void add(Part part, Operation o) {
        if (o.value() == null) {
            throw InvariantVerdicts.unknown(INVARIANT, o);
        }
        if (o.outcome() != Outcome.FAIL) {
            Element element = part.elements.computeIfAbsent(o.value(), _ -> new Element(o));
            if (o.outcome() == Outcome.OK) {
                element.known = Math.min(element.known, o.completedEvent());
            }
        }
    }

    private @Nullable Verdict judge(Part part) {
        for (Operation read : part.reads) {
            if (!(read.result() instanceof Collection<?> seen)) {
                throw InvariantVerdicts.unknown(INVARIANT, read);
            }
            Set<Object> once = new HashSet<>();
            for (Object value : seen) {
                budget.poll();
                Element element = part.elements.get(value);
                if (element == null || element.add.invokedEvent() > read.completedEvent()) {
                    return InvariantVerdicts.broken(
                            INVARIANT, "a read has %s, which nobody had added".formatted(value), read);
                }
                if (!once.add(value)) {
                    return InvariantVerdicts.broken(INVARIANT, "a read has %s twice".formatted(value), read);
                }
                element.known = Math.min(element.known, read.completedEvent());
                element.lastPresent = read;
            }
        }
        elements += part.elements.size();
        return lost(part);
    }

    private @Nullable Verdict lost(Part part) {
        for (int i = 0; i < history.size(); i++) {
            budget.poll();
            Operation add = history.operation(i);
            Element element = add.f().equals("add") && add.value() != null ? part.elements.get(add.value()) : null;
            if (element == null || element.add.index() != i || element.known == Operation.NEVER) {
                continue;
            }
            Operation lastAbsent = part.reads.isEmpty() ? null : part.reads.getLast();
            boolean lost = lastAbsent != null
                    && lastAbsent.invokedEvent() > element.known
                    && (element.lastPresent == null || element.lastPresent.index() < lastAbsent.index());
            if (lost) {
                return InvariantVerdicts.broken(
                        INVARIANT,
                        "%s was added, and is missing from the last read".formatted(element.add.value()),
                        element.add,
                        element.lastPresent,
                        lastAbsent);
            }
        }
        return null;
    }
}
