package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.FaultReport;
import dev.faultline.experiment.RunResult.Ground;
import dev.faultline.experiment.RunResult.Kind;
import org.junit.jupiter.api.Test;

/** A run that went well, and did not test what its file says, is not valid. */
class ExerciseTest {
    private static final String REGISTERS = """
        name = "registers"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2"]
        main = "dev.faultline.experiment.Servers$Forwarding"
        arguments = ["${node.name}", "${nodes}"]
        [client]
        class = "dev.faultline.workload.LineClient"
        artifacts = ["faultline:workload"]
        settings = { port = 7000 }
        [workload]
        clients = 2
        keys = 1
        duration = "20s"
        reads = 50
        writes = 50
        operation-timeout = "500ms"
        """;
    private static final String PAUSES = """
        [faults]
        kinds = ["pause"]
        [check]
        recovers-within = "never"
        """;

    private static void isUntested(RunResult result, String why) {
        assertThat(result.verdict().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(result.verdict().ground()).isEqualTo(Ground.NOT_EXERCISED);
        assertThat(result.verdict().sentence()).contains(why);
    }

    @Test
    void asItStandsItIsValid() {
        assertThat(Trials.run(REGISTERS, 1).verdict().kind()).isEqualTo(Kind.VALID);
    }

    @Test
    void aSettingThatNoClientReadsIsNotTested() {
        String toml = REGISTERS.replace("{ port = 7000 }", "{ port = 7000, prot = 7001 }");
        isUntested(Trials.run(toml, 1), "nobody has looked at the setting 'prot' in [client.settings]");
    }

    @Test
    void aWorkloadThatChangesNothingTestsNothing() {
        String toml = REGISTERS.replace("reads = 50", "reads = 100").replace("writes = 50", "writes = 0");
        isUntested(Trials.run(toml, 1), " operations were reads");
    }

    @Test
    void faultsThatAreAskedForAndNotDrawnAreNotTested() {
        String toml = REGISTERS + "[faults]\nkinds = [\"pause\"]\ninterval = \"1h\"\n";
        isUntested(Trials.run(toml, 1), "no fault was drawn of the kinds in [faults] (pause)");
    }

    @Test
    void faultsThatTheSystemDidNotMeetAreNotTested() {
        String toml = REGISTERS + "[faults]\nkinds = [\"clock-jump\"]\n";
        RunResult result = Trials.run(toml, 1);
        assertThat(result.faults()).isNotEmpty();
        isUntested(result, "none of the " + result.faults().size() + " fault");
    }

    /** Beside one that had an effect nobody looks at one that had none, as it has the wrong path or the wrong time. */
    @Test
    void aFaultThatSomebodyAskedForAndTheSystemDidNotMeetIsNotTested() {
        RunResult result = Trials.run(REGISTERS + scheduled("8s bit-rot n1 of /tpyo\n12s pause n2 for 1s"), 1);
        isUntested(result, "1 fault of the schedule had no effect that was seen: bit-rot n1 of /tpyo, at 8.000 s: ");
        assertThat(result.verdict().sentence()).contains("'optional'");
    }

    @Test
    void damageThatNoProgramReadsIsNotTested() {
        String toml = REGISTERS + "[system.files]\n'/conf/unread' = 'abc'\n";
        isUntested(
                Trials.run(toml + scheduled("8s bit-rot n1 of /conf\n12s pause n2 for 1s"), 1),
                "1 fault of the schedule had no effect that was seen: bit-rot n1 of /conf, at 8.000 s: bit ");
        RunResult excused = Trials.run(toml + scheduled("8s optional bit-rot n1 of /conf\n12s pause n2 for 1s"), 1);
        assertThat(excused.verdict().kind()).isEqualTo(Kind.VALID);
    }

    @Test
    void theFirstThatHadNoEffectIsTheFirstInTime() {
        String never = "[[faults.step]]\n"
                + "on = { event = 'MessageSent', where = { bytes = 999999 } }\n"
                + "fault = 'pause n1 for 1s'\n";
        String typing = "[[faults.step]]\nat = '8s'\nfault = 'disk-error n1 at write of /tpyo with 1 for 1s'\n";
        isUntested(
                Trials.run(REGISTERS + never + typing, 1),
                "1 fault of the schedule did not come to pass, and 1 had no effect that was seen: disk-error n1 at"
                    + " write of /tpyo with 1 for 1s, at 8.000 s: 0 writes of /tpyo on n1 failed with an input/output"
                    + " error; there is no file /tpyo on n1;");
        isUntested(Trials.run(REGISTERS + never, 1), "it was to be on event MessageSent with bytes 999999, which did");
    }

    @Test
    void ofAFaultThatIsOptionalNoEffectIsAsked() {
        RunResult result = Trials.run(REGISTERS + scheduled("8s optional bit-rot n1 of /tpyo\n12s pause n2 for 1s"), 1);
        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(Kind.VALID);
        assertThat(result.schedule().toString()).isEqualTo("8s optional bit-rot n1 of /tpyo\n12s pause n2 for 1s\n");
        isUntested(Trials.run(REGISTERS + scheduled("8s optional bit-rot n1 of /tpyo"), 1), "none of the 1 fault");
    }

    @Test
    void aScheduleOfWhichLuckChoseNothingBreaksNothing() {
        String perhaps = "[[faults.step]]\nat = '8s'\nchosen = 0.000001\nfault = 'pause n1 for 1s'\n";
        isUntested(Trials.run(REGISTERS + perhaps, 1), "the schedule broke nothing: luck decided against each of its");
        String surely = perhaps.replace("0.000001", "1");
        assertThat(Trials.run(REGISTERS + surely, 1).verdict().kind()).isEqualTo(Kind.VALID);
        String beside = "[[faults.step]]\nat = '10s'\nfault = 'pause n2 for 1s'\n";
        assertThat(Trials.run(REGISTERS + perhaps + beside, 1).verdict().kind()).isEqualTo(Kind.VALID);
    }

    /** What is done again and again has an effect if one time has; and so has its schedule when it is played. */
    @Test
    void oneTimeOfAStepThatIsRepeatedMakesUpForTheOthers() {
        RunResult result = Trials.run(
                REGISTERS + "[[faults.step]]\n"
                        + "at = '6s'\n"
                        + "times = 2\n"
                        + "every = '3s'\n"
                        + "fault = 'pause @any for 1s'\n"
                        + "[[faults.step]]\n"
                        + "every = '10s'\n"
                        + "times = 2\n"
                        + "fault = 'latency n1 <> n2 by constant 5ms for 1s'\n",
                1);
        assertThat(result.faults()).extracting(FaultReport::effective).contains(true, false);
        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(Kind.VALID);
        String played = result.schedule().toString();
        assertThat(played)
                .contains(" optional latency ", " latency ", " pause ")
                .doesNotContain("optional pause");
        assertThat(Trials.run(REGISTERS + scheduled(played), 1).verdict().kind())
                .isEqualTo(Kind.VALID);
    }

    /** Nobody asks anything of these servers; the invariant alone makes a run of theirs valid. */
    private static final String UNASKED = """
        name = "unasked"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2"]
        main = "dev.faultline.experiment.Vault"
        arguments = ["right"]
        [client]
        class = "none"
        [workload]
        duration = "10s"
        [[check.probe]]
        name = "transfers"
        class = "dev.faultline.experiment.Vault"
        field = "open.transfers"
        [[check.invariant]]
        name = "counted on"
        holds = "max(@*.transfers) >= 0"
        at = "change"
        """;

    @Test
    void withoutAClientFaultsThatDidNotComeToPassAreNotTestedEither() {
        RunResult late = Trials.run(UNASKED + scheduled("12s kill n1 for 1s"), 1);
        isUntested(late, "1 fault of the schedule did not come to pass: kill n1 for 1s was ");
        assertThat(late.faults()).hasSize(1);
        isUntested(
                Trials.run(UNASKED + scheduled("3s bit-rot n1 of /tpyo\n4s pause n2 for 1s"), 1),
                "1 fault of the schedule had no effect that was seen: bit-rot n1 of /tpyo, at 3.000 s: ");
        isUntested(
                Trials.run(UNASKED.replace("10s", "20s") + "[faults]\nkinds = [\"pause\"]\ninterval = \"1h\"\n", 1),
                "no fault was drawn of the kinds in [faults] (pause)");
        isUntested(
                Trials.run(UNASKED + "[[faults.step]]\nat = '8s'\nchosen = 0.000001\nfault = 'pause n1 for 1s'\n", 1),
                "the schedule broke nothing");
        isUntested(
                Trials.run(UNASKED + scheduled("3s optional bit-rot n1 of /tpyo"), 1),
                "none of the 1 fault had an effect");
    }

    @Test
    void withoutAClientFaultsThatTheNodesMetAreTestedAlsoIfTheyLastUntilTheEnd() {
        for (String lines : new String[] {
            "3s kill n1 for 1s",
            "8s pause n1 for 5s",
            "8s kill n1 for 5s",
            "12s optional kill n1 for 1s\n3s pause n1 for 1s"
        }) {
            RunResult result = Trials.run(UNASKED + scheduled(lines), 1);
            assertThat(result.verdict().kind())
                    .as(lines + ": " + result.verdict().sentence())
                    .isEqualTo(Kind.VALID);
        }
    }

    private static String scheduled(String lines) {
        return "[faults]\nschedule = \"\"\"\n" + lines + "\n\"\"\"\n";
    }

    @Test
    void aSystemWhoseLastServerAFaultEndedForGoodHasNotRecovered() {
        String toml = REGISTERS.replace("\"n1\", \"n2\"", "\"n1\"").replace("$Forwarding", "$Once")
                + "[faults]\nkinds = [\"kill\"]\n[check]\nrecovers-within = \"5s\"\n";
        RunResult result = Trials.run(toml, 1);
        assertThat(result.verdict().sentence()).startsWith("Not recovered: ").contains("n1 exited with status");
        assertThat(result.verdict().kind()).isEqualTo(Kind.VIOLATION);
    }

    @Test
    void aNodeThatStoodStillBeforeAPauseTouchedItIsNotThePausesDoing() {
        String toml = REGISTERS.replace("Servers$Forwarding", "Servers$LastStandsStill") + PAUSES;
        int touched = 0;
        for (long seed = 1; seed <= 4; seed++) {
            RunResult result = Trials.run(toml, seed);
            isUntested(result, "n2 listens nowhere, and stands still");
            boolean is =
                    result.faults().stream().map(FaultReport::toString).anyMatch(fault -> fault.contains("pause n2"));
            touched += is ? 1 : 0;
            assertThat(result.verdict().sentence().contains("as it did before any fault touched it"))
                    .as("seed %d", seed)
                    .isEqualTo(is);
        }
        assertThat(touched).as("runs in which a pause touched n2").isPositive();
    }
}
