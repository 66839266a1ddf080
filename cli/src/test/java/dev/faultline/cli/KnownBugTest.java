package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.Schedule;
import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.Recovery;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A published bug of a released system: after five kills members of jgroups-raft 1.0.12 elect a leader without the
 * entries that were committed, and refuse what it sends them, for ever. Hardly a history shows it, for nobody is answered.
 */
class KnownBugTest {
    private static final Schedule KILLS = Schedule.parse("""
        6s kill n1 for 10s
        9s kill n2 for 11s
        12s kill n3 for 7s
        12.001s kill n4 for 15s
        12.002s kill n5 for 15s
        """);

    private static RunResult run(String version) {
        Experiment experiment = Experiments.load("jgroups", Map.of("version", version, "servers", "5"));
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})))
                .run(1, RunOptions.standard().withSchedule(KILLS));
    }

    @Test
    void aSystemThatNeverAnswersAgainAfterTheFaultsIsAViolation() {
        RunResult result = run("1.0.12.Final");

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VIOLATION);
        assertThat(result.recovery().outcome()).isEqualTo(Recovery.Outcome.NOT_RECOVERED);
        assertThat(result.recovery().healedNanos()).isEqualTo(27_002_000_000L);
        assertThat(result.recovery().unanswered()).containsExactly("k1", "k2");
    }

    @Test
    void theVersionWithTheBugMendedRecovers() {
        RunResult result = run("1.0.13.Final");

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VALID);
        assertThat(result.recovery().outcome()).isEqualTo(Recovery.Outcome.RECOVERED);
        assertThat(result.faults()).hasSize(5);
    }
}
