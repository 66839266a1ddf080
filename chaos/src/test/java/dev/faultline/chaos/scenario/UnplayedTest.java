package dev.faultline.chaos.scenario;

import static dev.faultline.chaos.scenario.Stage.at;
import static dev.faultline.chaos.scenario.Stage.fault;
import static dev.faultline.chaos.scenario.Stage.named;
import static dev.faultline.chaos.scenario.Stage.on;
import static dev.faultline.chaos.scenario.Stage.rolling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.MessagePoint;
import dev.faultline.chaos.scenario.Moment.On;
import dev.faultline.chaos.scenario.Step.Choose;
import dev.faultline.chaos.scenario.Step.Option;
import dev.faultline.chaos.scenario.Step.Perhaps;
import dev.faultline.chaos.scenario.Step.Repeat;
import dev.faultline.chaos.scenario.Step.Sequence;
import dev.faultline.chaos.scenario.Step.Together;
import dev.faultline.chaos.scenario.Step.Wait;
import dev.faultline.sim.PacketFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Steps that did not come to pass, which are reported, and scenarios that cannot be played. */
class UnplayedTest {
    private final Stage stage = new Stage();
    private final ScriptedInjector injector = stage.injector();

    private static Step echo(String of, String at) {
        Moment heard = new On(new EventPattern("FaultInjected", "", Map.of("fault", Pattern.compile(of))), 1);
        return new Repeat(on(heard, fault("reset " + at + " <> n5")), 0, Optional.empty());
    }

    @Test
    void nodesThatARollingFaultDidNotComeToAreReported() {
        stage.play(1, at("12s", rolling("kill n1,n2,n3 for 1s", "10s")));
        assertThat(stage.reports())
                .extracting(FaultReport::toString)
                .last()
                .isEqualTo("3. kill n1,n2,n3 for 1s (n3): WITHOUT EFFECT: never injected: the run was over before its"
                        + " turn came");
        assertThat(stage.reports()).hasSize(3);
    }

    @Test
    void aScenarioThatSetsItselfOffIsEnded() {
        stage.play(1, echo("n1", "n3"), echo("n3", "n1"), fault("reset n1 <> n2"), at("20s", fault("kill n4 for 1s")));
        assertThat(stage.reports())
                .extracting(FaultReport::toString)
                .endsWith(
                        "10001. reset n1 <> n5: WITHOUT EFFECT: never injected: there were 10000 faults already; the"
                                + " schedule sets itself off, at step 2.1.2",
                        "10002. kill n4 for 1s: WITHOUT EFFECT: never injected: the schedule had set itself off before,"
                                + " at step 2.1.2");
    }

    @Test
    void aRepetitionThatTakesNoTimeIsEndedToo() {
        stage.play(1, fault("kill n1"), new Repeat(fault("kill n1 for 3s"), 0, Optional.empty()));
        assertThat(injector.log()).containsExactly("0s + kill n1 for ever", "30s - kill n1 for ever");
        assertThat(stage.reports().getLast().evidence().getFirst()).contains("the schedule sets itself off");
    }

    @Test
    void aRepetitionThatBreaksNothingIsEndedToo() {
        stage.play(1, named("split", "kill n1 for 1s"), new Repeat(new Step.Heal("split"), 0, Optional.empty()));
        assertThat(stage.reports().getLast().wasInjected()).isFalse();
        assertThat(stage.reports().getLast().evidence().getFirst()).contains("the schedule sets itself off");
    }

    @Test
    void aChangeThatDidNotComeToPassIsReported() {
        stage.play(
                1,
                named("split", "partition halves n1,n2 | n3,n4,n5 for 3s"),
                at("40s", new Step.Change("split", FaultTemplate.parse("partition one-node n1 | @others"))));
        assertThat(stage.reports()).hasSize(2);
        assertThat(stage.reports().getLast().evidence().getFirst())
                .isEqualTo("never injected: the run was over before 40s");
    }

    @Test
    void whatDidNotComeToPassIsReported() {
        stage.play(
                1,
                at("40s", fault("kill n1 for 1s")),
                on(new On(EventPattern.printed("never"), 1), fault("kill @trigger for 1s")),
                at("1s", fault("kill n2 for 9s")),
                at("2s", fault("pause n2 for 1s")),
                new Choose(List.of(new Option(1, fault("kill n4 for 1s")), new Option(1, fault("kill n5 for 1s")))));
        assertThat(stage.reports().stream()
                        .filter(report -> !report.wasInjected())
                        .map(FaultReport::toString))
                .hasSize(3)
                .anyMatch(line ->
                        line.contains("kill n1 for 1s: WITHOUT EFFECT: never injected: the run was over before 40s"))
                .anyMatch(line -> line.contains("on a printed line with \"never\", which did not come"))
                .anyMatch(line -> line.contains(
                        "pause n2 for 1s: WITHOUT EFFECT: never injected: fault 2 (kill n2 for 9s) has hold of"
                                + " the process of n2"));
    }

    @Test
    void onlyWhatStandsBehindAMomentIsSaidToHaveWaitedForIt() {
        On never = new On(EventPattern.of("Never"), 1);
        stage.play(
                1,
                new Wait(never),
                new Sequence(List.of(fault("pause n1 for 60s"), fault("kill n1 for 1s"))),
                new Sequence(List.of(
                        new Together(List.of(
                                new Wait(never),
                                new Sequence(List.of(fault("pause n2 for 60s"), fault("kill n2 for 1s"))))),
                        fault("kill n3 for 1s"))),
                new Sequence(List.of(
                        new Perhaps(
                                0.99,
                                new Repeat(
                                        new Sequence(List.of(new Wait(never), fault("kill n4 for 1s"))),
                                        0,
                                        Optional.empty())),
                        fault("kill n5 for 1s"))));
        assertThat(stage.reports().stream()
                        .filter(report -> !report.wasInjected())
                        .map(report -> report.fault() + ": "
                                + (report.toString().contains("to be on") ? "waited" : "no turn")))
                .containsExactly(
                        "kill n1 for 1s: no turn",
                        "kill n2 for 1s: no turn",
                        "kill n3 for 1s: waited",
                        "kill n4 for 1s: waited",
                        "kill n5 for 1s: no turn");
    }

    @Test
    void whoIsNotThereSendsNoMessage() {
        Moment from = new Moment.Message(
                new MessagePoint(List.of("client"), List.of("n9"), PacketFilter.ALL, MessagePoint.When.SENT, 1));
        assertThatThrownBy(() -> stage.play(1, on(from, fault("kill n1 for 1s"))))
                .hasMessageContaining("step 1.1 waits for a message of the unknown node 'n9'; the nodes are n1, ");
        assertThatThrownBy(() ->
                        stage.play(1, on(new On(new EventPattern("Up", "n8", Map.of()), 1), fault("kill n1 for 1s"))))
                .hasMessageContaining("step 1.1 waits for an event of the unknown node 'n8'");
        EventPattern line = new EventPattern(EventPattern.LINE, "client", Map.of());
        assertThatThrownBy(() -> stage.play(1, on(new On(line, 1), fault("kill n1 for 1s"))))
                .as("what clients print is not looked at")
                .hasMessageContaining("step 1.1 waits for a printed line of the unknown node 'client'");
    }

    @Test
    void aStepBehindARollingOneFailsInItsOwnName() {
        MessagePoint any = new MessagePoint(List.of(), List.of(), PacketFilter.ALL, MessagePoint.When.SENT, 1);
        Step held = fault("kill n1 for 9s");
        Step behind = at("1s", new Sequence(List.of(rolling("stop n1 for 2s", ""), new Wait(new Moment.Message(any)))));
        Nemesis nemesis = Nemesis.install(injector, new Scenario(List.of(held, behind), Map.of()), Stage.NODES, 1);
        assertThatThrownBy(() -> injector.run(Duration.ofSeconds(30))).hasMessage("no messages here");
        nemesis.healAll();
        assertThat(nemesis.reports())
                .hasSize(2)
                .noneMatch(report -> report.toString().contains("no messages here"))
                .anyMatch(report -> report.toString().contains("has hold of the process of n1"));
    }

    @Test
    void whatCannotBePlayedIsRefusedBeforeTheRun() {
        assertThatThrownBy(() -> stage.play(1, fault("kill n9 for 1s")))
                .hasMessageContaining("step 1 (kill n9 for 1s): unknown node 'n9'");
        assertThatThrownBy(() -> stage.play(1, fault("kill @east for 1s")))
                .hasMessageContaining("column 6: there is no group 'east'");
        assertThatThrownBy(() -> stage.play(1, fault("kill n1 for uniform 5s..1s")))
                .hasMessageContaining("column 13: '5s' is more than '1s'");
        assertThatThrownBy(() -> stage.play(1, fault("slow-disk @any by log x0.5..x20 for 1s")))
                .hasMessageContaining("column 19: the factor of a slow disk must be above 1");
        assertThatThrownBy(() -> stage.play(1, new Step.Heal("nobody"))).hasMessageContaining("no fault has that name");
        assertThatThrownBy(() -> stage.play(1, fault("read-only-disk n1 for 1s")))
                .hasMessageContaining("no disk here");
        assertThatThrownBy(() -> new Span("soon")).hasMessageContaining("'soon'");
    }
}
