package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.format.LogFormat;
import dev.faultline.chaos.format.LogFormats;
import dev.faultline.chaos.format.LogLayout;
import dev.faultline.chaos.format.LogRecord;
import dev.faultline.chaos.format.LogRecord.Checksum;
import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of a log that a program writes, one every 100 ms, and reads whole every second: what becomes of them. */
@Tag("agent")
class RecordFaultTest {
    private static final int WRITTEN = 40;
    private static final LogFormat FORMAT = LogFormats.named("kv-log");

    @SuppressWarnings("ArrayRecordComponent")
    private record Outcome(byte[] log, FaultReport report, long shownReads) {
        LogLayout layout() {
            return FORMAT.read(log);
        }

        List<Integer> wrong() {
            List<LogRecord> records = layout().entries();
            return records.stream()
                    .filter(record -> record.checksum() == Checksum.WRONG)
                    .map(record -> records.indexOf(record) + 1)
                    .toList();
        }

        String evidence() {
            return String.join("\n", report.evidence());
        }
    }

    private static void keepLog() throws Exception {
        Files.writeString(Path.of("/text"), "no log");
        Files.write(Path.of("/torn"), Arrays.copyOf(Logs.record(1), Logs.record(1).length + 3));
        try (FileOutputStream log = new FileOutputStream("/log")) {
            for (int i = 1; i <= WRITTEN; i++) {
                log.write(Logs.record(i));
                if (i % 10 == 0) {
                    System.out.println(Files.readAllBytes(Path.of("/log")).length);
                }
                Thread.sleep(100);
            }
        }
        while (true) {
            Thread.sleep(1_000);
            System.out.println(Files.readAllBytes(Path.of("/log")).length);
        }
    }

    /** The fault strikes 2.05 s after the start, when there are 21 records, and is on for 6 s or less. */
    private static Outcome under(String fault) {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(5))) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(RecordFaultTest::keepLog)));
            node.start();
            Nemesis nemesis = Nemesis.install(
                    new SimulationInjector(simulation), Schedule.parse("2050ms " + fault), List.of("n"));
            simulation.run(Duration.ofSeconds(9));
            nemesis.healAll();
            return new Outcome(
                    node.disk().read("/log"),
                    nemesis.reports().getFirst(),
                    node.disk().damage().shownReads());
        }
    }

    private static byte[] intact() {
        return under("pause n for 1ms").log();
    }

    @Test
    void aChangedRecordHasAWrongChecksumAndNothingElseIsOther() {
        Outcome outcome = under("record-change n of /log record last field command for 6s");

        assertThat(outcome.wrong()).containsExactly(21);
        assertThat(bits(outcome.log(), intact())).isEqualTo(1);
        assertThat(outcome.evidence())
                .contains("of /log on n, kv-log, record 21 of 21, entry at bytes ", ", field command at byte ", " was ")
                .contains("programs on n have read what is wrong ", ", first at 2.9");
        assertThat(outcome.shownReads()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bit-rot n of /log byte 30", "truncate n of /log by 7B"})
    void damageThatTakesNoTimeIsWatchedUntilTheEnd(String fault) {
        assertThat(under(fault).evidence())
                .contains(" on n ", "programs on n have read what is wrong ", ", first at 2.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bit-rot n of /text", "truncate n of /t* by 1B"})
    void damageThatNobodyReadsIsToldAsSuch(String fault) {
        assertThat(under(fault).evidence()).endsWith("\nno program on n has read what is wrong");
    }

    @Test
    void whatIsReadLaterIsToldInThePlaceOfWhatWasReadBefore() {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(5))) {
            simulation
                    .add(NodeSpec.of("n", Program.code(RecordFaultTest::keepLog)))
                    .start();
            Nemesis nemesis = Nemesis.install(
                    new SimulationInjector(simulation),
                    Schedule.parse("2050ms record-change n of /log record last field command for 2s"),
                    List.of("n"));
            for (int second = 1; second <= 9; second++) {
                simulation.run(Duration.ofSeconds(1));
                nemesis.reports(); // may be asked for at any time
            }
            nemesis.healAll();

            assertThat(nemesis.reports().getFirst().evidence())
                    .filteredOn(sentence -> sentence.contains("what is wrong"))
                    .singleElement()
                    .asString()
                    .matches("programs on n have read what is wrong [3-9] times, .*");
        }
    }

    @Test
    void whatAnotherNodeReadsAndWhatAnotherFileHoldsIsNoneOfIt() {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(5))) {
            simulation
                    .add(NodeSpec.of("n", Program.code(RecordFaultTest::keepLog)))
                    .start();
            simulation
                    .add(NodeSpec.of("idle", Program.code(() -> Files.write(Path.of("/log"), Logs.record(1)))))
                    .start();
            Schedule schedule = Schedule.parse("""
                2050ms bit-rot n of /log byte 30
                2050ms bit-rot n of /text
                2050ms bit-rot idle of /log
                """);
            Nemesis nemesis = Nemesis.install(new SimulationInjector(simulation), schedule, List.of("n", "idle"));
            simulation.run(Duration.ofSeconds(9));
            nemesis.healAll();

            assertThat(nemesis.reports())
                    .extracting(report -> report.evidence().getLast())
                    .satisfiesExactly(
                            read -> assertThat(read).startsWith("programs on n have read what is wrong "),
                            other -> assertThat(other).isEqualTo("no program on n has read what is wrong"),
                            idle -> assertThat(idle).isEqualTo("no program on idle has read what is wrong"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "type", "length", "epoch", "value", "sequence"})
    void aRightChecksumTellsNothing(String field) {
        Outcome outcome = under("record-change n of /log record 3 field " + field + " to drawn checksum right for 6s");

        assertThat(outcome.report().effective()).isTrue();
        assertThat(outcome.wrong()).isNotEqualTo(List.of(3));
        assertThat(outcome.log()).isNotEqualTo(intact());
        assertThat(outcome.evidence()).contains(" with the right checksum");
        // What is behind a wrong length is read otherwise; all else is as it was.
        assertThat(outcome.wrong()).hasSize(0);
    }

    @Test
    void aChecksumIsChangedAndATypeThatIsNone() {
        assertThat(under("record-change n of /log record -2 field checksum for 6s")
                        .wrong())
                .containsExactly(20);
        Outcome outcome = under("record-change n of /log record first field type to ones checksum right for 6s");
        assertThat(outcome.wrong()).isEmpty();
        assertThat(outcome.layout().entries().getFirst().type()).isEqualTo("type -1");
        assertThat(outcome.evidence()).contains("field type at byte 8 was 45 and is ff, with the right checksum");
    }

    @Test
    void recordsAreChangedAsTheyAreWritten() {
        Outcome outcome = under("record-change n at write of /log as kv-log field command to zero times 3 for 6s");

        assertThat(outcome.wrong()).containsExactly(22, 23, 24);
        assertThat(outcome.evidence()).contains("record 22 of 22", "record 24 of 24", "and is 00000000000000");
        Outcome some = under("record-change n at write of /log as kv-log field command with 0.5 times any for 6s");
        assertThat(some.wrong()).hasSizeBetween(3, 16).allMatch(record -> record > 21);
    }

    @Test
    void aRecordIsOtherOnlyWhileItIsRead() {
        Outcome outcome = under("record-change n at read of /log record 5 field command times any for 6s");

        assertThat(outcome.log()).isEqualTo(intact());
        assertThat(outcome.shownReads()).isPositive();
        assertThat(outcome.evidence()).matches("(?s)[0-9]+ reads? with a bit flipped:.*record 5 of 21.*");
    }

    @Test
    void recordsAreDeletedDoubledAndMoved() {
        // The program goes on to write where it was: what is behind a deleted record comes after zeros.
        byte[] whole = intact();
        int size = Logs.record(1).length;
        Outcome deleted = under("record-edit n delete of /log record 1 count 2 for 6s");
        assertThat(Arrays.copyOf(deleted.log(), size)).isEqualTo(Logs.record(3));
        assertThat(deleted.layout().reason()).isNotEmpty();
        assertThat(deleted.evidence()).contains("record 1 of 21", " and 1 more, deleted; ");

        Outcome swapped = under("record-edit n swap of /log record 1 for 6s");
        assertThat(swapped.wrong()).isEmpty();
        assertThat(swapped.log())
                .hasSameSizeAs(whole)
                .startsWith(Logs.record(2))
                .isNotEqualTo(whole);
        assertThat(Arrays.copyOfRange(swapped.log(), size, 2 * size)).isEqualTo(Logs.record(1));
        assertThat(Arrays.copyOfRange(swapped.log(), 2 * size, whole.length))
                .isEqualTo(Arrays.copyOfRange(whole, 2 * size, whole.length));

        Outcome shorter = under("record-edit n delete of /log record last for 6s");
        assertThat(shorter.evidence()).contains("programs on n have read what is wrong ");

        Outcome last = under("record-edit n swap of /log record last for 6s");
        assertThat(last.report().effective()).isFalse();
        assertThat(last.evidence()).contains("no record follows record 21 of 21");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(under("record-change n of /other for 1s").evidence()).isEqualTo("there is no file /other on n");
        assertThat(under("record-change n of /log record 50 for 1s").evidence())
                .isEqualTo("/log has 21 records, not record 50; its types are entry");
        assertThat(under("record-change n of /log record vote for 1s").evidence())
                .contains("/log has 0 records of type vote, not record vote; its types are entry");
        assertThat(under("record-change n of /log field path for 1s").evidence())
                .contains("has no field path; it has length, checksum, type, index, epoch, command");
        assertThat(under("record-change n of /log as zookeeper-log for 1s").evidence())
                .contains("/log has 0 records", "not understood from byte 0 on: a transaction log begins with ZKLG");
        String size = Integer.toString(Logs.record(1).length);
        assertThat(under("record-change n of /torn as kv-log record last for 1s")
                        .evidence())
                .contains("record 1 of 1", "; not understood from byte " + size + " on: ");
        assertThat(under("record-edit n delete of /torn as kv-log record last for 1s")
                        .evidence())
                .contains("record 1 of 1", "; not understood from byte " + size + " on: ");
        assertThat(under("record-change n of /text for 1s").evidence())
                .contains("no format is known; 'as' names one of");
    }

    @Test
    void whatStoodInTheWayIsToldBesideWhatWasDoneAndNotWithoutEnd() {
        assertThat(under("record-change n at write of /log with 0.000001 for 1s")
                        .evidence())
                .isEqualTo("the chance let every write to /log be");
        FaultReport none =
                under("record-change n at write of /log field nosuch for 6s").report();
        assertThat(none.effective()).isFalse();
        assertThat(none.evidence()).hasSize(11).last().asString().matches("and [0-9]+ more");
        assertThat(under("record-change n of /log record -2 times 5 for 6s").evidence())
                .contains("record 20 of 21", "record 21 of 21", "of 5 records that were to be changed 2 are there");
    }

    @Test
    void whatIsNoFaultIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Fault.parse("record-change n of /log as kvlog for 1s"))
                .hasMessageContaining("there is no format 'kvlog' of logs; there are ");
        assertThatThrownBy(() -> Fault.parse("record-change n of /log record 0 for 1s"))
                .hasMessageContaining("column 32: records are counted from 1");
        assertThatThrownBy(() -> Fault.parse("record-change n of /log field checksum checksum right for 1s"))
                .hasMessageContaining("a checksum that is changed and then put right is not changed");
        assertThatThrownBy(() -> Fault.parse("record-change n at read of /log to ones for 1s"))
                .hasMessageContaining("of what is read a bit flips");
        assertThatThrownBy(() -> Fault.parse("record-edit n remove of /log for 1s"))
                .hasMessageContaining("column 15: expected delete, duplicate or swap, found 'remove'");
    }

    @Test
    void bytesOutsideTheRangeAreNeverStruck() {
        byte[] whole = intact();
        int size = Logs.record(1).length;
        String range = 24 * size + 3 + ".." + (24 * size + 5);
        Outcome flipped = under("bit-flip n at write of /log bytes " + range + " for 6s");
        assertThat(bits(flipped.log(), whole)).isEqualTo(1);
        assertThat(Arrays.mismatch(flipped.log(), whole)).isBetween(24 * size + 3, 24 * size + 4);

        Outcome lost = under("lost-write n of /log bytes " + (38 * size) + ".. times 1 for 6s");
        assertThat(lost.wrong()).isEmpty();
        assertThat(Arrays.mismatch(lost.log(), whole)).isBetween(37 * size, 38 * size);
        assertThatThrownBy(() -> Fault.parse("bit-flip n at write of /log bytes 7..7 for 1s"))
                .hasMessageContaining(
                        "column 35: a range of bytes begins at 0 or later and ends behind that, was 7..7");
    }

    private static int bits(byte[] one, byte[] other) {
        assertThat(one).hasSameSizeAs(other);
        int bits = 0;
        for (int i = 0; i < one.length; i++) {
            bits += Integer.bitCount((one[i] ^ other[i]) & 0xff);
        }
        return bits;
    }
}
