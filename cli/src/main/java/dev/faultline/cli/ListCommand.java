package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code faultline list}: the built-in experiments and their options. */
@Command(name = "list", description = "Lists the built-in experiments and their options.")
final class ListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Prints an object of JSON a line for every experiment.")
    private boolean json;

    @Override
    public Integer call() {
        for (Experiments.BuiltIn builtIn : Experiments.builtIns()) {
            Map<String, Experiment.Option> options =
                    Experiments.load(builtIn.name(), Map.of()).options();
            if (json) {
                System.out.println(JsonMapper.shared().writeValueAsString(fields(builtIn, options)));
            } else {
                System.out.println(builtIn.name() + " - " + builtIn.description());
                options.forEach((name, option) ->
                        System.out.println("    --set " + name + "=" + option.defaultValue() + "    " + option.doc()));
            }
        }
        return 0;
    }

    private static Map<String, Object> fields(Experiments.BuiltIn builtIn, Map<String, Experiment.Option> options) {
        List<Map<String, Object>> all = new ArrayList<>();
        options.forEach((name, option) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.put("default", option.defaultValue());
            one.put("doc", option.doc());
            all.add(one);
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", builtIn.name());
        fields.put("description", builtIn.description());
        fields.put("options", all);
        return fields;
    }
}
