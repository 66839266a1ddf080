package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.FaultReport;
import dev.faultline.check.History;
import dev.faultline.experiment.Availability.Outcome;
import dev.faultline.experiment.RunResult.Ground;
import dev.faultline.experiment.RunResult.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is promised service while one of three nodes is missing gets it, or the run is a violation. */
class AvailabilityTest {
    private static final long SECOND = 1_000_000_000L;
    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final AvailabilitySpec SPEC = new AvailabilitySpec(Duration.ofSeconds(5), 1);

    private static final String SERVERS = """
        name = "quorum"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2", "n3"]
        main = "dev.faultline.experiment.Servers$Forwarding"
        arguments = ["${node.name}", "${nodes}"]
        [client]
        class = "dev.faultline.workload.LineClient"
        artifacts = ["faultline:workload"]
        settings = { port = 7000 }
        [workload]
        clients = 3
        keys = 1
        duration = "30s"
        operation-timeout = "500ms"
        [faults]
        FAULTS
        [check]
        available-within = "4s"
        """;

    private static FaultReport fault(String text, long from, long to) {
        return new FaultReport(1, text, from * SECOND, to * SECOND, true, List.of("seen"));
    }

    /** A client asks for a key each second of 60, and is answered but in the seconds from {@code down} up to {@code up}. */
    private static History asked(long down, long up) {
        History.Builder history = History.builder();
        for (long at = 0; at < 60; at++) {
            history.invoke(1, "read", "k1", null, at * SECOND);
            if (at < down || at >= up) {
                history.ok(1, "read", "k1", null, at * SECOND + SECOND / 2);
            } else {
                history.fail(1, "read", "k1", null, at * SECOND + SECOND / 2);
            }
        }
        return history.build();
    }

    private static Availability judged(History history, List<FaultReport> faults, List<NodeEnd> ends) {
        return AvailabilityJudge.judge(SPEC, history, List.of(), NODES, faults, ends, 50 * SECOND);
    }

    private static Availability judged(History history, List<Connecting> connections, FaultReport fault) {
        return AvailabilityJudge.judge(SPEC, history, connections, NODES, List.of(fault), List.of(), 30 * SECOND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // What is broken from 10 s to 30 s, in which no key is answered from 12 s on, for so many seconds
                "kill n2 for 20s; 4; AVAILABLE",
                "kill n2 for 20s; 6; NOT_AVAILABLE",
                "pause n2 for 20s; 6; NOT_AVAILABLE",
                "partition sides n2 | n1,n3 for 20s; 6; NOT_AVAILABLE",
                "kill n1,n2 for 20s; 6; NOT_TESTED",
                "latency all <> all by constant 1s for 20s; 6; NOT_TESTED",
                "slow-disk n2 by x10 for 20s; 6; NOT_TESTED",
                "partition one-node client | n1,n2,n3 for 20s; 6; NOT_TESTED"
            })
    void onlyTimesInWhichNoMoreThanMayBeIsMissingCount(String fault, int seconds, Outcome outcome) {
        Availability seen = judged(asked(12, 12 + seconds), List.of(fault(fault, 10, 30)), List.of());

        assertThat(seen.outcome()).isEqualTo(outcome);
        if (outcome == Outcome.NOT_AVAILABLE) {
            assertThat(seen.missing()).containsExactly("n2");
            assertThat(seen.keys()).containsExactly("k1");
            assertThat(seen.nanos()).isEqualTo(6 * SECOND + SECOND / 2);
        }
    }

    /** Keys are many, and each is asked for now and then. */
    @Test
    void aKeyIsWaitedForOnlyAsLongAsSomebodyTries() {
        History.Builder history = History.builder();
        history.invoke(1, "read", "k7", null, 11 * SECOND);
        history.info(1, "read", "k7", null, 13 * SECOND);
        for (long at = 14; at < 30; at++) {
            history.invoke(2, "read", "k1", null, at * SECOND);
            history.ok(2, "read", "k1", null, at * SECOND + SECOND / 2);
        }
        History once = history.build();
        history.invoke(2, "write", "k8", "1", 31 * SECOND);
        History open = history.build();

        assertThat(judged(once, List.of(fault("kill n2 for 20s", 10, 30)), List.of())
                        .outcome())
                .isEqualTo(Outcome.AVAILABLE);
        Availability inFlight = judged(open, List.of(fault("kill n2 for 20s", 10, 30)), List.of());
        assertThat(inFlight.outcome()).isEqualTo(Outcome.NOT_AVAILABLE);
        assertThat(inFlight.keys()).containsExactly("k8");
    }

    @Test
    void aFaultThatBeginsOrEndsBeginsAnotherTime() {
        FaultReport kill = fault("kill n2 for 20s", 10, 30);

        assertThat(judged(asked(12, 18), List.of(kill, fault("reset all <> all", 15, 15)), List.of())
                        .outcome())
                .isEqualTo(Outcome.AVAILABLE);
        assertThat(judged(asked(12, 21), List.of(kill, fault("reset all <> all", 15, 15)), List.of())
                        .outcome())
                .isEqualTo(Outcome.NOT_AVAILABLE);
    }

    @Test
    void aNodeThatEndedByItselfIsMissingToo() {
        NodeEnd end = new NodeEnd("n3", true, 1, "", 0, 9 * SECOND, "1. kill", 40 * SECOND, List.of());

        assertThat(judged(asked(12, 18), List.of(fault("kill n2 for 20s", 10, 30)), List.of(end))
                        .outcome())
                .isEqualTo(Outcome.AVAILABLE);
        assertThat(judged(asked(42, 49), List.of(fault("kill n2 for 20s", 10, 30)), List.of(end))
                        .outcome())
                .isEqualTo(Outcome.NOT_AVAILABLE);
    }

    @Test
    void aNodeWhoseDiskWasDamagedIsMissingEverAfter() {
        FaultReport damage = fault("truncate n3 of / by 100B", 2, 2);

        assertThat(judged(asked(12, 18), List.of(damage, fault("kill n3 for 20s", 10, 30)), List.of())
                        .outcome())
                .isEqualTo(Outcome.NOT_AVAILABLE);
        assertThat(judged(asked(12, 18), List.of(damage, fault("kill n2 for 20s", 10, 30)), List.of())
                        .outcome())
                .isNotEqualTo(Outcome.NOT_AVAILABLE);
    }

    @Test
    void nothingIsTestedWhereNobodyAskedOrNoTimeIsLongEnough() {
        assertThat(judged(History.builder().build(), List.of(fault("kill n2 for 20s", 10, 30)), List.of()))
                .isEqualTo(Availability.notTested());
        assertThat(AvailabilityJudge.judge(
                        SPEC,
                        asked(0, 0),
                        List.of(),
                        NODES,
                        List.of(fault("kill n2 for 4s", 46, 50)),
                        List.of(),
                        50 * SECOND))
                .isEqualTo(Availability.notTested());
    }

    /** Whoever asks without success gives up his connection, and then there is nobody to make a new one with. */
    @Test
    void whoCannotEvenConnectAsksInVain() {
        FaultReport kill = fault("kill n2 for 20s", 10, 30);
        History.Builder requests = History.builder();
        for (long at = 0; at < 11; at++) {
            requests.invoke(1, "read", "k1", null, at * SECOND);
            if (at < 10) {
                requests.ok(1, "read", "k1", null, at * SECOND + SECOND / 2);
            } else {
                requests.fail(1, "read", "k1", null, at * SECOND + 1);
            }
        }
        History asked = requests.build();
        List<Connecting> refused = LongStream.range(11, 19)
                .mapToObj(at -> new Connecting(at * SECOND, at * SECOND + 1, true))
                .toList();

        Availability seen = judged(asked, refused, kill);
        assertThat(seen.outcome()).isEqualTo(Outcome.NOT_AVAILABLE);
        assertThat(seen.keys()).containsExactly(Availability.ANY_KEY);
        assertThat(seen.nanos()).isEqualTo(8 * SECOND + 1);
        assertThat(judged(asked, List.of(Connecting.since(11 * SECOND)), kill).nanos())
                .isEqualTo(20 * SECOND);
        assertThat(judged(History.builder().build(), refused, kill).outcome()).isEqualTo(Outcome.NOT_AVAILABLE);
        // Others are served
        assertThat(judged(asked(0, 0), refused, kill).outcome()).isEqualTo(Outcome.AVAILABLE);
        // It was not tried for so long
        assertThat(judged(asked, refused.subList(0, 3), kill)).isEqualTo(Availability.notTested());
    }

    /** That all was well in another time is no comfort: of this one nothing is known. */
    @Test
    void aTimeInWhichNobodyIsAnsweredIsNotOneInWhichClientsAreServed() {
        FaultReport first = fault("kill n2 for 10s", 10, 20);
        FaultReport second = fault("kill n3 for 10s", 30, 40);
        History.Builder requests = History.builder();
        requests.invoke(1, "read", "k1", null, 12 * SECOND);
        requests.ok(1, "read", "k1", null, 13 * SECOND);
        requests.invoke(1, "read", "k1", null, 31 * SECOND);
        requests.fail(1, "read", "k1", null, 32 * SECOND);

        assertThat(judged(requests.build(), List.of(first, second), List.of()).spans())
                .isEqualTo(1);
        assertThat(judged(requests.build(), List.of(second), List.of())).isEqualTo(Availability.notTested());
    }

    /** Each of many keys is asked for once: none is waited for, and yet nobody is served. */
    @Test
    void clientsThatNeverAskForAKeyTwiceWaitTogether() {
        History.Builder requests = History.builder();
        for (int at = 11; at < 29; at++) {
            requests.invoke(1, "read", "k" + at, null, at * SECOND);
            requests.fail(1, "read", "k" + at, null, at * SECOND + 1);
        }

        Availability seen = judged(requests.build(), List.of(fault("kill n2 for 20s", 10, 30)), List.of());
        assertThat(seen.outcome()).isEqualTo(Outcome.NOT_AVAILABLE);
        assertThat(seen.keys()).containsExactly(Availability.ANY_KEY);
    }

    @Test
    void aSystemThatNeedsANodeIsNotAvailableWithoutIt() {
        RunResult without = Trials.run(SERVERS.replace("FAULTS", "schedule = \"10s kill n1 for 12s\""), 1);
        RunResult with = Trials.run(SERVERS.replace("FAULTS", "schedule = \"10s kill n2 for 12s\""), 1);

        assertThat(without.verdict().kind()).as(without.verdict().sentence()).isEqualTo(Kind.VIOLATION);
        assertThat(without.verdict().ground()).isEqualTo(Ground.AVAILABILITY);
        assertThat(without.verdict().sentence())
                .matches("Not available: from 10\\.000 s to 22\\.\\d+ s all was whole but n1, and key k1 was not"
                        + " answered ok for 1\\d\\.\\d s; available-within is 4s\\.");
        assertThat(with.verdict().kind()).as(with.verdict().sentence()).isEqualTo(Kind.VALID);
    }

    @Test
    void aPlanLeavesOutANodeBeforeEverythingHeals() {
        String plan = "kinds = [\"kill\", \"partition\"]\ninterval = \"2s\"\nfirst = \"2s\"\nheal = \"5s\"";
        boolean violated = false;
        for (int seed = 1; seed <= 12; seed++) {
            RunResult result = Trials.run(SERVERS.replace("FAULTS", plan), seed);

            FaultReport last = result.faults().getLast();
            assertThat(last.injectedAtNanos()).as("seed %d", seed).isEqualTo(18 * SECOND + 1_000_000);
            assertThat(last.kind()).isIn("kill", "partition");
            assertThat(result.available().orElseThrow().spans())
                    .as(result.verdict().sentence() + result.faults())
                    .isPositive();
            violated |= result.available().orElseThrow().outcome() == Outcome.NOT_AVAILABLE;
        }
        assertThat(violated)
                .as("one of twelve seeds leaves out the node that has all")
                .isTrue();
    }

    @Test
    void aScheduleThatNeverLeavesOnlyAQuorumTestsNothing() {
        RunResult result = Trials.run(SERVERS.replace("FAULTS", "schedule = \"5s slow-disk n1 by x10 for 20s\""), 1);

        assertThat(result.verdict().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(result.verdict().sentence()).contains("serves clients without 1 node was not tested");
    }

    @Test
    void aRunThatWasAskedForWithoutFaultsTestsNothing() {
        Experiment quiet = new FaultOrder(Optional.empty(), List.of(), Optional.of(List.of()))
                .applied(Trials.read(SERVERS.replace("FAULTS", "kinds = [\"kill\"]\nheal = \"5s\"")));
        RunResult result =
                new Runner(quiet, RunArtifacts.of(quiet, Artifacts.ofUser(line -> {}))).run(1, RunOptions.standard());

        assertThat(result.faults()).isEmpty();
        assertThat(result.verdict().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(result.verdict().ground()).isEqualTo(Ground.NOT_EXERCISED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kinds = [\"latency\"]",
                "kinds = [\"kill\"]\ndown-max = 0",
                "kinds = [\"kill\", \"latency\"]\ndown-max = 0",
                "kinds = []",
                "kinds = [\"kill\", \"bit-flip\"]\ndown-max = 2\ndamage-max = 2"
            })
    void aPlanThatCanLeaveNobodyOutIsRefused(String faults) {
        assertThatThrownBy(() -> Trials.read(SERVERS.replace("FAULTS", faults)))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("available-within");
    }
}
