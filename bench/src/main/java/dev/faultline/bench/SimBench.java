package dev.faultline.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code faultline bench sim}: the simulator's speed, beside that of its peers. */
public final class SimBench {
    private static final double BUSY_LOAD_PER_CORE = 0.5;

    private SimBench() {}

    /**
     * Measures, and prints a table. The JVM must have the agent; see {@link dev.faultline.sim.Simulation}. One call at a
     * time in a JVM.
     *
     * @param out takes the table
     * @param progress is told, in lines for people, what goes on
     * @return the exit code of a command: 0 if every bar is met, else 1
     * @throws dev.faultline.experiment.ExperimentException if ZooKeeper's files cannot be found
     */
    public static int run(PrintStream out, PrintStream progress, BenchOptions options) {
        List<Row> rows = new ArrayList<>();
        printMachine(out);
        measure(options.quick() ? Scale.quick() : Scale.full(), options, rows, out, progress);
        Table.print(out, rows);
        long missed = rows.stream().filter(Row::misses).count();
        out.println(missed == 0 ? "every bar is met" : missed + " of the bars missed");
        return missed == 0 ? 0 : 1;
    }

    private static void measure(
            Scale scale, BenchOptions options, List<Row> rows, PrintStream out, PrintStream progress) {
        progress.println("measuring switches ...");
        rows.addAll(new SwitchBench(scale).measure());
        Cluster cluster = Cluster.load(progress::println);
        progress.println("measuring ZooKeeper under load ...");
        RequestBench requests = new RequestBench(cluster, scale);
        rows.addAll(requests.measure());
        if (!options.noPeers()) {
            progress.println("measuring real ZooKeeper ...");
            rows.addAll(new PeerBench(cluster, scale).measure(requests.perCpuSecond()));
        }
        progress.println("measuring ZooKeeper at rest ...");
        rows.addAll(new ClusterBench(cluster, scale).measure());
        progress.println("measuring Kafka ...");
        rows.addAll(new KafkaBench(!options.noPeers()).measure());
        if (options.profile()) {
            progress.println("sampling ...");
            new Profile(cluster, scale).print(out);
        }
    }

    private static void printMachine(PrintStream out) {
        int cores = Runtime.getRuntime().availableProcessors();
        out.println(cores + " cores, " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", " + System.getProperty("java.vm.vendor") + " "
                + System.getProperty("java.vm.version") + ", flags "
                + ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> flag.startsWith("-X"))
                        .toList());
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > BUSY_LOAD_PER_CORE * cores) {
            out.println(String.format(
                    Locale.ROOT, "warning: the machine is busy (load average %.1f): figures may be too low", load));
        }
    }
}
