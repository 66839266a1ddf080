package dev.faultline.chaos.scenario;

import static dev.faultline.chaos.scenario.Stage.at;
import static dev.faultline.chaos.scenario.Stage.fault;
import static dev.faultline.chaos.scenario.Stage.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.scenario.Moment.Absent;
import dev.faultline.chaos.scenario.Moment.On;
import dev.faultline.chaos.scenario.Step.While;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a scenario sees of a run: events and lines at which its steps begin, and by which nodes are known. */
class MomentsTest {
    private final Stage stage = new Stage();
    private final ScriptedInjector injector = stage.injector();

    @Test
    void aLineThatANodePrintsSetsAFaultOffAtThatNode() {
        injector.print(Duration.ofSeconds(3), "client", "LEADING");
        injector.print(Duration.ofSeconds(4), "n3", "now LEADING");
        injector.print(Duration.ofSeconds(6), "n4", "LEADING");
        stage.play(1, on(new On(EventPattern.printed("LEADING"), 1), fault("kill @trigger for 1s")));
        assertThat(injector.log()).containsExactly("4s + kill n3 for 1s", "5s - kill n3 for 1s");
    }

    @Test
    void theNthEventOfAKindOfANodeIsMeant() {
        for (int i = 1; i <= 5; i++) {
            injector.happen(Duration.ofSeconds(i), "Elected", i % 2 == 0 ? "n1" : "n2");
        }
        stage.play(1, on(new On(new EventPattern("Elected", "n1", Map.of()), 2), fault("pause n5 for 1s")));
        assertThat(injector.log().getFirst()).isEqualTo("4s + pause n5 for 1s");
    }

    @Test
    void theLastToPrintIsIsolatedFromTheOthers() {
        injector.print(Duration.ofSeconds(1), "n2", "LEADING");
        injector.print(Duration.ofSeconds(2), "n4", "LEADING");
        stage.play(1, at("5s", fault("partition one-node @printed(\"LEAD\") | @others for 1s")));
        assertThat(injector.log().getFirst()).isEqualTo("5s + partition one-node n4 | n1,n2,n3,n5 for 1s");
    }

    @Test
    void theLastNodeOfAnEventIsIsolatedFromTheOthers() {
        injector.happen(Duration.ofSeconds(1), "Elected", "n2");
        injector.happen(Duration.ofSeconds(2), "Elected", "n4");
        injector.happen(Duration.ofSeconds(3), "Elected", "client");
        injector.happen(Duration.ofSeconds(3), "Deposed", "n5");
        injector.print(Duration.ofSeconds(4), "n3", "now LEADING");
        stage.play(
                1,
                at("5s", fault("partition one-node @event(\"Elected\") | @others for 1s")),
                at("7s", fault("kill @event(\"LinePrinted line=^now\") for 1s")),
                at("9s", fault("kill @event(\"Elected by=me\") for 1s")));
        assertThat(injector.log())
                .contains("5s + partition one-node n4 | n1,n2,n3,n5 for 1s", "7s + kill n3 for 1s")
                .hasSize(4);
        assertThat(stage.reports().getLast().evidence())
                .containsExactly("never injected: column 6: there was no event \"Elected by=me\" at any node");
    }

    @Test
    void aFaultBeginsWhenSomethingHasNotHappenedForATime() {
        for (int i = 1; i <= 4; i++) {
            injector.happen(Duration.ofSeconds(i), "Heartbeat", "n1");
        }
        stage.play(1, on(new Absent(EventPattern.of("Heartbeat"), new Span("1500ms")), fault("reset n1 <> n2")));
        assertThat(injector.log().getFirst()).isEqualTo("5.5s + reset n1 <> n2");
    }

    @Test
    void whatComesInTheSameTurnIsNotMissed() {
        for (int second : new int[] {2, 9}) {
            for (String line : new String[] {"LEADING", "LOOKING", "LEADING", "FOLLOWING", "LOOKING"}) {
                injector.print(Duration.ofSeconds(second), "n" + second % 5, line);
            }
        }
        stage.play(
                1,
                new While(EventPattern.printed("LEADING"), EventPattern.printed("LOOKING"), fault("pause @trigger")),
                new Step.Sequence(List.of(
                        new Step.Wait(new On(EventPattern.printed("FOLLOWING"), 1)),
                        new Step.Wait(new On(EventPattern.printed("LOOKING"), 1)),
                        new Step.Wait(new On(EventPattern.printed("LEADING"), 2)),
                        fault("kill n1 for 1s"))));
        assertThat(injector.log())
                .filteredOn(line -> line.contains("pause"))
                .containsExactly(
                        "2s + pause n2 for ever",
                        "2s - pause n2 for ever",
                        "2s + pause n2 for ever",
                        "2s - pause n2 for ever",
                        "9s + pause n4 for ever",
                        "9s - pause n4 for ever",
                        "9s + pause n4 for ever",
                        "9s - pause n4 for ever");
        assertThat(injector.log())
                .filteredOn(line -> line.contains("kill"))
                .first()
                .isEqualTo("9s + kill n1 for 1s");
    }

    @Test
    void whileSomethingHoldsAFaultIsOn() {
        injector.happen(Duration.ofSeconds(2), "Up", "n2");
        injector.happen(Duration.ofSeconds(3), "Down", "n2");
        injector.happen(Duration.ofSeconds(5), "Up", "n3");
        injector.happen(Duration.ofSeconds(9), "Down", "n3");
        stage.play(1, new While(EventPattern.of("Up"), EventPattern.of("Down"), fault("pause @trigger")));
        assertThat(injector.log())
                .containsExactly(
                        "2s + pause n2 for ever",
                        "3s - pause n2 for ever",
                        "5s + pause n3 for ever",
                        "9s - pause n3 for ever");
    }
}
