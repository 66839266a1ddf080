package dev.faultline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimBenchTest {
    private static final Scale TINY = new Scale(
            1,
            0,
            2_000,
            1_000,
            200,
            Duration.ofMillis(200),
            Duration.ofSeconds(35),
            1,
            Duration.ofSeconds(600),
            40,
            Duration.ofSeconds(5));

    @Test
    void everyMeasurementComesToAFigure() {
        Gauge gauge = new Gauge();
        Cluster cluster = Cluster.load(line -> {});
        SwitchBench switches = new SwitchBench(gauge, TINY);
        RequestBench requests = new RequestBench(gauge, cluster, TINY);
        ClusterBench ensembles = new ClusterBench(gauge, cluster, TINY);
        List<Row> rows = new ArrayList<>();
        new Parts()
                .with("switches", switches::switches)
                .with("platform", switches::platform)
                .with("threads", switches::creations)
                .with("real", to -> new PeerBench(cluster, TINY).measure(requests.perCpuSecond(), to))
                .with("faults", requests::faults)
                .with("pauses", requests::paced)
                .with("idle", ensembles::idle)
                .with("fresh", ensembles::fresh)
                .with("stop-at-violation", new WatchBench(TINY)::measure)
                .measure(List.of(), line -> {}, rows::add);
        assertThat(rows).hasSizeGreaterThan(12).allMatch(row -> row.ratio() > 0 && Double.isFinite(row.ratio()));
    }

    @Test
    void halfOfTheRequestsToTheSimulatedServersWrite() {
        var run = new dev.faultline.experiment.Runner(
                        Cluster.load(line -> {}).busy(Duration.ofMillis(500), false),
                        Cluster.load(line -> {}).artifacts())
                .run(1, dev.faultline.experiment.RunOptions.standard())
                .counts();
        assertThat(run.operations()).isGreaterThan(100);
        assertThat(run.changes() / (double) run.operations()).isBetween(0.4, 0.6);
        assertThat(run.unknown()).isZero();
    }

    @Test
    void batonIsHandedOnAsOftenAsAsked() {
        assertThat(Batons.handOn(2, 100)).isEqualTo(100);
        assertThat(Batons.handOn(7, 700)).isEqualTo(700);
    }

    @Test
    void medianIsTheMiddleOne() {
        assertThat(Cost.median(5, 1, 9)).isEqualTo(5);
        assertThat(Cost.median(4, 1, 9, 2)).isEqualTo(3);
    }

    @Test
    void ownerOfASampleIsTheInnermostOneThatIsNotTheJdk() {
        assertThat(Profile.ownerOf(List.of(
                        "java.util.HashMap.get",
                        "org.apache.zookeeper.Z.run",
                        "dev.faultline.sim.internal.kernel.Task.x")))
                .startsWith("ZooKeeper");
        assertThat(Profile.ownerOf(List.of(
                        "java.util.HashMap.get",
                        "dev.faultline.sim.internal.net.Link.send",
                        "org.apache.zookeeper.Z.run")))
                .isEqualTo("simulator, Link");
        assertThat(Profile.ownerOf(List.of("java.lang.ClassLoader.defineClass1", "org.apache.zookeeper.Z.run")))
                .isEqualTo("loading classes");
        assertThat(Profile.ownerOf(List.of("java.lang.Thread.run"))).isEqualTo("JDK alone");
    }
}
