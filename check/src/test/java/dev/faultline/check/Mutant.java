package dev.faultline.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Bugs of a register, planted into what its clients saw. */
enum Mutant {
    /** A read answers what an earlier write of the key wrote. */
    STALE_READ,
    /** A write was acknowledged, yet reads answer what was there before. */
    LOST_WRITE,
    /** Two reads of a key have each other's answer. */
    SWAPPED_VALUES,
    /** A compare-and-set that was refused is reported as done. */
    CAS_ON_WRONG_VALUE,
    /** A read answers what nobody wrote. */
    PHANTOM_VALUE;

    /** The history with one such bug, empty if it offers no place for it. */
    Optional<History> plant(History history, SplittableRandom random) {
        List<Operation> operations = new ArrayList<>(history.operations());
        List<Operation> reads = operations.stream()
                .filter(o -> o.f().equals("read") && o.outcome() == Outcome.OK)
                .toList();
        List<Operation> writes = operations.stream()
                .filter(o -> o.f().equals("write") && o.outcome() == Outcome.OK)
                .toList();
        List<Operation> refused = operations.stream()
                .filter(o -> o.f().equals("cas") && o.outcome() == Outcome.FAIL)
                .toList();
        if (reads.size() < 2 || writes.isEmpty() || (this == CAS_ON_WRONG_VALUE && refused.isEmpty())) {
            return Optional.empty();
        }
        Operation read = pick(reads, random);
        Operation write = pick(writes, random);
        switch (this) {
            case STALE_READ -> replace(operations, read, Outcome.OK, write.value());
            case LOST_WRITE -> {
                for (Operation other : reads) {
                    if (write.equals(source(writes, other))) {
                        Operation before = source(writes, write);
                        replace(operations, other, Outcome.OK, before == null ? null : before.value());
                    }
                }
            }
            case SWAPPED_VALUES -> {
                Operation other = pick(reads, random);
                replace(operations, read, Outcome.OK, other.result());
                replace(operations, other, Outcome.OK, read.result());
            }
            case CAS_ON_WRONG_VALUE -> {
                Operation cas = pick(refused, random);
                replace(operations, cas, Outcome.OK, cas.value());
            }
            case PHANTOM_VALUE -> replace(operations, read, Outcome.OK, "phantom");
        }
        return Optional.of(History.of(operations));
    }

    /** The last write that had completed before the operation began and, for a read, wrote what it saw. */
    private static @Nullable Operation source(List<Operation> writes, Operation of) {
        Operation latest = null;
        for (Operation write : writes) {
            boolean fits = of.f().equals("write")
                    || (of.result() != null && of.result().equals(write.value()));
            if (fits && write.completedEvent() < of.invokedEvent()) {
                latest = write;
            }
        }
        return latest;
    }

    private static Operation pick(List<Operation> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }

    private static void replace(List<Operation> all, Operation old, Outcome outcome, @Nullable Object result) {
        all.set(
                old.index(),
                new Operation(
                        old.index(),
                        old.process(),
                        old.f(),
                        old.key(),
                        old.value(),
                        outcome,
                        result,
                        old.invokedEvent(),
                        old.completedEvent(),
                        old.invokedNanos(),
                        old.completedNanos()));
    }
}
