package dev.faultline.check;

import dev.faultline.check.format.Word;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Operations inside of one: a list of {@code [f key value]}. */
final class MicroOperations {

    private static final int PARTS = 3;

    private MicroOperations() {}

    /** What cannot be of a list of reads and writes; null if all is well. */
    static @Nullable String problem(Operation o) {
        if (!(o.value() instanceof List<?> asked)) {
            boolean open = o.value() == null && (!Fit.answered(o) || onlyReads(o.result()));
            return open ? null : "%s needs a list of [f key value], not %s".formatted(o.f(), Fit.told(o.value()));
        }
        for (Object one : asked) {
            if (!(one instanceof List<?> parts) || parts.size() != PARTS || parts.get(1) == null) {
                return "an operation of %s is [f key value], not %s".formatted(o.f(), Fit.told(one));
            }
            if (!reads(parts) && !writes(parts)) {
                return "%s reads (r) and writes (w), not %s".formatted(o.f(), parts.getFirst());
            }
            if (writes(parts) && parts.get(2) == null) {
                return "nothing is written to " + parts.get(1);
            }
        }
        if (!Fit.answered(o) || o.result() == null) {
            return Fit.answered(o) && asked.stream().anyMatch(MicroOperations::reads)
                    ? "%s completes without what it read".formatted(o.f())
                    : null;
        }
        return o.result() instanceof List<?> told ? answer(o, asked, told) : mismatch(o);
    }

    private static @Nullable String answer(Operation o, List<?> asked, List<?> told) {
        boolean all = asked.size() == told.size();
        for (int i = 0; all && i < asked.size(); i++) {
            all = completes(asked.get(i), told.get(i));
        }
        return all ? null : mismatch(o);
    }

    private static String mismatch(Operation o) {
        return "%s was invoked with %s but completed with %s".formatted(o.f(), o.value(), Fit.told(o.result()));
    }

    /** Whether the second is the first with what was read. */
    static boolean completes(@Nullable Object asked, @Nullable Object told) {
        return asked instanceof List<?> before
                && told instanceof List<?> after
                && before.size() == PARTS
                && after.size() == PARTS
                && Objects.equals(before.get(0), after.get(0))
                && Objects.equals(before.get(1), after.get(1))
                && ((reads(before) && (before.get(2) == null || Objects.equals(before.get(2), after.get(2))))
                        || Objects.equals(before.get(2), after.get(2)));
    }

    static boolean reads(@Nullable Object one) {
        return one instanceof List<?> parts
                && !parts.isEmpty()
                && (Word.letters(parts.getFirst()).equals("r")
                        || Word.letters(parts.getFirst()).equals("read"));
    }

    private static boolean onlyReads(@Nullable Object told) {
        return told instanceof List<?> all
                && all.stream()
                        .allMatch(one -> one instanceof List<?> parts
                                && parts.size() == PARTS
                                && reads(parts)
                                && parts.get(1) != null);
    }

    private static boolean writes(List<?> parts) {
        String f = Word.letters(parts.getFirst());
        return f.equals("w") || f.equals("write");
    }
}
