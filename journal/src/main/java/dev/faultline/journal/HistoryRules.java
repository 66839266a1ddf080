package dev.faultline.journal;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes a sequence of operations a history; writer and reader hold to the same rules. */
final class HistoryRules {
    /** What is wrong, and in which field. */
    record Fault(String field, String message) {}

    private final Map<Long, Operation> open = new LinkedHashMap<>();
    private final Set<Long> crashed = new HashSet<>();
    private long size;
    private long lastTimeNanos = Long.MIN_VALUE;

    /** Takes the next operation; null when it is sound, otherwise nothing changes. */
    @Nullable
    Fault add(Operation operation) {
        if (operation.index() != size) {
            return new Fault(
                    "index", "is " + operation.index() + " where " + size + " comes next; indexes count from 0");
        }
        if (operation.timeNanos() < lastTimeNanos) {
            return new Fault(
                    "time", "is " + operation.timeNanos() + ", earlier than the line before, " + lastTimeNanos);
        }
        Fault fault = operation.process() == Operation.NEMESIS ? nemesis(operation) : client(operation);
        if (fault == null) {
            size++;
            lastTimeNanos = operation.timeNanos();
        }
        return fault;
    }

    private static @Nullable Fault nemesis(Operation operation) {
        return operation.type() == Operation.Type.INFO
                ? null
                : new Fault("type", "is " + operation.type().text() + "; the nemesis has only info");
    }

    private @Nullable Fault client(Operation operation) {
        long process = operation.process();
        Operation invocation = open.get(process);
        if (operation.type() == Operation.Type.INVOKE) {
            if (invocation != null) {
                return new Fault(
                        "process",
                        process + " invokes while its operation of index " + invocation.index()
                                + " is open; a process does one thing at a time");
            }
            if (crashed.contains(process)) {
                return new Fault("process", process + " ended with info and is not used again; take a fresh number");
            }
            open.put(process, operation);
            return null;
        }
        if (invocation == null) {
            return new Fault("process", process + " completes an operation that it did not invoke");
        }
        if (!operation.f().equals(invocation.f())) {
            return new Fault(
                    "f",
                    "is " + operation.f() + "; the invocation, index " + invocation.index() + ", has "
                            + invocation.f());
        }
        if (!Objects.equals(operation.key(), invocation.key())) {
            return new Fault(
                    "key",
                    "is " + operation.key() + "; the invocation, index " + invocation.index() + ", has "
                            + invocation.key());
        }
        open.remove(process);
        if (operation.type() == Operation.Type.INFO) {
            crashed.add(process);
        }
        return null;
    }

    /** Invocations without completion, oldest first. */
    Collection<Operation> open() {
        return open.values();
    }

    long size() {
        return size;
    }

    long lastTimeNanos() {
        return lastTimeNanos;
    }
}
