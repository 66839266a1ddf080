package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskPoint;
import dev.faultline.sim.internal.kernel.Interlude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The calls of a disk at which the code that drives the simulation wants to act. */
public final class DiskPoints {
    private static final class Armed {
        final Consumer<DiskCall> action;
        long calls;

        Armed(Consumer<DiskCall> action) {
            this.action = action;
        }
    }

    private final Map<DiskPoint, Armed> points = new LinkedHashMap<>();

    public void set(DiskPoint point, Consumer<DiskCall> action) {
        if (points.putIfAbsent(point, new Armed(action)) != null) {
            throw new IllegalArgumentException("this point is set already: " + point);
        }
    }

    /** Returns how many calls there were since it was set. */
    public long cancel(DiskPoint point) {
        Armed armed = points.remove(point);
        return armed == null ? 0 : armed.calls;
    }

    public long calls(DiskPoint point) {
        Armed armed = points.get(point);
        return armed == null ? 0 : armed.calls;
    }

    boolean areSet() {
        return !points.isEmpty();
    }

    /** A call has come there: acts, if it is one of the points. Does not return if that ends the caller's process. */
    void reached(DiskCall call, DiskPoint.Moment moment) {
        if (points.isEmpty()) {
            return;
        }
        List<Runnable> due = new ArrayList<>();
        points.forEach((point, armed) -> {
            if (point.moment() == moment && point.calls().matches(call) && ++armed.calls == point.nth()) {
                due.add(() -> armed.action.accept(call));
            }
        });
        due.forEach(Interlude::run);
    }
}
