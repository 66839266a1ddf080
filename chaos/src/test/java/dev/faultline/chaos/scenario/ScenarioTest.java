package dev.faultline.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.MessagePoint;
import dev.faultline.chaos.Schedule;
import dev.faultline.chaos.scenario.Moment.Absent;
import dev.faultline.chaos.scenario.Moment.After;
import dev.faultline.chaos.scenario.Moment.At;
import dev.faultline.chaos.scenario.Moment.On;
import dev.faultline.chaos.scenario.Step.Break;
import dev.faultline.chaos.scenario.Step.Choose;
import dev.faultline.chaos.scenario.Step.Option;
import dev.faultline.chaos.scenario.Step.Perhaps;
import dev.faultline.chaos.scenario.Step.Repeat;
import dev.faultline.chaos.scenario.Step.Sequence;
import dev.faultline.chaos.scenario.Step.Together;
import dev.faultline.chaos.scenario.Step.Wait;
import dev.faultline.chaos.scenario.Step.While;
import dev.faultline.sim.PacketFilter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");

    private final ScriptedInjector injector = new ScriptedInjector("n1", "n2", "n3", "n4", "n5", "client");
    private final Map<String, List<String>> groups = Map.of("west", List.of("n1", "n2"));
    private List<FaultReport> reports = List.of();

    private static Step at(String time, Step step) {
        return new Sequence(List.of(new Wait(new At(new Span(time))), step));
    }

    private static Step on(Moment moment, Step step) {
        return new Sequence(List.of(new Wait(moment), step));
    }

    private static Step fault(String line) {
        return new Break("", FaultTemplate.parse(line));
    }

    private static Step named(String name, String line) {
        return new Break(name, FaultTemplate.parse(line));
    }

    private Nemesis play(long seed, Step... steps) {
        Nemesis nemesis = Nemesis.install(injector, new Scenario(List.of(steps), groups), NODES, seed);
        injector.run(Duration.ofSeconds(30));
        nemesis.healAll();
        reports = nemesis.reports();
        injector.log().removeLast(); // restored
        return nemesis;
    }

    @Test
    void aFaultBeginsAtItsTimeAndASequenceWaitsForTheOneBefore() {
        play(
                1,
                at(
                        "10s",
                        new Sequence(List.of(
                                fault("kill n1 for 2s"),
                                new Wait(new After(new Span("1s"))),
                                fault("kill n2 for 1s")))));
        assertThat(injector.log())
                .containsExactly(
                        "10s + kill n1 for 2s", "12s - kill n1 for 2s", "13s + kill n2 for 1s", "14s - kill n2 for 1s");
    }

    @Test
    void partsThatArePlayedTogetherAreOverWhenAllAre() {
        play(
                1,
                new Sequence(List.of(
                        new Together(List.of(fault("kill n1 for 2s"), fault("pause n2 for 5s"))),
                        fault("kill n3 for 1s"))));
        assertThat(injector.log().get(1)).isEqualTo("0s + pause n2 for 5s");
        assertThat(injector.log().get(4)).isEqualTo("5s + kill n3 for 1s");
    }

    @Test
    void aRollingFaultStrikesOneNodeAfterTheOther() {
        play(1, new Sequence(List.of(rolling("stop n3,n1,n2 for 2s", ""), fault("kill n5 for 1s"))));
        assertThat(injector.log())
                .containsExactly(
                        "0s + stop n3 for 2s",
                        "2s - stop n3 for 2s",
                        "2s + stop n1 for 2s",
                        "4s - stop n1 for 2s",
                        "4s + stop n2 for 2s",
                        "6s - stop n2 for 2s",
                        "6s + kill n5 for 1s",
                        "7s - kill n5 for 1s");
    }

    @Test
    void fromOneNodeToTheNextMayBeATimeAndEachNodeDrawsAnew() {
        play(3, at("1s", rolling("kill all for uniform 1s..9s", "5s")));
        List<String> begun = injector.log().stream()
                .filter(line -> line.contains(" + "))
                .map(line -> line.replaceFirst("for .*", ""))
                .toList();
        assertThat(begun)
                .containsExactly(
                        "1s + kill n1 ", "6s + kill n2 ", "11s + kill n3 ", "16s + kill n4 ", "21s + kill n5 ");
        assertThat(reports).extracting(FaultReport::fault).doesNotHaveDuplicates();
        assertThat(new HashSet<>(reports.stream()
                        .map(report -> report.fault().replaceFirst(".*for ", ""))
                        .toList()))
                .hasSize(5);
    }

    @Test
    void nodesThatARollingFaultDidNotComeToAreReported() {
        play(1, at("12s", rolling("kill n1,n2,n3 for 1s", "10s")));
        assertThat(reports)
                .extracting(FaultReport::toString)
                .last()
                .isEqualTo("3. kill n1,n2,n3 for 1s (n3): WITHOUT EFFECT: never injected: the run was over before its"
                        + " turn came");
        assertThat(reports).hasSize(3);
    }

    private static Step rolling(String line, String every) {
        return new Step.Rolling(
                FaultTemplate.parse(line), every.isEmpty() ? Optional.empty() : Optional.of(new Span(every)));
    }

    @Test
    void aLineThatANodePrintsSetsAFaultOffAtThatNode() {
        injector.print(Duration.ofSeconds(3), "client", "LEADING");
        injector.print(Duration.ofSeconds(4), "n3", "now LEADING");
        injector.print(Duration.ofSeconds(6), "n4", "LEADING");
        play(1, on(new On(EventPattern.printed("LEADING"), 1), fault("kill @trigger for 1s")));
        assertThat(injector.log()).containsExactly("4s + kill n3 for 1s", "5s - kill n3 for 1s");
    }

    @Test
    void theNthEventOfAKindOfANodeIsMeant() {
        for (int i = 1; i <= 5; i++) {
            injector.happen(Duration.ofSeconds(i), "Elected", i % 2 == 0 ? "n1" : "n2");
        }
        play(1, on(new On(new EventPattern("Elected", "n1", Map.of()), 2), fault("pause n5 for 1s")));
        assertThat(injector.log().getFirst()).isEqualTo("4s + pause n5 for 1s");
    }

    @Test
    void theLastToPrintIsIsolatedFromTheOthers() {
        injector.print(Duration.ofSeconds(1), "n2", "LEADING");
        injector.print(Duration.ofSeconds(2), "n4", "LEADING");
        play(1, at("5s", fault("partition one-node @printed(\"LEAD\") | @others for 1s")));
        assertThat(injector.log().getFirst()).isEqualTo("5s + partition one-node n4 | n1,n2,n3,n5 for 1s");
    }

    @Test
    void theLastNodeOfAnEventIsIsolatedFromTheOthers() {
        injector.happen(Duration.ofSeconds(1), "Elected", "n2");
        injector.happen(Duration.ofSeconds(2), "Elected", "n4");
        injector.happen(Duration.ofSeconds(3), "Elected", "client");
        injector.happen(Duration.ofSeconds(3), "Deposed", "n5");
        injector.print(Duration.ofSeconds(4), "n3", "now LEADING");
        play(
                1,
                at("5s", fault("partition one-node @event(\"Elected\") | @others for 1s")),
                at("7s", fault("kill @event(\"LinePrinted line=^now\") for 1s")),
                at("9s", fault("kill @event(\"Elected by=me\") for 1s")));
        assertThat(injector.log())
                .contains("5s + partition one-node n4 | n1,n2,n3,n5 for 1s", "7s + kill n3 for 1s")
                .hasSize(4);
        assertThat(reports.getLast().evidence())
                .containsExactly("never injected: column 6: there was no event \"Elected by=me\" at any node");
    }

    @Test
    void aFaultThatIsChangedConflictsWithOthersOnly() {
        play(
                1,
                named("split", "partition sides n1 | n2,n3"),
                named("other", "partition sides n4 | n5"),
                at("2s", new Step.Change("split", FaultTemplate.parse("partition sides n1 | n3,n4"))),
                at("3s", new Step.Change("split", FaultTemplate.parse("partition sides n5 | n3,n4"))),
                at("4s", new Step.Heal("split")),
                at("5s", new Step.Heal("split")));
        assertThat(injector.log().subList(2, 4))
                .containsExactly(
                        "2s - partition sides n1 | n2,n3 for ever", "2s + partition sides n1 | n3,n4 for ever");
        assertThat(injector.log()).contains("4s - partition sides n1 | n3,n4 for ever");
        assertThat(reports)
                .extracting(FaultReport::toString)
                .anyMatch(report ->
                        report.contains("never injected: fault 2 (partition sides n4 | n5 for ever) has hold"))
                .contains("5. heal split: WITHOUT EFFECT: never injected: no fault 'split' was on");
    }

    @Test
    void aFaultBeginsWhenSomethingHasNotHappenedForATime() {
        for (int i = 1; i <= 4; i++) {
            injector.happen(Duration.ofSeconds(i), "Heartbeat", "n1");
        }
        play(1, on(new Absent(EventPattern.of("Heartbeat"), new Span("1500ms")), fault("reset n1 <> n2")));
        assertThat(injector.log().getFirst()).isEqualTo("5.5s + reset n1 <> n2");
    }

    @Test
    void aStepIsRepeatedAtIntervalsOrOneAfterTheOther() {
        play(1, new Repeat(fault("reset n1 <> n2"), 3, Optional.of(new Span("10s"))));
        assertThat(injector.log()).filteredOn(line -> line.contains("+")).hasSize(3);
        assertThat(injector.log().get(4)).isEqualTo("20s + reset n1 <> n2");
        injector.log().clear();

        ScriptedInjector other = new ScriptedInjector("n1", "n2");
        Nemesis.install(
                other,
                new Scenario(List.of(new Repeat(fault("kill n1 for 3s"), 0, Optional.empty())), Map.of()),
                List.of("n1"),
                1);
        other.run(Duration.ofSeconds(10));
        assertThat(other.log().getLast()).isEqualTo("9s + kill n1 for 3s");
    }

    @Test
    void aScenarioThatSetsItselfOffIsEnded() {
        play(1, echo("n1", "n3"), echo("n3", "n1"), fault("reset n1 <> n2"));
        assertThat(reports.getLast().evidence().getFirst()).contains("the scenario sets itself off");
    }

    @Test
    void aRepetitionThatTakesNoTimeIsEndedToo() {
        play(1, fault("kill n1"), new Repeat(fault("kill n1 for 3s"), 0, Optional.empty()));
        assertThat(injector.log()).containsExactly("0s + kill n1 for ever", "30s - kill n1 for ever");
        assertThat(reports.getLast().evidence().getFirst()).contains("the scenario sets itself off");
    }

    @Test
    void aRepetitionThatBreaksNothingIsEndedToo() {
        play(1, named("split", "kill n1 for 1s"), new Repeat(new Step.Heal("split"), 0, Optional.empty()));
        assertThat(reports.getLast().wasInjected()).isFalse();
        assertThat(reports.getLast().evidence().getFirst()).contains("the scenario sets itself off");
    }

    @Test
    void aChangeThatDidNotComeToPassIsReported() {
        play(
                1,
                named("split", "partition halves n1,n2 | n3,n4,n5 for 3s"),
                at("40s", new Step.Change("split", FaultTemplate.parse("partition one-node n1 | @others"))));
        assertThat(reports).hasSize(2);
        assertThat(reports.getLast().evidence().getFirst()).isEqualTo("never injected: the run was over before 40s");
    }

    private static Step echo(String of, String at) {
        Moment heard = new On(new EventPattern("FaultInjected", "", Map.of("fault", Pattern.compile(of))), 1);
        return new Repeat(on(heard, fault("reset " + at + " <> n5")), 0, Optional.empty());
    }

    @Test
    void oneOfSeveralIsChosenByItsWeight() {
        int heavy = 0;
        for (long seed = 0; seed < 4_000; seed++) {
            ScriptedInjector one = new ScriptedInjector("n1", "n2");
            Step choose =
                    new Choose(List.of(new Option(3, fault("kill n1 for 1s")), new Option(1, fault("kill n2 for 1s"))));
            Nemesis.install(one, new Scenario(List.of(choose), Map.of()), List.of("n1", "n2"), seed);
            heavy += one.log().getFirst().contains("n1") ? 1 : 0;
        }
        // The 99.9 % band of 4,000 draws with 0.75.
        assertThat(heavy).isBetween(3_000 - 90, 3_000 + 90);
    }

    @Test
    void aFaultWithoutAnEndIsHealedByNameAndMayChangeMeanwhile() {
        play(
                1,
                named("split", "partition halves n1,n2 | n3,n4,n5"),
                at("5s", new Step.Change("split", FaultTemplate.parse("partition one-node n1 | @others"))),
                at("9s", new Step.Heal("split")));
        assertThat(injector.log())
                .containsExactly(
                        "0s + partition halves n1,n2 | n3,n4,n5 for ever",
                        "5s - partition halves n1,n2 | n3,n4,n5 for ever",
                        "5s + partition one-node n1 | n2,n3,n4,n5 for ever",
                        "9s - partition one-node n1 | n2,n3,n4,n5 for ever");
        assertThat(reports).hasSize(2).allMatch(FaultReport::wasInjected);
    }

    @Test
    void whatFollowsAFaultWithoutAnEndDoesNotBeginAgainWhenThatIsHealed() {
        play(
                1,
                new Sequence(List.of(
                        named("split", "partition halves n1,n2 | n3,n4,n5"),
                        fault("kill n1 for 2s"),
                        new Step.Heal("split"))));
        assertThat(injector.log())
                .containsExactly(
                        "0s + partition halves n1,n2 | n3,n4,n5 for ever",
                        "0s + kill n1 for 2s",
                        "2s - kill n1 for 2s",
                        "2s - partition halves n1,n2 | n3,n4,n5 for ever");
    }

    @Test
    void whileSomethingHoldsAFaultIsOn() {
        injector.happen(Duration.ofSeconds(2), "Up", "n2");
        injector.happen(Duration.ofSeconds(3), "Down", "n2");
        injector.happen(Duration.ofSeconds(5), "Up", "n3");
        injector.happen(Duration.ofSeconds(9), "Down", "n3");
        play(1, new While(EventPattern.of("Up"), EventPattern.of("Down"), fault("pause @trigger")));
        assertThat(injector.log())
                .containsExactly(
                        "2s + pause n2 for ever",
                        "3s - pause n2 for ever",
                        "5s + pause n3 for ever",
                        "9s - pause n3 for ever");
    }

    @Test
    void whatDidNotComeToPassIsReported() {
        play(
                1,
                at("40s", fault("kill n1 for 1s")),
                on(new On(EventPattern.printed("never"), 1), fault("kill @trigger for 1s")),
                at("1s", fault("kill n2 for 9s")),
                at("2s", fault("pause n2 for 1s")),
                new Choose(List.of(new Option(1, fault("kill n4 for 1s")), new Option(1, fault("kill n5 for 1s")))));
        assertThat(reports.stream().filter(report -> !report.wasInjected()).map(FaultReport::toString))
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
        play(
                1,
                new Wait(never),
                new Sequence(List.of(fault("pause n1 for 60s"), fault("kill n1 for 1s"))),
                new Sequence(List.of(
                        new Together(List.of(
                                new Wait(never),
                                new Sequence(List.of(fault("pause n2 for 60s"), fault("kill n2 for 1s"))))),
                        fault("kill n3 for 1s"))),
                new Sequence(List.of(
                        new Repeat(
                                new Sequence(List.of(new Wait(never), fault("kill n4 for 1s"))), 0, Optional.empty()),
                        fault("kill n5 for 1s"))));
        assertThat(reports.stream()
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
        assertThatThrownBy(() -> play(1, on(from, fault("kill n1 for 1s"))))
                .hasMessageContaining("step 1.1 waits for a message of the unknown node 'n9'; the nodes are n1, ");
        assertThatThrownBy(() ->
                        play(1, on(new On(new EventPattern("Up", "n8", Map.of()), 1), fault("kill n1 for 1s"))))
                .hasMessageContaining("step 1.1 waits for an event of the unknown node 'n8'");
        EventPattern line = new EventPattern(EventPattern.LINE, "client", Map.of());
        assertThatThrownBy(() -> play(1, on(new On(line, 1), fault("kill n1 for 1s"))))
                .as("what clients print is not looked at")
                .hasMessageContaining("step 1.1 waits for a printed line of the unknown node 'client'");
    }

    @Test
    void aStepBehindARollingOneFailsInItsOwnName() {
        MessagePoint any = new MessagePoint(List.of(), List.of(), PacketFilter.ALL, MessagePoint.When.SENT, 1);
        Step held = fault("kill n1 for 9s");
        Step behind = at("1s", new Sequence(List.of(rolling("stop n1 for 2s", ""), new Wait(new Moment.Message(any)))));
        Nemesis nemesis = Nemesis.install(injector, new Scenario(List.of(held, behind), Map.of()), NODES, 1);
        assertThatThrownBy(() -> injector.run(Duration.ofSeconds(30))).hasMessage("no messages here");
        nemesis.healAll();
        assertThat(nemesis.reports())
                .hasSize(2)
                .noneMatch(report -> report.toString().contains("no messages here"))
                .anyMatch(report -> report.toString().contains("has hold of the process of n1"));
    }

    @Test
    void drawsStayInTheirRangeDifferBySeedAndByTimeAndDoNotDependOnOtherSteps() {
        Set<String> drawn = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            ScriptedInjector alone = new ScriptedInjector("n1", "n2", "n3", "n4", "n5");
            Step step = new Repeat(fault("kill @any for uniform 1s..5s"), 3, Optional.of(new Span("log 6s..8s")));
            Nemesis.install(
                    alone, new Scenario(List.of(at("1s", fault("reset n1 <> n2")), step), Map.of()), NODES, seed);
            alone.run(Duration.ofSeconds(60));
            ScriptedInjector crowded = new ScriptedInjector("n1", "n2", "n3", "n4", "n5");
            Nemesis.install(
                    crowded,
                    new Scenario(List.of(at("2s", fault("stall @any > @others for 1s")), step), Map.of()),
                    NODES,
                    seed);
            crowded.run(Duration.ofSeconds(60));
            assertThat(alone.log().stream()
                            .filter(line -> line.contains("kill"))
                            .toList())
                    .as("seed %d", seed)
                    .isEqualTo(crowded.log().stream()
                            .filter(line -> line.contains("kill"))
                            .toList())
                    .hasSize(6);
            alone.log().stream().filter(line -> line.contains("kill")).forEach(drawn::add);
        }
        assertThat(drawn).hasSizeGreaterThan(200);
        assertThat(drawn).anyMatch(line -> line.contains("kill n5")).anyMatch(line -> line.contains("kill n1"));
    }

    @Test
    void whatWasPlayedIsAScheduleThatPlaysTheSame() {
        Nemesis nemesis = play(
                3,
                new Repeat(fault("kill @any for uniform 1s..5s"), 3, Optional.of(new Span("6s"))),
                at("2s", new Step.Heal("gone")),
                at("1s", named("gone", "latency @west <> @others by constant 5ms for 8s")));
        List<String> log = List.copyOf(injector.log());
        assertThat(log).contains("2s - latency n1,n2 <> n3,n4,n5 by constant 5ms for 8s");

        ScriptedInjector again = new ScriptedInjector("n1", "n2", "n3", "n4", "n5");
        Schedule schedule = Schedule.parse(nemesis.played().toString());
        Nemesis.install(again, schedule, NODES);
        again.run(Duration.ofSeconds(30));
        assertThat(again.log().stream()
                        .map(line -> line.replace(" for 8s", " for 1s"))
                        .sorted())
                .isEqualTo(log.stream()
                        .map(line -> line.replace(" for 8s", " for 1s"))
                        .sorted()
                        .toList());
    }

    @Test
    void whatCannotBePlayedIsRefusedBeforeTheRun() {
        assertThatThrownBy(() -> play(1, fault("kill n9 for 1s")))
                .hasMessageContaining("step 1 (kill n9 for 1s): unknown node 'n9'");
        assertThatThrownBy(() -> play(1, fault("kill @east for 1s")))
                .hasMessageContaining("column 6: there is no group 'east'");
        assertThatThrownBy(() -> play(1, fault("kill n1 for uniform 5s..1s")))
                .hasMessageContaining("column 13: '5s' is more than '1s'");
        assertThatThrownBy(() -> play(1, fault("slow-disk @any by log x0.5..x20 for 1s")))
                .hasMessageContaining("column 19: the factor of a slow disk must be above 1");
        assertThatThrownBy(() -> play(1, new Step.Heal("nobody"))).hasMessageContaining("no fault has that name");
        assertThatThrownBy(() -> play(1, fault("read-only-disk n1 for 1s"))).hasMessageContaining("no disk here");
        assertThatThrownBy(() -> new Span("soon")).hasMessageContaining("'soon'");
    }

    @Test
    void aStepIsChosenOnceARun() {
        Scenario scenario = new Scenario(
                List.of(new Repeat(new Perhaps(0.25, fault("kill n1 for 1s")), 3, Optional.of(new Span("5s")))),
                groups);
        int chosen = 0;
        for (int seed = 0; seed < 400; seed++) {
            ScriptedInjector run = new ScriptedInjector("n1", "n2", "n3", "n4", "n5");
            Nemesis nemesis = Nemesis.install(run, scenario, NODES, seed);
            run.run(Duration.ofSeconds(30));
            nemesis.healAll();
            // What was not chosen is not reported as never reached.
            assertThat(nemesis.reports()).allMatch(FaultReport::effective);
            assertThat(nemesis.reports().size()).isIn(0, 3);
            chosen += nemesis.reports().isEmpty() ? 0 : 1;
        }
        assertThat(chosen).isBetween(78, 122); // the 99 % band of the binomial distribution
    }
}
