package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.DiskCall.Kind;
import dev.faultline.sim.DiskPoint.Moment;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault strikes in the middle of a call: what the call does is done or not, and its thread goes no further. */
@Tag("agent")
class DiskPointTest {
    private static final DiskMatch RENAMES = DiskMatch.of("**/currentEpoch", Kind.RENAME);

    /** Writes an epoch three times, each by a rename, in a program of two threads. */
    private static void program() throws Exception {
        Thread beside = new Thread(() -> {
            while (true) {
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        beside.setDaemon(true);
        beside.start();
        for (int i = 1; i <= 3; i++) {
            try (RandomAccessFile file = new RandomAccessFile("/data/currentEpoch.tmp", "rw")) {
                file.write('0' + i);
                file.getFD().sync();
            }
            Files.move(
                    Path.of("/data/currentEpoch.tmp"),
                    Path.of("/data/currentEpoch"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            System.out.println("epoch " + i);
        }
    }

    private record Outcome(List<String> lines, List<String> events, Node node, long fingerprint) {
        String epoch() {
            return new String(node.disk().read("/data/currentEpoch"), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static Outcome run(Program.Body body, Consumer<Simulation> prepare) {
        List<String> lines = new ArrayList<>();
        List<String> events = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(5))) {
            simulation.onOutput((node, line) -> lines.add(line));
            simulation.observe(event -> events.add(event.name()));
            Node node = simulation.add(NodeSpec.of("n", Program.code(body)).withFile("/data/x", new byte[1]));
            prepare.accept(simulation);
            node.start();
            simulation.run(Duration.ofSeconds(10));
            return new Outcome(lines, events, node, simulation.fingerprint());
        }
    }

    private static Consumer<Simulation> atSecondRename(Moment moment, Consumer<Node> action) {
        return simulation -> {
            Node node = simulation.node("n");
            node.disk().at(new DiskPoint(RENAMES, moment, 2), call -> {
                assertThat(call.path()).isEqualTo("/data/currentEpoch.tmp");
                assertThat(call.other()).isEqualTo("/data/currentEpoch");
                action.accept(node);
            });
        };
    }

    @Test
    void aKillJustAfterARenameLeavesTheNewFileAndJustBeforeTheOldOne() {
        Outcome after = run(DiskPointTest::program, atSecondRename(Moment.AFTER, Node::kill));
        assertThat(after.epoch()).isEqualTo("2");
        assertThat(after.lines()).containsExactly("epoch 1");
        assertThat(after.events()).last().isEqualTo("NodeKilled");
        assertThat(after.node().isRunning()).isFalse();

        Outcome before = run(DiskPointTest::program, atSecondRename(Moment.BEFORE, Node::kill));
        assertThat(before.epoch()).isEqualTo("1");
        assertThat(before.node().disk().list()).contains("/data/currentEpoch.tmp");
        assertThat(before.lines()).containsExactly("epoch 1");
    }

    @ParameterizedTest
    @EnumSource
    void aLossOfPowerAtASyncFindsItDoneOrNot(Moment moment) {
        Outcome outcome = run(DiskPointTest::program, simulation -> {
            Node node = simulation.node("n");
            node.disk().setCrashRule(CrashRule.EVERYTHING_LOST);
            node.disk().at(new DiskPoint(DiskMatch.of("/data/x", Kind.SYNC), moment, 1), call -> node.powerOff());
            node.disk().at(new DiskPoint(DiskMatch.of("/", Kind.SYNC), Moment.AFTER, 9), call -> node.kill());
        });
        assertThat(outcome.lines()).containsExactly("epoch 1", "epoch 2", "epoch 3");

        Outcome synced = run(
                () -> {
                    try (RandomAccessFile file = new RandomAccessFile("/data/x", "rw")) {
                        file.write(7);
                        file.getFD().sync();
                        System.out.println("synced");
                    }
                },
                simulation -> {
                    Node node = simulation.node("n");
                    node.disk().setCrashRule(CrashRule.EVERYTHING_LOST);
                    node.disk()
                            .at(new DiskPoint(DiskMatch.of("/data/x", Kind.SYNC), moment, 1), call -> node.powerOff());
                });
        assertThat(synced.lines()).isEmpty();
        assertThat(synced.node().disk().read("/data/x")).containsExactly(moment == Moment.AFTER ? 7 : 0);
        assertThat(synced.events()).contains("NodePoweredOff", "DiskCrashed");
    }

    @Test
    void aNodeThatIsStartedAgainAtThePointGoesOnFromWhatIsThere() {
        List<Long> fingerprints = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            int[] starts = new int[1];
            Outcome outcome = run(DiskPointTest::program, atSecondRename(Moment.AFTER, node -> {
                starts[0]++;
                node.kill();
                node.start();
            }));
            assertThat(outcome.lines()).containsExactly("epoch 1", "epoch 1", "epoch 2", "epoch 3");
            assertThat(outcome.epoch()).isEqualTo("3");
            assertThat(starts[0]).isEqualTo(1);
            fingerprints.add(outcome.fingerprint());
        }
        assertThat(fingerprints).containsOnly(fingerprints.getFirst());
    }

    @Test
    void aNodeThatIsPausedAtThePointGoesOnThereLater() {
        long[] paused = new long[2];
        Outcome outcome = run(DiskPointTest::program, simulation -> {
            Node node = simulation.node("n");
            simulation.onOutput((from, line) -> paused[1] = line.equals("epoch 2") ? simulation.nowNanos() : paused[1]);
            node.disk().at(new DiskPoint(RENAMES, Moment.AFTER, 2), call -> {
                paused[0] = simulation.nowNanos();
                node.pause();
                simulation.after(Duration.ofSeconds(2), node::resume);
            });
        });
        assertThat(paused[1] - paused[0]).isGreaterThanOrEqualTo(2_000_000_000L);
        assertThat(outcome.epoch()).isEqualTo("3");
    }

    @Test
    void callsAreCountedAndAPointThatIsNotReachedDoesNothing() {
        long[] seen = new long[2];
        DiskPoint never = new DiskPoint(RENAMES, Moment.BEFORE, 4);
        Outcome with = run(DiskPointTest::program, simulation -> {
            Node node = simulation.node("n");
            node.disk().at(never, call -> node.kill());
            simulation.after(Duration.ofSeconds(9), () -> {
                seen[0] = node.disk().calls(never);
                seen[1] = node.disk().cancel(never) + node.disk().calls(never);
            });
        });
        assertThat(with.lines()).hasSize(3);
        assertThat(seen).containsExactly(3, 3);
        Outcome without = run(DiskPointTest::program, simulation -> simulation.after(Duration.ofSeconds(9), () -> {}));
        assertThat(with.fingerprint()).isEqualTo(without.fingerprint());
    }

    @Test
    void aNodeMayBeKilledByTheLineThatItPrints() {
        Outcome outcome = run(
                DiskPointTest::program,
                simulation -> simulation.onOutput((node, line) -> {
                    if (line.equals("epoch 2")) {
                        node.kill();
                    }
                }));
        assertThat(outcome.lines()).containsExactly("epoch 1", "epoch 2");
        assertThat(outcome.epoch()).isEqualTo("2");
        assertThat(outcome.events()).last().isEqualTo("NodeKilled");
    }

    @Test
    void aPointHasTheCallAsItsCause() {
        List<Event> events = new ArrayList<>();
        run(DiskPointTest::program, simulation -> {
            simulation.observe(events::add);
            Node node = simulation.node("n");
            node.disk().at(new DiskPoint(DiskMatch.of("/", Kind.SYNC), Moment.AFTER, 1), call -> node.kill());
        });
        Event synced = events.stream()
                .filter(e -> e.name().equals("FileSynced"))
                .findFirst()
                .orElseThrow();
        assertThat(events.getLast().name()).isEqualTo("NodeKilled");
        assertThat(events.getLast().causes()).containsExactly(synced.step());
    }
}
