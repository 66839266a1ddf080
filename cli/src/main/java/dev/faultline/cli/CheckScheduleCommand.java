package dev.faultline.cli;

import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.file.Surroundings;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.experiment.Environment;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.ScheduleText;
import dev.faultline.journal.Amount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code faultline check-schedule}: what a schedule says, or what is wrong with it. */
@Command(
        name = "check-schedule",
        description = "Says what a schedule means, or everything that is wrong with it, each with its place.",
        footer = {
            "",
            "A schedule is TOML (.toml), YAML (.yaml, .yml), or lines (other names):",
            "  12s kill n1 for 3s",
            "  uniform 20s..30s partition halves @half | @others for 5s",
            "In TOML and YAML there are also triggers, sequences, repeats and choices: docs/schedules.md.",
            "",
            "Exit codes: 0 it is one, 254 it is none, 255 internal error."
        })
final class CheckScheduleCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(index = "0", paramLabel = "FILE", description = "The schedule.")
    private String file = "";

    @Option(
            names = "--nodes",
            paramLabel = "NAMES",
            split = ",",
            description = "The nodes that there are, with commas between them. Without them, any names may be nodes.")
    private List<String> nodes = List.of();

    @Option(
            names = "--experiment",
            paramLabel = "EXPERIMENT",
            description = "The experiment that it is for, whose nodes these are.")
    private String experiment = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Sets an option of the experiment, which may decide on its nodes; may be given several times.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        if (!nodes.isEmpty() && !experiment.isEmpty()) {
            throw new UsageException("--nodes and --experiment both say which nodes there are; give one of them");
        }
        if (!set.isEmpty() && experiment.isEmpty()) {
            throw new UsageException("--set is about the options of an experiment; give it with --experiment");
        }
        Surroundings there = experiment.isEmpty() ? Surroundings.of(nodes) : of(Experiments.load(experiment, set));
        Surroundings surroundings = there.with(
                there.suits().and(Environment.named(Environment.USUAL).suitability()));
        List<String> names = surroundings.nodes();
        Scenario scenario = ScheduleText.ofFile(file).scenario(surroundings);
        if (json) {
            System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields(scenario, names)));
            return 0;
        }
        scenario.groups()
                .forEach((name, members) -> System.out.println("group " + name + ": " + String.join(", ", members)));
        new ScenarioPrinter(System.out).print(scenario);
        System.out.println(sum(scenario)
                + (names.isEmpty() ? "; whether its nodes exist, --nodes or --experiment would tell" : ""));
        return 0;
    }

    private static Surroundings of(Experiment experiment) {
        return experiment.surroundings().until(experiment.faultsEnd());
    }

    private static String sum(Scenario scenario) {
        List<FaultTemplate> faults = scenario.faults();
        return Amount.of(scenario.steps().size(), "step") + ", " + Amount.of(faults.size(), "fault");
    }

    private static Map<String, Object> fields(Scenario scenario, List<String> names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "steps",
                scenario.steps().stream().map(ScenarioPrinter::sentence).toList());
        fields.put(
                "faults",
                scenario.faults().stream().map(FaultTemplate::toString).toList());
        fields.put(
                "kinds",
                scenario.faults().stream()
                        .map(FaultTemplate::kind)
                        .distinct()
                        .sorted()
                        .toList());
        fields.put("groups", scenario.groups());
        fields.put("nodes", names);
        return fields;
    }
}
