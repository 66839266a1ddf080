package dev.faultline.sim.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The points in calls of one kind at which the code that drives the simulation wants to act. Several may wait for the same point;
 * each counts from when it was set, and is carried out once.
 *
 * @param <P> what a point is
 * @param <C> what a call is
 */
public final class Points<P, C> {
    private static final class Armed<P, C> {
        final P point;
        final Consumer<C> action;
        long calls;

        Armed(P point, Consumer<C> action) {
            this.point = point;
            this.action = action;
        }
    }

    private final ToLongFunction<P> nth;
    private final List<Armed<P, C>> waiting = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param nth the how-manieth call a point is
     */
    public Points(ToLongFunction<P> nth) {
        this.nth = nth;
    }

    public void set(P point, Consumer<C> action) {
        waiting.add(new Armed<>(point, action));
    }

    /** Forgets who waits for the point, and returns how many calls there were since the first of them. */
    public long cancel(P point) {
        long calls = calls(point);
        waiting.removeIf(each -> each.point.equals(point));
        return calls;
    }

    /** Returns how many calls there were since the first that waits for the point did. */
    public long calls(P point) {
        return waiting.stream()
                .filter(each -> each.point.equals(point))
                .mapToLong(each -> each.calls)
                .max()
                .orElse(0);
    }

    public boolean areSet() {
        return !waiting.isEmpty();
    }

    /** A call has come there: acts, if it is one of the points. Does not return if that ends the caller's process. */
    public void reached(Predicate<P> isMeant, C call) {
        if (waiting.isEmpty()) {
            return;
        }
        List<Armed<P, C>> due = new ArrayList<>();
        for (Armed<P, C> each : waiting) {
            if (isMeant.test(each.point) && ++each.calls == nth.applyAsLong(each.point)) {
                due.add(each);
            }
        }
        if (!due.isEmpty()) {
            waiting.removeAll(due);
            Interlude.run(() -> due.forEach(each -> each.action.accept(call)));
        }
    }
}
