package dev.faultline.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code faultline bench sim}: the simulator's speed, beside that of its peers. */
public final class SimBench {
    private final BenchOptions options;
    private final Consumer<String> progress;
    private final Scale scale;
    private @Nullable Cluster cluster;
    private @Nullable RequestBench requests;

    private SimBench(BenchOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        scale = options.quick() ? Scale.quick() : Scale.full();
    }

    /** The names of the rows. */
    public static List<String> names() {
        return new SimBench(new BenchOptions(true, false, false, List.of(), false), line -> {})
                .parts(() -> {
                    throw new IllegalStateException("nothing is measured");
                })
                .names();
    }

    /**
     * Measures, and prints each row when it is measured. The JVM must have the agent; see {@link
     * dev.faultline.sim.Simulation}. One call at a time in a JVM.
     *
     * @param out takes the table
     * @param progress is told, in lines for people, what goes on
     * @return the exit code of a command: 0 if every bar is met, else 1
     * @throws IllegalArgumentException if there are no rows of a name that is asked for
     * @throws dev.faultline.experiment.ExperimentException if ZooKeeper's files cannot be found
     */
    public static int run(PrintStream out, Consumer<String> progress, BenchOptions options) {
        Parts.require(options.only(), names());
        SimBench bench = new SimBench(options, progress);
        Gauge gauge = new Gauge();
        Table table = new Table(out, options.json());
        table.begin(gauge.unitMillis());
        bench.parts(() -> gauge).measure(options.only(), progress, table);
        if (options.profile()) {
            progress.accept("sampling ...");
            new Profile(bench.cluster(), bench.scale).print(out);
        }
        return table.end();
    }

    /** What is not asked for is not made either: the gauge, the files of ZooKeeper. */
    private Parts parts(Supplier<Gauge> gauge) {
        Parts parts = new Parts()
                .with("switches", rows -> new SwitchBench(gauge.get(), scale).switches(rows))
                .with("platform-threads", rows -> new SwitchBench(gauge.get(), scale).platform(rows))
                .with("threads", rows -> new SwitchBench(gauge.get(), scale).creations(rows))
                .with("requests", rows -> requests(gauge.get()).calm(rows))
                .with("faults", rows -> requests(gauge.get()).faults(rows))
                .with("pauses", rows -> requests(gauge.get()).paced(rows));
        if (!options.noPeers()) {
            parts.with(
                    "real",
                    rows -> new PeerBench(cluster(), scale)
                            .measure(requests(gauge.get()).perCpuSecond(), rows));
        }
        return parts.with("idle", rows -> new ClusterBench(gauge.get(), cluster(), scale).idle(rows))
                .with("fresh", rows -> new ClusterBench(gauge.get(), cluster(), scale).fresh(rows))
                .with("stop-at-violation", rows -> new WatchBench(scale).measure(rows))
                .with("invariants", rows -> new InvariantBench(scale).measure(rows))
                .with("kafka", rows -> new KafkaBench(!options.noPeers()).measure(rows));
    }

    private Cluster cluster() {
        if (cluster == null) {
            cluster = Cluster.load(progress);
        }
        return cluster;
    }

    private RequestBench requests(Gauge gauge) {
        if (requests == null) {
            requests = new RequestBench(gauge, cluster(), scale);
        }
        return requests;
    }
}
