package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code faultline list}: the built-in experiments and their options. */
@Command(name = "list", description = "Lists the built-in experiments and their options.")
final class ListCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        for (Experiments.BuiltIn builtIn : Experiments.builtIns()) {
            System.out.println(builtIn.name() + " - " + builtIn.description());
            Experiment experiment = Experiments.load(builtIn.name(), Map.of());
            experiment
                    .options()
                    .forEach((name, option) -> System.out.println(
                            "    --set " + name + "=" + option.defaultValue() + "    " + option.doc()));
        }
        return 0;
    }
}
