package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.sim.DiskFault.Layer;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node with files of its own and one that it was set up with. */
@Tag("agent")
class DamageAtRestTest {
    private static final int SYNCED = 10;
    private static final int SIZE = 6_000;
    private static final byte[] SET_UP = new byte[500];

    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = Simulation.create(SimulationOptions.withSeed(3));
        simulation.add(NodeSpec.of("a", Program.code(DamageAtRestTest::write)).withFile("/conf/a.cfg", SET_UP.clone()));
        simulation.node("a").start();
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    /** Makes a file of zeros that is synced but for its end and one that is not at all, and reads all from the fifth second on. */
    private static void write() throws IOException, InterruptedException {
        Files.createDirectory(Path.of("/data"));
        try (RandomAccessFile file = new RandomAccessFile("/data/half", "rw");
                FileOutputStream other = new FileOutputStream("/data/none")) {
            file.write(new byte[SYNCED]);
            file.getFD().sync();
            file.write(new byte[SIZE - SYNCED]);
            other.write(new byte[SIZE]);
            Thread.sleep(5_000);
        }
        while (true) {
            for (String path : List.of("/data/half", "/data/none", "/conf/a.cfg")) {
                System.out.println(Files.readAllBytes(Path.of(path)).length);
            }
            Thread.sleep(100);
        }
    }

    private List<FaultReport> play(String fault, int times) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < times; i++) {
            lines.append("1s ").append(fault).append('\n');
        }
        Nemesis nemesis =
                Nemesis.install(new SimulationInjector(simulation), Schedule.parse(lines.toString()), List.of("a"));
        simulation.run(Duration.ofSeconds(7));
        nemesis.healAll();
        return new ArrayList<>(nemesis.reports());
    }

    private int wrongBits(String path, Layer layer) {
        return BitSet.valueOf(simulation.node("a").disk().read(path, layer)).cardinality();
    }

    @Test
    void rotBelowThePageCacheStrikesWhatTheDiskHolds() {
        List<FaultReport> reports = play("bit-rot a of /data/ in platter", 8);

        // Nobody is given what the disk holds as long as the page cache has it.
        assertThat(reports).hasSize(8).noneMatch(FaultReport::effective);
        assertThat(reports).allMatch(report -> report.evidence().getFirst().contains(" of /data/half "));
        assertThat(wrongBits("/data/half", Layer.PLATTER)).isPositive();
        assertThat(wrongBits("/data/half", Layer.CACHE)).isZero();
    }

    @Test
    void rotBelowThePageCacheWithoutAByteThereHasNoEffect() {
        for (String fault :
                List.of("bit-rot a of /data/none in platter", "bit-rot a of /data/half byte 10 in platter")) {
            List<FaultReport> reports = play(fault, 1);

            assertThat(reports).noneMatch(FaultReport::effective);
            assertThat(reports.getFirst().evidence().getFirst()).endsWith(" on the disk itself");
        }
    }

    /** What follows from damage that nobody reads? Nothing. */
    @Test
    void damageHasAnEffectWhenAProgramHasReadIt() {
        Nemesis nemesis = Nemesis.install(
                new SimulationInjector(simulation), Schedule.parse("1s bit-rot a of /data/half byte 20"), List.of("a"));
        simulation.run(Duration.ofSeconds(4));
        assertThat(nemesis.reports()).noneMatch(FaultReport::effective);
        assertThat(nemesis.unmet()).hasSize(1);
        assertThat(nemesis.played().toString()).contains("bit-rot");

        simulation.run(Duration.ofSeconds(3));
        assertThat(nemesis.reports()).hasSize(1).allMatch(FaultReport::effective);
        assertThat(nemesis.unmet()).isEmpty();
    }

    @Test
    void whatWasThereInsteadIsToldOfCallsThatWereNotStruck() {
        assertThat(evidence("disk-error a at write of /dta/** with 1 for 1s"))
                .containsExactly(
                        "0 writes of /dta/** on a failed with an input/output error", "there is no file /dta/** on a");
        assertThat(evidence("bit-flip a at write of /data/** for 1s"))
                .containsExactly(
                        "0 writes of /data/** on a with a bit flipped",
                        "there are 2 files /data/** on a, and no write came meanwhile");
        simulation.run(Duration.ofSeconds(5));
        assertThat(evidence("disk-error a at read of /data/half with 0.0000001 for 1s")
                        .getLast())
                .matches("[1-9][0-9]* reads came, and luck decided against each");
    }

    private List<String> evidence(String fault) {
        List<FaultReport> reports = play(fault, 1);
        assertThat(reports).noneMatch(FaultReport::effective);
        return reports.getLast().evidence();
    }

    @Test
    void damagesOfOneMomentAreSeveral() {
        List<FaultReport> reports = play("bit-rot a of /data/none", 3);

        assertThat(reports).hasSize(3).allMatch(FaultReport::effective);
        assertThat(wrongBits("/data/none", Layer.CACHE)).isEqualTo(3);
    }

    @Test
    void whatASecondDamageHasPutRightIsNotToldAsDamageThatWasRead() {
        List<FaultReport> reports = play("bit-rot a of /data/none byte 7 bit 2", 2);

        assertThat(wrongBits("/data/none", Layer.CACHE)).isZero();
        assertThat(reports).allMatch(report -> report.evidence().contains("no program on a has read what is wrong"));
    }

    @Test
    void theWholeDiskIsWhatProgramsWrote() {
        List<FaultReport> reports = play("truncate a of / by 1B", 20);
        reports.addAll(play("bit-rot a of /", 20));

        assertThat(reports).hasSize(40).allMatch(FaultReport::effective);
        assertThat(simulation.node("a").disk().read("/conf/a.cfg")).isEqualTo(SET_UP);
    }

    @Test
    void readsOfTheWholeDiskAreThoseOfWhatProgramsWrote() {
        Set<Object> struck = new TreeSet<>();
        simulation.observe(event -> {
            if (event.name().equals("FileSpoiled")) {
                struck.add(event.data().get("path"));
            }
        });
        simulation.run(Duration.ofSeconds(5));
        play("bit-flip a at read of / for 1s", 1);

        assertThat(struck).containsExactly("/data/half", "/data/none");
    }

    @Test
    void whoNamesAFileThatWasThereFromTheStartMeansIt() {
        assertThat(play("bit-rot a of /conf", 1)).allMatch(FaultReport::effective);
        assertThat(wrongBits("/conf/a.cfg", Layer.CACHE)).isEqualTo(1);
    }
}
