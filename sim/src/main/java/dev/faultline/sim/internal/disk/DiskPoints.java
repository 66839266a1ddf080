package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskPoint;
import dev.faultline.sim.internal.kernel.Points;
import java.util.function.Consumer;

/** The calls of a disk at which the code that drives the simulation wants to act. */
public final class DiskPoints {
    private final Points<DiskPoint, DiskCall> points = new Points<>(DiskPoint::nth);

    public void set(DiskPoint point, Consumer<DiskCall> action) {
        points.set(point, action);
    }

    /** Returns how many calls there were since it was set. */
    public long cancel(DiskPoint point) {
        return points.cancel(point);
    }

    public long calls(DiskPoint point) {
        return points.calls(point);
    }

    boolean areSet() {
        return points.areSet();
    }

    /** A call has come there: acts, if it is one of the points. Does not return if that ends the caller's process. */
    void reached(DiskCall call, DiskPoint.Moment moment) {
        points.reached(point -> point.moment() == moment && point.calls().matches(call), call);
    }
}
