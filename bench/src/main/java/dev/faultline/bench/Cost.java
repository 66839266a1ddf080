package dev.faultline.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * What a piece of work cost.
 *
 * @param cpuSeconds of all threads of this JVM
 * @param wallSeconds real time
 */
record Cost(double cpuSeconds, double wallSeconds) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Cost of(Runnable work) {
        long cpu = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Cost((SYSTEM.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9);
    }

    /** Returns the median of so many measurements after some that only warm up. */
    static double median(int warmUps, int rounds, DoubleSupplier measurement) {
        for (int i = 0; i < warmUps; i++) {
            double _ = measurement.getAsDouble();
        }
        double[] figures = new double[rounds];
        Arrays.setAll(figures, i -> measurement.getAsDouble());
        return median(figures);
    }

    static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
