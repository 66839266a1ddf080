package dev.faultline.chaos.file;

import static dev.faultline.chaos.scenario.ScenarioBuilder.change;
import static dev.faultline.chaos.scenario.ScenarioBuilder.choose;
import static dev.faultline.chaos.scenario.ScenarioBuilder.fault;
import static dev.faultline.chaos.scenario.ScenarioBuilder.heal;
import static dev.faultline.chaos.scenario.ScenarioBuilder.parallel;
import static dev.faultline.chaos.scenario.ScenarioBuilder.pause;
import static dev.faultline.chaos.scenario.ScenarioBuilder.rolling;
import static dev.faultline.chaos.scenario.ScenarioBuilder.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.MessagePoint;
import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.chaos.scenario.EventPattern;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.scenario.ScenarioBuilder;
import dev.faultline.sim.DiskCall;
import dev.faultline.sim.PacketFilter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said in Java is what the file says, and prints as it. */
class ScenarioBuilderTest {
    private static final String FILE = """
        [groups]
        west = ["n1", "n2"]

        [[step]]
        at = "10s"
        name = "split"
        fault = "partition sides @west | @others"

        [[step]]
        at = "20s"
        sequence = [
          { change = "split", fault = "partition sides n1 | @others" },
          { wait = "uniform 5s..10s" },
          { heal = "split" },
        ]

        [[step]]
        on = { event = "FaultInjected", where = { number = "1" }, nth = 2 }
        after = "2s"
        fault = "kill @any for 3s"

        [[step]]
        printed = "LEADING"
        every = "10s"
        times = 3
        fault = "pause @trigger for 1s"

        [[step]]
        while = { since = { printed = "LEADING" }, until = "NodeExited" }
        every = "uniform 5s..10s"
        choose = [{ weight = 3, fault = "kill n1 for 1s" }, { parallel = ["pause n1 for 1s", "pause n2 for 1s"] }]

        [[step]]
        absent = { event = "NodeStarted", quiet = "20s" }
        fault = "power-loss all for 1s"

        [[step]]
        call = { after = "rename", of = "/data/**", nth = 2 }
        fault = "power-loss @trigger for 3s"

        [[step]]
        message = { from = "n1", to = "n2", port = 2181, text = "vote", nth = 3 }
        fault = "kill @trigger for 3s"

        [[step]]
        at = "60s"
        fault = "rolling upgrade all to version=2 for 2s every 20s"

        [[step]]
        repeat = "forever"
        chosen = 0.25
        fault = "rolling stop all for 2s"
        """;

    private static Scenario built() {
        return new ScenarioBuilder()
                .group("west", "n1", "n2")
                .step(fault("partition sides @west | @others").named("split").at("10s"))
                .step(sequence(change("split", "partition sides n1 | @others"), pause("uniform 5s..10s"), heal("split"))
                        .at("20s"))
                .step(fault("kill @any for 3s")
                        .after("2s")
                        .on(new EventPattern("FaultInjected", "", Map.of("number", Pattern.compile("1"))), 2))
                .step(fault("pause @trigger for 1s")
                        .printed("LEADING")
                        .every("10s")
                        .times(3))
                .step(choose(
                                fault("kill n1 for 1s").weight(3),
                                parallel(fault("pause n1 for 1s"), fault("pause n2 for 1s")))
                        .every("uniform 5s..10s")
                        .during(EventPattern.printed("LEADING"), EventPattern.of("NodeExited")))
                .step(fault("power-loss all for 1s").absent(EventPattern.of("NodeStarted"), "20s"))
                .step(fault("power-loss @trigger for 3s")
                        .call(new CallPoint(
                                List.of("all"),
                                new CallPoint.OfDisk(DiskCall.Kind.RENAME, "/data/**"),
                                CallPoint.Side.AFTER,
                                2)))
                .step(fault("kill @trigger for 3s")
                        .message(new MessagePoint(
                                List.of("n1"),
                                List.of("n2"),
                                PacketFilter.ALL.withPorts(2181).withText("vote"),
                                MessagePoint.When.SENT,
                                3)))
                .step(
                        rolling("upgrade all to version=2 for 2s", "20s").at("60s"),
                        rolling("stop all for 2s").chosen(0.25).forever())
                .build();
    }

    @Test
    void itSaysWhatTheFileSaysAndReadsBackAsTheSame() {
        assertThat(built()).isEqualTo(ScheduleFile.read(FILE, Format.TOML, "a.toml"));
        for (Format format : List.of(Format.TOML, Format.YAML)) {
            String text = ScheduleFile.write(built(), format);
            assertThat(ScheduleFile.read(text, format, "b")).as(text).isEqualTo(built());
        }
    }

    @Test
    void whatAFileCouldNotSayIsRefused() {
        assertThatThrownBy(() -> fault("kil n1")).hasMessageContaining("kil");
        assertThatThrownBy(() -> fault("kill n1").at("soon")).hasMessageContaining("soon");
        assertThatThrownBy(() -> fault("kill n1").at("1s").on("X")).hasMessageContaining("one moment");
        assertThatThrownBy(() -> fault("kill n1").times(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> heal("x").named("y")).hasMessageContaining("only a fault has a name");
        assertThatThrownBy(() -> rolling("reset n1 <> n2")).hasMessageContaining("'reset' does not begin with nodes");
        assertThatThrownBy(() -> new ScenarioBuilder().group("any", "n1")).hasMessageContaining("'any'");
        assertThatThrownBy(() -> fault("kill n1").times(1_000_001)).hasMessageContaining("1000000 times at most");
        assertThatThrownBy(() -> new ScenarioBuilder().step(fault("kill n1").weight(2)))
                .hasMessageContaining("2.0 is beside none");
        assertThatThrownBy(() -> message(PacketFilter.ALL.withPorts(1, 2))).hasMessageContaining("one port");
        assertThatThrownBy(() -> message(PacketFilter.ALL.withAt("n1"))).hasMessageContaining("no hosts");
    }

    private static void message(PacketFilter which) {
        new MessagePoint(List.of(), List.of(), which, MessagePoint.When.SENT, 1);
    }

    @Test
    void whatIsSaidTwiceReplacesNothing() {
        assertThatThrownBy(() -> fault("kill n1").times(3).forever()).hasMessageContaining("3, and for ever");
        assertThatThrownBy(() -> fault("kill n1").after("1s").after("2s")).hasMessageContaining("1s, and 2s");
        assertThatThrownBy(() -> fault("kill n1").every("1s").every("2s")).hasMessageContaining("1s, and 2s");
        assertThatThrownBy(() -> fault("kill n1").named("a").named("b")).hasMessageContaining("a, and b");
        assertThatThrownBy(() -> fault("kill n1").chosen(0.5).chosen(0.25)).hasMessageContaining("0.5, and 0.25");
        assertThatThrownBy(() -> new ScenarioBuilder().group("west", "n1").group("west", "n2"))
                .hasMessageContaining("'west' already");
        EventPattern up = EventPattern.of("Up");
        assertThatThrownBy(() -> fault("kill n1").during(up, up).during(up, up)).hasMessageContaining("event");
    }

    @Test
    void theOrderOfWhatIsSaidMakesNoDifference() {
        assertThat(new ScenarioBuilder()
                        .step(fault("kill n1 for 1s").chosen(0.5).named("x").times(2))
                        .build())
                .isEqualTo(new ScenarioBuilder()
                        .step(fault("kill n1 for 1s").times(2).named("x").chosen(0.5))
                        .build());
    }
}
