package dev.faultline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimBenchTest {
    private static final Scale TINY = new Scale(
            1, 0, 2_000, 1_000, 200, Duration.ofMillis(200), Duration.ofSeconds(35), 1, Duration.ofSeconds(600), 40);

    @Test
    void everyMeasurementComesToAFigure() {
        Cluster cluster = Cluster.load(line -> {});
        RequestBench requests = new RequestBench(cluster, TINY);
        List<Row> rows = new ArrayList<>(new SwitchBench(TINY).measure());
        rows.addAll(requests.measure());
        rows.addAll(new PeerBench(cluster, TINY).measure(requests.perCpuSecond()));
        rows.addAll(new ClusterBench(cluster, TINY).measure());
        assertThat(rows).hasSizeGreaterThan(12).allMatch(row -> row.figure() > 0 && Double.isFinite(row.figure()));
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
    void rowThatMissesItsBarSaysSo() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Row> rows = List.of(
                Row.atLeast("speed", 3.99, "x", 4, ""),
                Row.atMost("cost", 0.25, "s", 0.3, "with all"),
                Row.atLeast("nothing done", Double.NaN, "x", 1, ""),
                Row.plain("peer", 12345, "x", ""));
        Table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), rows);
        assertThat(rows).extracting(Row::misses).containsExactly(true, false, true, false);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.matches("speed +3\\.99 +x +>= 4\\.00 +FAIL"))
                .anyMatch(line -> line.matches("cost +0\\.25 +s +<= 0\\.30 +pass"))
                .anyMatch(line -> line.matches("peer +12,345 +x"));
    }

    @Test
    void ownerOfASampleIsTheInnermostOneThatIsNotTheJdk() {
        assertThat(Profile.ownerOf(
                        List.of("java.util.HashMap.get", "org.apache.zookeeper.Z.run", "dev.faultline.sim.Task.x")))
                .startsWith("ZooKeeper");
        assertThat(Profile.ownerOf(List.of(
                        "java.util.HashMap.get", "dev.faultline.sim.Link$Way.send", "org.apache.zookeeper.Z.run")))
                .isEqualTo("simulator, Link");
        assertThat(Profile.ownerOf(List.of("java.lang.ClassLoader.defineClass1", "org.apache.zookeeper.Z.run")))
                .isEqualTo("loading classes");
        assertThat(Profile.ownerOf(List.of("java.lang.Thread.run"))).isEqualTo("JDK alone");
    }
}
