package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.file.ScheduleFile;
import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Node {@code a} sends a numbered datagram to {@code b} each 100 ms, and each tells when it has sent or received one. */
@Tag("agent")
class MomentsInTheNetworkTest {
    private final List<String> lines = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private List<FaultReport> reports = List.of();

    private void play(String toml) {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(node.name() + " " + line));
            simulation.observe(event -> {
                if (event.name().equals("LinkCut") || event.name().equals("LinkHealed")) {
                    links.add(event.timeNanos() / 1_000_000 + " " + event.name() + " "
                            + event.data().get("from") + ">" + event.data().get("to"));
                }
            });
            List<String> nodes = List.of("a", "b", "c");
            simulation
                    .add(NodeSpec.of("b", Program.code(MomentsInTheNetworkTest::receive)))
                    .start();
            simulation
                    .add(NodeSpec.of("c", Program.code(() -> Thread.sleep(100_000))))
                    .start();
            simulation
                    .add(NodeSpec.of("a", Program.code(MomentsInTheNetworkTest::send)))
                    .start();
            Nemesis nemesis = Nemesis.install(
                    new SimulationInjector(simulation), ScheduleFile.read(toml, Format.TOML, "s"), nodes, 1);
            simulation.run(Duration.ofMillis(2_500));
            nemesis.healAll();
            reports = nemesis.reports();
        }
    }

    @SuppressWarnings("AddressSelection") // a node of the simulation has one address
    private static void send() throws Exception {
        Thread.sleep(100);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 1; ; i++) {
                byte[] bytes = (i % 2 == 0 ? "even " : "odd ").concat(i + ".").getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(
                        bytes, bytes.length, new InetSocketAddress(InetAddress.getByName("b"), 7000)));
                System.out.println("sent " + i);
                Thread.sleep(100);
            }
        }
    }

    private static void receive() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(7000)) {
            DatagramPacket packet = new DatagramPacket(new byte[64], 64);
            while (true) {
                socket.receive(packet);
                System.out.println(
                        "received " + new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void theSenderDiesOfItsNthMessageOfAKind() {
        play("""
            [[step]]
            message = { from = "a", to = "b", port = 7000, text = "even", number = 2 }
            fault = "power-loss @trigger for 1m"
            """);
        assertThat(lines).contains("a sent 3", "b received even 4.").doesNotContain("a sent 5");
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.fault()).isEqualTo("power-loss a for 60s"));
    }

    @Test
    void theReceiverDiesOfAMessageBeforeItHasSeenIt() {
        play("""
            [[step]]
            message = { to = "b", nth = 3 }
            fault = "kill @trigger for 500ms"
            """);
        assertThat(lines)
                .contains("b received odd 1.", "b received even 2.", "a sent 3", "a sent 4")
                .doesNotContain("b received odd 3.");
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.fault()).isEqualTo("kill b for 500ms"));
    }

    @Test
    void aMessageThatNeverCameIsReported() {
        play("""
            [[step]]
            message = { from = "c", nth = 1 }
            fault = "kill @trigger for 1s"
            """);
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.evidence().toString())
                        .contains("it was to be when message 1 from c is sent, which did not come"));
    }

    @Test
    void theMembersOfAPartitionChangeWithoutAGap() {
        play("""
            [[step]]
            name = "split"
            fault = "partition sides a | b,c"
            [[step]]
            at = "1s"
            change = "split"
            fault = "partition sides a,c | b"
            [[step]]
            at = "2s"
            heal = "split"
            """);
        // From a to b it stays cut, from the first to the last.
        assertThat(links)
                .containsExactlyInAnyOrder(
                        "0 LinkCut a>b",
                        "0 LinkCut b>a",
                        "0 LinkCut a>c",
                        "0 LinkCut c>a",
                        "1000 LinkCut c>b",
                        "1000 LinkCut b>c",
                        "1000 LinkHealed a>c",
                        "1000 LinkHealed c>a",
                        "2000 LinkHealed a>b",
                        "2000 LinkHealed b>a",
                        "2000 LinkHealed c>b",
                        "2000 LinkHealed b>c");
        assertThat(reports).hasSize(2).allMatch(FaultReport::effective);
        assertThat(lines).filteredOn(line -> line.startsWith("b received")).hasSize(5);
    }

    @Test
    void whatAStallHoldsBackIsHeldWhenItIsChanged() {
        play("""
            [[step]]
            name = "held"
            fault = "stall a > b"
            [[step]]
            at = "1s"
            change = "held"
            fault = "stall a > b,c"
            [[step]]
            at = "2s"
            heal = "held"
            """);
        int held = lines.indexOf("b received odd 1.");
        assertThat(lines.subList(0, held)).contains("a sent 10", "a sent 19");
    }
}
