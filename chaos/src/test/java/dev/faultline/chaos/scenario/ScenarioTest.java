package dev.faultline.chaos.scenario;

import static dev.faultline.chaos.scenario.Stage.at;
import static dev.faultline.chaos.scenario.Stage.fault;
import static dev.faultline.chaos.scenario.Stage.named;
import static dev.faultline.chaos.scenario.Stage.rolling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.Schedule;
import dev.faultline.chaos.scenario.Moment.After;
import dev.faultline.chaos.scenario.Step.Choose;
import dev.faultline.chaos.scenario.Step.Option;
import dev.faultline.chaos.scenario.Step.Perhaps;
import dev.faultline.chaos.scenario.Step.Repeat;
import dev.faultline.chaos.scenario.Step.Sequence;
import dev.faultline.chaos.scenario.Step.Together;
import dev.faultline.chaos.scenario.Step.Wait;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In which order steps are played, how often, and what of them is drawn. */
class ScenarioTest {
    private final Stage stage = new Stage();
    private final ScriptedInjector injector = stage.injector();

    @Test
    void aFaultBeginsAtItsTimeAndASequenceWaitsForTheOneBefore() {
        stage.play(
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
        stage.play(
                1,
                new Sequence(List.of(
                        new Together(List.of(fault("kill n1 for 2s"), fault("pause n2 for 5s"))),
                        fault("kill n3 for 1s"))));
        assertThat(injector.log().get(1)).isEqualTo("0s + pause n2 for 5s");
        assertThat(injector.log().get(4)).isEqualTo("5s + kill n3 for 1s");
    }

    @Test
    void aRollingFaultStrikesOneNodeAfterTheOther() {
        stage.play(1, new Sequence(List.of(rolling("stop n3,n1,n2 for 2s", ""), fault("kill n5 for 1s"))));
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
        stage.play(3, at("1s", rolling("kill all for uniform 1s..9s", "5s")));
        List<String> begun = injector.log().stream()
                .filter(line -> line.contains(" + "))
                .map(line -> line.replaceFirst("for .*", ""))
                .toList();
        assertThat(begun)
                .containsExactly(
                        "1s + kill n1 ", "6s + kill n2 ", "11s + kill n3 ", "16s + kill n4 ", "21s + kill n5 ");
        assertThat(stage.reports()).extracting(FaultReport::fault).doesNotHaveDuplicates();
        assertThat(new HashSet<>(stage.reports().stream()
                        .map(report -> report.fault().replaceFirst(".*for ", ""))
                        .toList()))
                .hasSize(5);
    }

    @Test
    void aFaultThatIsChangedConflictsWithOthersOnly() {
        stage.play(
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
        assertThat(stage.reports())
                .extracting(FaultReport::toString)
                .anyMatch(report ->
                        report.contains("never injected: fault 2 (partition sides n4 | n5 for ever) has hold"))
                .contains("5. heal split: WITHOUT EFFECT: never injected: no fault 'split' was on");
    }

    @Test
    void aStepIsRepeatedAtIntervalsOrOneAfterTheOther() {
        stage.play(1, new Repeat(fault("reset n1 <> n2"), 3, Optional.of(new Span("10s"))));
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
        stage.play(
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
        assertThat(stage.reports()).hasSize(2).allMatch(FaultReport::wasInjected);
    }

    @Test
    void whatFollowsAFaultWithoutAnEndDoesNotBeginAgainWhenThatIsHealed() {
        stage.play(
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
    void drawsStayInTheirRangeDifferBySeedAndByTimeAndDoNotDependOnOtherSteps() {
        Set<String> drawn = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            ScriptedInjector alone = new ScriptedInjector("n1", "n2", "n3", "n4", "n5");
            Step step = new Repeat(fault("kill @any for uniform 1s..5s"), 3, Optional.of(new Span("log 6s..8s")));
            Nemesis.install(
                    alone, new Scenario(List.of(at("1s", fault("reset n1 <> n2")), step), Map.of()), Stage.NODES, seed);
            alone.run(Duration.ofSeconds(60));
            ScriptedInjector crowded = new ScriptedInjector("n1", "n2", "n3", "n4", "n5");
            Nemesis.install(
                    crowded,
                    new Scenario(List.of(at("2s", fault("stall @any > @others for 1s")), step), Map.of()),
                    Stage.NODES,
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
        Nemesis nemesis = stage.play(
                3,
                new Repeat(fault("kill @any for uniform 1s..5s"), 3, Optional.of(new Span("6s"))),
                at("2s", new Step.Heal("gone")),
                at("1s", named("gone", "latency @west <> @others by constant 5ms for 8s")));
        List<String> log = List.copyOf(injector.log());
        assertThat(log).contains("2s - latency n1,n2 <> n3,n4,n5 by constant 5ms for 8s");

        ScriptedInjector again = new ScriptedInjector("n1", "n2", "n3", "n4", "n5");
        Schedule schedule = Schedule.parse(nemesis.played().toString());
        Nemesis.install(again, schedule, Stage.NODES);
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
    void faultsThatFollowEachOtherWithoutAGapPlayTheSameFromWhatWasPlayed() {
        Nemesis nemesis = stage.play(
                3,
                new Repeat(fault("kill n1 for uniform 1s..3s"), 3, Optional.empty()),
                named("split", "partition sides n1 | n2,n3"),
                at("2s", new Step.Change("split", FaultTemplate.parse("partition sides n1 | n3,n4"))),
                at("9s", new Step.Heal("split")));
        List<String> log = List.copyOf(injector.log());

        Stage again = new Stage();
        again.play(
                3,
                Scenario.of(Schedule.parse(nemesis.played().toString())).steps().toArray(Step[]::new));
        assertThat(again.reports()).hasSize(5).allMatch(FaultReport::wasInjected);
        assertThat(again.injector().log())
                .map(line -> line.replaceFirst(" for (ever|[0-9.]+s)$", ""))
                .containsExactlyInAnyOrderElementsOf(log.stream()
                        .map(line -> line.replaceFirst(" for (ever|[0-9.]+s)$", ""))
                        .toList());
    }

    @Test
    void faultsOfOneInstantStandInWhatWasPlayedAsTheyStruck() {
        Nemesis nemesis = stage.play(1, at("2s", fault("pause n1 for 5s")), at("2s", fault("kill n2 for 1s")));
        assertThat(nemesis.played().toString()).isEqualTo("2s pause n1 for 5s\n2s kill n2 for 1s\n");
    }

    @Test
    void aStepThatIsTakenOutLeavesTheDrawsOfThoseBehindIt() {
        Step first = at("1s", fault("pause @any for uniform 1s..2s"));
        Step second = new Sequence(List.of(
                new Wait(new After(new Span("uniform 4s..6s"))),
                new Choose(List.of(
                        new Option(1, fault("kill @any for uniform 1s..5s")),
                        new Option(1, fault("stall @any > @others for uniform 1s..5s"))))));
        Set<String> drawn = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            List<String> both = played(seed, first, second).stream()
                    .filter(line -> !line.contains("pause"))
                    .toList();
            assertThat(played(seed, second)).as("seed %d", seed).isEqualTo(both).hasSize(2);
            drawn.addAll(both);
        }
        assertThat(drawn).hasSizeGreaterThan(90);
    }

    private static List<String> played(long seed, Step... steps) {
        Stage stage = new Stage();
        stage.play(seed, steps);
        return stage.injector().log();
    }

    @Test
    void whatCouldNeverComeIsRefused() {
        Step endless = new Step.While(EventPattern.of("Up"), EventPattern.of("Down"), fault("kill n1 for 1s"));
        Step forEver = new Repeat(fault("kill n1 for 1s"), 0, Optional.of(new Span("5s")));
        for (Step step : List.of(
                endless,
                forEver,
                new Together(List.of(fault("kill n1 for 1s"), forEver)),
                new Choose(List.of(new Option(1, endless), new Option(2, forEver))),
                new Sequence(List.of(fault("kill n1 for 1s"), endless)))) {
            assertThatThrownBy(() -> new Sequence(List.of(step, fault("kill n2 for 1s"))))
                    .hasMessageContaining("step 2 of the sequence never comes");
            assertThatThrownBy(() -> new Repeat(step, 2, Optional.empty())).hasMessageContaining("has no end");
            assertThatCode(() -> new Sequence(List.of(fault("kill n2 for 1s"), step)))
                    .doesNotThrowAnyException();
            assertThatCode(() -> new Sequence(List.of(new Perhaps(0.5, step), fault("kill n2 for 1s"))))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aStepIsChosenOnceARun() {
        Scenario scenario = new Scenario(
                List.of(new Repeat(new Perhaps(0.25, fault("kill n1 for 1s")), 3, Optional.of(new Span("5s")))),
                Stage.GROUPS);
        int chosen = 0;
        for (int seed = 0; seed < 400; seed++) {
            ScriptedInjector run = new ScriptedInjector("n1", "n2", "n3", "n4", "n5");
            Nemesis nemesis = Nemesis.install(run, scenario, Stage.NODES, seed);
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
