package dev.faultline.check.isolation;

import java.util.Arrays;

/**
 * When each transaction took its snapshot and when it committed, as one sequence of points. In a serial schedule the
 * two stand together. Replayed by {@link ScheduleVerifier}.
 */
public final class Schedule {

    private final int[] points;

    private Schedule(int[] points) {
        this.points = points;
    }

    /** One transaction after the other. */
    static Schedule serial(int[] order) {
        int[] points = new int[2 * order.length];
        for (int i = 0; i < order.length; i++) {
            points[2 * i] = 2 * order[i];
            points[2 * i + 1] = 2 * order[i] + 1;
        }
        return new Schedule(points);
    }

    /** @param points {@code 2 t} for the snapshot of transaction {@code t}, {@code 2 t + 1} for its commit */
    static Schedule of(int[] points) {
        return new Schedule(points.clone());
    }

    /** The number of points: two for each transaction that took effect. */
    public int size() {
        return points.length;
    }

    public int transaction(int i) {
        return points[i] / 2;
    }

    /** Whether the point is the commit of its transaction; if not, it is the snapshot. */
    public boolean commits(int i) {
        return points[i] % 2 == 1;
    }

    @Override
    public String toString() {
        return Arrays.toString(points);
    }
}
