package dev.faultline.experiment;

import dev.faultline.experiment.Experiment.Option;
import dev.faultline.journal.Spelling;
import dev.faultline.workload.ClientContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the table {@code [options]}: {@code NAME = VALUE}, or {@code NAME = {default = VALUE, doc = "...", values =
 * [...]}}. What is set from outside must be of the default's type, and among the values if there are any.
 */
final class OptionsReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final List<String> RESERVED = List.of("nodes", ClientContext.OPERATION_TIMEOUT_MILLIS);

    private final Problems problems;
    private final Map<String, String> set;

    OptionsReader(Problems problems, Map<String, String> set) {
        this.problems = problems;
        this.set = set;
    }

    Map<String, Option> read(Section section) {
        Map<String, Option> options = new LinkedHashMap<>();
        for (String name : section.keys()) {
            if (!NAME.matcher(name).matches()) {
                section.problem(name, "the name of an option is of small letters, digits and '-'");
            } else if (RESERVED.contains(name)) {
                section.problem(name, "this name is taken: an option cannot be called '" + name + "'");
            }
            options.put(name, section.isTable(name) ? readFull(name, section.section(name)) : readShort(name, section));
        }
        set.keySet().stream()
                .filter(name -> !options.containsKey(name))
                .sorted()
                .forEach(name -> problems.addOutside(
                        "--set " + name + ": unknown option; " + Spelling.hint(name, "options", options.keySet())));
        return options;
    }

    private Option readShort(String name, Section section) {
        return section.template(name)
                .map(value -> option(name, value, "", List.of()))
                .orElse(new Option("", "", ""));
    }

    private Option readFull(String name, Section section) {
        String doc = section.template("doc").map(Template::text).orElse("");
        List<String> values =
                section.templates("values").stream().map(Template::text).toList();
        Optional<Template> value = section.template("default");
        if (!section.has("default")) {
            section.problem("default", "is missing; it is the value of the option unless set");
        } else if (value.isPresent()
                && !values.isEmpty()
                && !values.contains(value.get().text())) {
            section.problem("default", "'" + value.get().text() + "' is not one of the values");
        }
        section.refuseOthers();
        return value.map(present -> option(name, present, doc, values)).orElse(new Option("", "", doc));
    }

    private Option option(String name, Template byDefault, String doc, List<String> values) {
        String value = set.getOrDefault(name, byDefault.text());
        if (!values.isEmpty() && !values.contains(value) && set.containsKey(name)) {
            problems.addOutside(
                    "--set " + name + ": '" + value + "' is unknown; " + Spelling.hint(value, "values", values));
        }
        if (byDefault.literal()) {
            boolean flag = byDefault.text().equals("true") || byDefault.text().equals("false");
            if (!value.matches(flag ? "true|false" : "-?\\d{1,18}")) {
                problems.addOutside("--set " + name + ": must be " + (flag ? "true or false" : "an integer") + ", is '"
                        + value + "'");
                value = byDefault.text();
            }
        }
        return new Option(value, byDefault.text(), doc);
    }
}
