package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.scenario.Moment;
import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.scenario.Step;
import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.sim.DiskCall;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two busy nodes that talk and write, two that sleep. */
@Tag("agent")
class NemesisTest {
    private static final int PORT = 7000;
    private static final List<String> NODES = List.of("server", "client", "idle1", "idle2");

    private final List<Event> events = new ArrayList<>();
    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = build(7);
        simulation.observe(events::add);
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    private static Simulation build(long seed) {
        Simulation simulation = Simulation.create(SimulationOptions.withSeed(seed));
        simulation.add(NodeSpec.of("server", Program.code(NemesisTest::serve)));
        simulation.add(NodeSpec.of("client", Program.code(NemesisTest::ask)));
        for (String idle : NODES.subList(2, 4)) {
            simulation.add(NodeSpec.of(idle, Program.code(() -> Thread.sleep(1_000_000))));
        }
        for (Node node : simulation.nodes()) {
            node.code().prepareAllocations();
            node.start();
        }
        return simulation;
    }

    /** Answers every byte after writing it to a file and syncing it. */
    private static void serve() throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT)) {
            while (true) {
                try (Socket socket = listener.accept();
                        FileOutputStream file = new FileOutputStream("/log", true);
                        FileOutputStream unsynced = new FileOutputStream("/scratch", true)) {
                    InputStream in = socket.getInputStream();
                    for (int next = in.read(); next >= 0; next = in.read()) {
                        try {
                            unsynced.write(new byte[5_000]);
                            file.write(next);
                            file.getFD().sync();
                        } catch (IOException e) {
                            System.out.println("disk: " + e.getMessage());
                        }
                        socket.getOutputStream().write(next);
                    }
                } catch (IOException e) {
                    System.out.println("connection: " + e.getMessage());
                }
            }
        }
    }

    /** Sends a byte and a datagram every 10 ms, over a new connection where the old one is lost. */
    @SuppressWarnings("AddressSelection") // a node of the simulation has one address
    private static void ask() throws InterruptedException {
        while (true) {
            try (Socket socket = new Socket();
                    DatagramSocket datagrams = new DatagramSocket()) {
                socket.connect(new InetSocketAddress("server", PORT), 500);
                socket.setSoTimeout(1_000);
                do {
                    socket.getOutputStream().write((int) (System.currentTimeMillis() & 0x7f));
                    datagrams.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress("server", PORT)));
                    Thread.sleep(10);
                } while (socket.getInputStream().read() >= 0);
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
    }

    private FaultReport only(String line) {
        Nemesis nemesis = Nemesis.install(new SimulationInjector(simulation), Schedule.parse(line), NODES);
        simulation.run(Duration.ofSeconds(8));
        nemesis.healAll();
        assertThat(nemesis.reports()).hasSize(1);
        return nemesis.reports().getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kill server for 2s;1 thread of server killed",
                "kill server for 2s;1 open connection lost",
                "kill server for 2s;server was down for 2s and was started again",
                "power-loss server,client for 2s;1 thread of server ended without power, 1 open connection left",
                "power-loss all for 2s;the disk of idle1 had nothing unsynced",
                "pause server for 2s;1 thread had to wait with something to do",
                "stop server for 2s;server ended by itself with status 143",
                "stop server,idle1 within 1s for 2s;server was down for 2s and was started again",
                "wipe server for 2s;its disk was replaced by one with 2 files less",
                "flap client <> server every 200ms for 2s;2 links cut 10 times",
                "partition bridge server | client for 2s;2 links cut",
                "partition one-node server | client for 2s;the first message held up was from client to server",
                "partition halves server,idle1 | client,idle2 for 2s;8 links cut",
                "partition one-way client > server for 2s;1 link cut",
                "partition ring server,idle1,client,idle2 for 2s;4 links cut",
                "partition halves server | client only udp for 2s;lost",
                "partition halves server | client only tcp port 7000 for 2s;lost",
                "latency client > server by constant 20ms only udp for 2s;delayed, each by constant 20ms",
                "stall client > server only udp port 7000 for 300ms;kept back",
                "latency client <> server by constant 20ms for 2s;delayed on 2 links, each by constant 20ms",
                "stall client > server for 300ms;kept back on 1 link",
                "reset client <> server;1 open connection reset",
                "clock-jump client by -1h for 2s;while it was off by -3600s",
                "clock-drift client by 100000ppm for 2s;it gained 200ms before it was set right",
                "slow-disk server by x20 for 2s;calls to the disk of server took",
                "disk-error server at sync of / with 1 for 2s;of / on server failed with an input/output error",
                "disk-error server at write of / with 1 answering ENOSPC for 2s;failed with 'No space left on device'",
                "disk-error server at sync of / with 1 answering EROFS for 2s;failed with 'Read-only file system'",
                "disk-error server at write of /log with 1 answering EACCES for 2s;failed with 'Permission denied'",
                "full-disk server for 2s;on server found no room",
                "read-only-disk server for 2s;of the disk of server refused",
                "loss client <> server with 0.1 for 2s;lost",
                "loss client <> server with 0.1 only udp except 1 of port 7000 for 2s;lost",
                "duplication client > server with 0.5 for 2s;sent twice",
                "reordering-late client > server by 50ms for 2s;moved",
                "reordering-burst client > server of 4 with 0.5 for 2s;moved",
                "bandwidth client <> server to 100B per direction for 2s;delayed",
                "corruption client > server with 1 for 2s;changed by a bit",
                "reordering client > server window 4 for 2s;moved",
                "bandwidth client <> server to 100B for 2s;delayed",
                "clock-freeze client for 2s;while it stood still",
                "clock-strobe client by 1s every 100ms for 2s;jumped to and fro by 1s every 100ms",
                "cpu-share server to 0.5 for 2s;threads of server got no turn for",
                "bit-flip server at write of / for 2s;of / on server with a bit flipped",
                "torn-write server of /** for 2s;of /** on server torn",
                "lost-write server of /scratch times 3 for 2s;3 writes of /scratch on server lost",
                "misdirected-write server of / by 1KB for 2s;misdirected by 1024 bytes",
                "misdirected-write server of /scratch by 0B into /log for 2s;misdirected by 0 bytes into /log",
                "lost-sync server of / for 2s;of / on server answered, which made nothing durable",
                "disk-delay server at sync of / by constant 1ms for 2s;delayed, each by constant 1ms",
                "disk-bandwidth server to 4KB for 2s;calls to the disk of server took",
                "dead-disk server for 2s;to the disk of server failed",
                "datagrams client > server with loss 0.5 for 2s;0 sent twice and 0 held up for others to overtake, on"
                        + " 1",
                "datagrams all <> all with duplication 1 reordering 0.5 for 2s;0 datagrams lost"
            })
    void aFaultThatMeetsABusySystemShowsEvidence(String fault, String sentence) {
        FaultReport report = only("3s " + fault);

        assertThat(report.effective()).as(report.toString()).isTrue();
        assertThat(report.evidence()).as(report.toString()).anyMatch(each -> each.contains(sentence));
        assertThat(report.injectedAtNanos()).isBetween(3_000_000_000L, 3_000_002_000L);
        assertThat(report.healedAtNanos() - report.injectedAtNanos())
                .isBetween(
                        Fault.parse(report.fault()).lasting().toNanos(),
                        Fault.parse(report.fault()).lasting().toNanos() + 2_000);
        assertWhole();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pause idle1 for 2s",
                "partition halves idle1 | idle2 for 2s",
                "latency idle1 <> idle2 by constant 20ms for 2s",
                "stall idle1 > idle2 for 2s",
                "reset idle1 <> idle2",
                "clock-jump idle1 by 1h for 2s",
                "clock-drift idle1 by 100ppm for 2s",
                "slow-disk idle1 by x20 for 2s",
                "disk-error idle1 at sync of / with 1 for 2s",
                "disk-error server at read of /other with 1 for 2s",
                "full-disk idle1 for 2s",
                "read-only-disk idle1 for 2s",
                "loss idle1 <> idle2 with 1 for 2s",
                "loss client <> server with 1 only port 7001 for 2s",
                "loss client <> server with 1 except 0 of at server for 2s",
                "duplication client > server with 1 only udp port 7001 for 2s",
                "reordering-late server > client by 1s only udp for 2s",
                "reordering-burst client > server of 2 with 1 only udp port 7001 for 2s",
                "reordering-behind client > server by 1 only udp port 7000 for 2s",
                "bandwidth idle1 <> idle2 to 1KB per direction for 2s",
                "partition halves client | server only udp port 7001 for 2s",
                "latency client <> server by constant 20ms only port 7001 for 2s",
                "stall client <> server only port 7001 for 2s",
                "misdirected-write idle1 of / by 0B into /log for 2s",
                "clock-freeze idle1 for 2s",
                "file-limit idle1 to 1 for 2s",
                "thread-limit idle1 to 1 for 2s",
                "memory-limit idle1 to 1KB for 2s",
                "bit-flip idle1 at read of / for 2s",
                "lost-sync idle1 of / for 2s",
                "disk-bandwidth idle1 to 1B for 2s",
                "dead-disk idle1 for 2s",
                "bit-rot idle1 of /nothing",
                "truncate idle1 of /nothing by 1B",
                "record-change idle1 of /nothing for 2s",
                "record-change server of /log for 2s",
                "record-change server of /log as kv-log record 1 for 2s",
                "record-change server at read of /log as kv-log for 2s",
                "record-change idle1 at write of / as kv-log for 2s",
                "record-edit server delete of /log as kv-log for 2s",
                "segment-edit idle1 delete of /nothing for 2s",
                "segment-edit server swap of /log segment first for 2s",
                "datagrams server > client with loss 1 for 2s"
            })
    void aFaultThatNothingMeetsIsReportedAsWithoutEffect(String fault) {
        FaultReport report = only("3s " + fault);

        assertThat(report.effective()).as(report.toString()).isFalse();
        assertThat(report.evidence()).isNotEmpty();
        assertThat(report.toString()).contains("WITHOUT EFFECT");
        assertWhole();
    }

    @Test
    void aDiskThatWasFullHasTheRoomThatItHadBefore() {
        simulation.node("server").disk().setCapacity(50 << 20);

        only("3s full-disk server for 2s");

        assertThat(simulation.node("server").disk().capacityBytes()).isEqualTo(50 << 20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "disk-bandwidth server to 1000000GB for 2s;slow-disk server by x20 for 2s",
                "datagrams client > server with loss 0.000000001 for 2s;loss client > server with 1 for 2s"
            })
    void whatAnotherFaultDoesIsNoEvidence(String without, String with) {
        Nemesis nemesis = Nemesis.install(
                new SimulationInjector(simulation), Schedule.parse("3s " + without + "\n3s " + with), NODES);
        simulation.run(Duration.ofSeconds(8));
        nemesis.healAll();

        assertThat(nemesis.reports())
                .as(nemesis.reports().toString())
                .extracting(FaultReport::effective)
                .containsExactly(false, true);
    }

    @Test
    void aDiskThatWasReadOnlyTakesChangesAgain() {
        only("3s read-only-disk server for 2s");
        long refused = simulation.node("server").disk().statistics().refusedChanges();
        long syncs = simulation.node("server").disk().statistics().syncs();
        simulation.run(Duration.ofSeconds(2));

        assertThat(refused).isPositive();
        assertThat(simulation.node("server").disk().statistics().refusedChanges())
                .isEqualTo(refused);
        assertThat(simulation.node("server").disk().statistics().syncs()).isGreaterThan(syncs);
    }

    @Test
    void killingADeadNodeIsWithoutEffectAndDoesNotStartIt() {
        simulation.after(Duration.ofSeconds(1), () -> simulation.node("idle1").kill());
        Nemesis nemesis =
                Nemesis.install(new SimulationInjector(simulation), Schedule.parse("2s kill idle1 for 1s"), NODES);
        simulation.run(Duration.ofSeconds(4));

        assertThat(nemesis.reports().getFirst().effective()).isFalse();
        assertThat(simulation.node("idle1").isRunning()).isFalse();
        nemesis.healAll();
        assertThat(simulation.node("idle1").isRunning()).isTrue();
    }

    @Test
    void healAllUndoesWhatIsOnAndReportsWhatNeverBegan() {
        Nemesis nemesis = Nemesis.install(new SimulationInjector(simulation), Schedule.parse("""
            1s kill idle1 for 50s
            1s pause idle2 for 50s
            1s partition one-node server | client for 50s
            1s stall client <> server for 50s
            1s clock-jump client by 1h for 50s
            1s clock-drift client by 7ppm for 50s
            40s kill server for 1s
            """), NODES);
        simulation.run(Duration.ofSeconds(10));
        assertThat(nemesis.reports()).isEmpty();
        nemesis.healAll();
        nemesis.healAll();

        assertThat(nemesis.reports()).hasSize(7);
        assertThat(nemesis.reports().getLast().evidence().getFirst()).startsWith("never injected");
        assertWhole();
        simulation.run(Duration.ofSeconds(60));
        assertThat(nemesis.reports()).hasSize(7);
        assertThat(events)
                .filteredOn(event -> event.name().equals("FaultHealed"))
                .hasSize(6);
        assertThat(events).filteredOn(event -> event.name().equals("AllHealed")).hasSize(1);
        assertWhole();
    }

    @Test
    void aRunThatIsBrokenOffHasEvidenceOfWhatIsOnAndNoWordOfWhatIsNot() {
        Nemesis nemesis = Nemesis.install(new SimulationInjector(simulation), Schedule.parse("""
            1s partition one-node server | client for 50s
            2s kill idle1 for 1s
            40s kill server for 1s
            """), NODES);
        simulation.after(Duration.ofSeconds(4), () -> simulation.node("idle2").kill());
        simulation.run(Duration.ofSeconds(10));
        nemesis.breakOff();

        assertThat(nemesis.reports()).extracting(FaultReport::number).containsExactly(1, 2);
        FaultReport partition = nemesis.reports().getFirst();
        assertThat(partition.effective()).isTrue();
        assertThat(partition.healedAtNanos()).isEqualTo(simulation.nowNanos());
        assertThat(simulation.node("idle2").isRunning())
                .as("not the schedule's")
                .isFalse();
        simulation.run(Duration.ofSeconds(60));
        assertThat(nemesis.reports()).hasSize(2);
    }

    @Test
    void whatAFaultDoesHasItsInjectionAmongItsCauses() {
        only("3s kill server for 2s");

        Event injected = event("FaultInjected");
        assertThat(injected.data()).containsEntry("number", 1).containsEntry("fault", "kill server for 2s");
        assertThat(event("NodeKilled").causes()).contains(injected.step());
        assertThat(event("FaultHealed").data()).containsEntry("number", 1).containsEntry("effective", true);
    }

    @Test
    void aProgramIsEndedInTheMiddleOfACall() {
        CallPoint third = new CallPoint(
                List.of(Fault.ALL), new CallPoint.OfDisk(DiskCall.Kind.SYNC, "/log"), CallPoint.Side.BEFORE, 3);
        Nemesis nemesis = Nemesis.install(
                new SimulationInjector(simulation),
                new Scenario(
                        List.of(new Step.Sequence(List.of(
                                new Step.Wait(new Moment.Call(third)),
                                new Step.Break("", FaultTemplate.parse("kill @trigger for 1s"))))),
                        Map.of()),
                NODES,
                1);
        simulation.run(Duration.ofMillis(500));
        int written = simulation.node("server").disk().read("/log").length;
        long synced = simulation.node("server").disk().statistics().syncs();
        simulation.run(Duration.ofSeconds(5));
        nemesis.healAll();

        assertThat(written).isEqualTo(3);
        assertThat(synced).isEqualTo(2);
        assertThat(nemesis.reports()).hasSize(1).first().matches(FaultReport::effective);
        assertThat(nemesis.reports().getFirst().fault()).isEqualTo("kill server for 1s");
    }

    @Test
    void aScheduleForOtherNodesIsRefused() {
        assertThatThrownBy(() ->
                        Nemesis.install(new SimulationInjector(simulation), Schedule.parse("1s kill n9 for 1s"), NODES))
                .hasMessageContaining("unknown node 'n9'");
        assertThatThrownBy(() -> Nemesis.install(new SimulationInjector(simulation), Schedule.NONE, List.of("n9")))
                .hasMessageContaining("there is no node 'n9'");
    }

    @Test
    void equalSeedsGiveEqualRunsAndReportsUnderARandomSchedule() {
        simulation.close();
        FaultPlan plan = FaultPlan.of(NODES, Duration.ofSeconds(60));
        List<List<FaultReport>> reports = new ArrayList<>();
        List<Long> fingerprints = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            simulation = build(3);
            Nemesis nemesis = Nemesis.install(new SimulationInjector(simulation), plan.draw(3), NODES);
            simulation.run(plan.total());
            reports.add(nemesis.reports());
            assertThat(nemesis.reports()).hasSameSizeAs(plan.draw(3).entries());
            assertWhole();
            fingerprints.add(simulation.fingerprint());
            simulation.close();
        }
        assertThat(reports.getFirst()).isEqualTo(reports.getLast());
        assertThat(fingerprints.getFirst()).isEqualTo(fingerprints.getLast());
    }

    private Event event(String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertWhole() {
        for (Node node : simulation.nodes()) {
            assertThat(node.isRunning()).as("%s runs", node).isTrue();
            assertThat(node.isPaused()).as("%s is paused", node).isFalse();
            assertThat(node.clock().driftPpm()).isZero();
            assertThat(node.clock().offset().abs()).isLessThanOrEqualTo(Duration.ofMinutes(1));
            for (Node other : simulation.nodes()) {
                assertThat(simulation.network().isCut(node, other)).isFalse();
            }
        }
    }
}
