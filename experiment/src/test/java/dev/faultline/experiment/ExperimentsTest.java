package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.experiment.SystemSpec.SystemNode;
import dev.faultline.sim.CrashRule;
import dev.faultline.sim.DiskSpec;
import dev.faultline.sim.DiskTimes;
import dev.faultline.workload.ClientContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What good files mean. */
class ExperimentsTest {
    @TempDir
    Path folder;

    @Test
    void everyBuiltInExperimentReadsAndSaysWhatItIs() {
        assertThat(Experiments.builtIns())
                .extracting(Experiments.BuiltIn::name)
                .containsExactly(
                        "bank",
                        "curator",
                        "grpc",
                        "h2",
                        "h2-txn",
                        "jetty",
                        "jgroups",
                        "kafka",
                        "kv",
                        "kv-txn",
                        "lock",
                        "netty",
                        "raft",
                        "structures",
                        "zookeeper");
        assertThat(Experiments.builtIns())
                .allSatisfy(builtIn -> assertThat(builtIn.description()).isNotBlank());
    }

    @Test
    void everyZooKeeperServerGetsTheWholeEnsembleAndItsOwnNumber() {
        Experiment zookeeper = Experiments.load("zookeeper", Map.of("servers", "5", "version", "3.6.4"));

        assertThat(zookeeper.system().artifacts()).contains("org.apache.zookeeper:zookeeper:3.6.4");
        assertThat(zookeeper.system().nodeNames()).containsExactly("zk1", "zk2", "zk3", "zk4", "zk5");
        SystemNode third = zookeeper.system().nodes().get(2);
        assertThat(third.files()).containsEntry("/data/myid", "3\n");
        assertThat(third.files().get("/conf/zoo.cfg"))
                .contains("clientPortAddress=zk3\n")
                .contains("server.1=zk1:2888:3888\nserver.2=zk2:2888:3888\n")
                .endsWith("server.5=zk5:2888:3888\n");
        assertThat(zookeeper.options().get("servers")).isEqualTo(new Experiment.Option("5", "3", "how many servers"));
    }

    @Test
    void everyKeyValueServerIsToldAllMembersAndTheBug() {
        Experiment kv = Experiments.load("kv", Map.of("bug", "stale-read"));

        SystemNode second = kv.system().nodes().get(1);
        assertThat(second.arguments()).contains("--id=n2", "--members=n1=n1:7001,n2=n2:7001,n3=n3:7001");
        assertThat(second.properties()).containsEntry("bug", "stale-read");
        assertThat(kv.clientOptions())
                .containsEntry("port", "7000")
                .containsEntry("servers", "3")
                .containsEntry(ClientContext.OPERATION_TIMEOUT_MILLIS, "2000");
    }

    @Test
    void theNodeOfASimulationHasAllThatTheFileSays() {
        SystemNode node = Experiments.load("kv", Map.of()).system().nodes().getFirst();

        assertThat(node.toNodeSpec(List.of(folder)))
                .returns("n1", spec -> spec.name())
                .returns(List.of(folder), spec -> spec.classPath())
                .returns(Map.of("bug", ""), spec -> spec.properties());
    }

    @Test
    void theDisksOfTheNodesAreWhatTheFileSays() {
        String text = """
            name = "x"
            [options]
            crash = "strict"
            [system]
            nodes = ["a", "b"]
            main = "X"
            disk = { crash = "${crash}", speed = "rotating", capacity = "3MB" }
            [client]
            class = "none"
            """;
        DiskSpec strict = new DiskSpec(CrashRule.STRICT, DiskTimes.ROTATING, 3 << 20);
        assertThat(disksOf(text, Map.of())).containsExactly(strict, strict);
        assertThat(disksOf(text, Map.of("crash", "everything-lost")))
                .containsOnly(strict.withCrashRule(CrashRule.EVERYTHING_LOST));
        assertThat(disksOf(text.replaceAll("disk = .*", ""), Map.of())).containsOnly(DiskSpec.USUAL);
    }

    private static List<DiskSpec> disksOf(String text, Map<String, String> set) {
        return Experiments.parse(text, "disk.toml", Path.of(""), set).system().nodes().stream()
                .map(node -> node.toNodeSpec(List.of()).disk())
                .toList();
    }

    @Test
    void everyValueOfAFileArrives() throws IOException {
        Files.createDirectory(folder.resolve("classes"));
        Path file = folder.resolve("mine.toml");
        Files.writeString(file, """
            name = "mine"
            description = "all of it"
            [options]
            size = 2
            [system]
            class-path = ["classes"]
            nodes = ["left", "right"]
            main = "org.example.Server"
            arguments = ["${nodes}", "$${size}", "${size}", "${node.number}/${node.name}"]
            processors = "${size}"
            [system.environment]
            LIMIT = 7
            [system.files]
            "/a.cfg" = "first\\n ${each.number}:${each.name} of ${size}\\n$${each.name}"
            [client]
            class = "org.example.Client"
            [workload]
            clients = 4
            keys = 2
            reads = 20
            writes = 80
            rate = 8
            duration = "2m"
            operation-timeout = "250ms"
            final-reads = false
            [faults]
            kinds = ["kill", "partition"]
            first = "1s"
            [check]
            model = "register"
            initial = "0"
            [limits]
            turns = 5000
            time = "1h"
            """, StandardCharsets.UTF_8);

        Experiment mine = Experiments.load(file.toString(), Map.of("size", "3"));

        SystemNode right = mine.system().nodes().get(1);
        assertThat(right.arguments()).containsExactly("left,right", "${size}", "3", "2/right");
        assertThat(right.processors()).isEqualTo(3);
        assertThat(right.environment()).containsExactly(Map.entry("LIMIT", "7"));
        assertThat(right.files()).containsEntry("/a.cfg", "first\n 1:left of 3\n 2:right of 3\n${each.name}");
        assertThat(mine.system().classPath())
                .containsExactly(folder.resolve("classes").toAbsolutePath());
        assertThat(mine.workload())
                .isEqualTo(new WorkloadSpec(
                        4,
                        2,
                        RequestSpec.of("register", Map.of("read", 20, "write", 80, "cas", 0)),
                        Duration.ofMillis(500),
                        false,
                        Duration.ofMinutes(2),
                        Duration.ofMillis(250),
                        false,
                        WorkloadRanges.NONE));
        assertThat(mine.faults().kinds()).containsExactly("kill", "partition");
        assertThat(mine.faults().first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(mine.check()).isEqualTo(CheckSpec.of("register", Optional.of("0")));
        assertThat(mine.limits()).isEqualTo(new LimitSpec(5000, Duration.ofHours(1)));
        assertThat(mine.text()).isEqualTo(Files.readString(file));
    }

    @Test
    void theTextOfAnExperimentAndItsOptionsMakeTheSameExperimentAgain() {
        Experiment once = Experiments.load("zookeeper", Map.of("reads", "local"));

        assertThat(Experiments.parse(once.text(), once.source(), folder, once.optionValues()))
                .usingRecursiveComparison()
                .ignoringFields("text", "setups.reader")
                .isEqualTo(once);
    }

    @Test
    void whatIsNeitherAFileNorBuiltInIsSaidWithTheNearestName() {
        assertThatThrownBy(() -> Experiments.load("zookeper", Map.of()))
                .isInstanceOf(ExperimentException.class)
                .hasMessage("there is no experiment 'zookeper', neither a file nor a built-in one;"
                        + " did you mean 'zookeeper'? built-in: bank, curator, grpc, h2, h2-txn, jetty,"
                        + " jgroups, kafka, kv, kv-txn, lock, netty, raft, structures, zookeeper");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("binary.toml"), new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> Experiments.load(file.toString(), Map.of()))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("is not text in UTF-8");
    }

    @Test
    void runsCanBeStoppedAtAViolationOnlyWhereAClientIsCheckedForLinearizability() {
        Experiments.load("kv", Map.of()).requireWatchable();
        Experiment logs = Experiments.load("kafka", Map.of());
        String text = new BareSystem(
                        new BareSystem.Program.Main("Main"),
                        List.of(),
                        List.of(folder),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        1,
                        Duration.ofSeconds(1))
                .toToml();
        Experiment bare = Experiments.parse(text, "bare.toml", Path.of(""), Map.of());

        assertThatThrownBy(logs::requireWatchable)
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("register and cas-register, and its model is log");
        assertThatThrownBy(bare::requireWatchable)
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("no client");
    }
}
