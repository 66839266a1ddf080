package dev.faultline.cli;

import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.scenario.Step;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what a scenario says, a step a line, what is in it below. */
final class ScenarioPrinter {
    private final PrintStream out;

    ScenarioPrinter(PrintStream out) {
        this.out = out;
    }

    void print(Scenario scenario) {
        for (int i = 0; i < scenario.steps().size(); i++) {
            print(scenario.steps().get(i), String.valueOf(i + 1), 0, "");
        }
    }

    private void print(Step step, String path, int depth, String before) {
        if (step instanceof Step.Excused(Step excused)) {
            print(excused, path, depth, before + "optional: ");
            return;
        }
        out.println("  ".repeat(depth) + path + "  " + before + head(step));
        switch (step) {
            case Step.Sequence sequence -> below(sequence.steps(), path, depth);
            case Step.Together together -> below(together.steps(), path, depth);
            case Step.Choose choose -> {
                for (int i = 0; i < choose.options().size(); i++) {
                    Step.Option option = choose.options().get(i);
                    print(option.step(), path + "." + (i + 1), depth + 1, "weight " + option.weight() + ": ");
                }
            }
            case Step.Repeat repeat -> below(List.of(repeat.step()), path, depth);
            case Step.While during -> below(List.of(during.step()), path, depth);
            case Step.Perhaps perhaps -> below(List.of(perhaps.step()), path, depth);
            case Step.Excused ignored -> throw new IllegalStateException("printed with what is in it");
            case Step.Break ignored -> {}
            case Step.Rolling ignored -> {}
            case Step.Heal ignored -> {}
            case Step.Change ignored -> {}
            case Step.Wait ignored -> {}
        }
    }

    private void below(List<Step> steps, String path, int depth) {
        for (int i = 0; i < steps.size(); i++) {
            print(steps.get(i), path + "." + (i + 1), depth + 1, "");
        }
    }

    private static String head(Step step) {
        return switch (step) {
            case Step.Sequence ignored -> "one after the other";
            case Step.Together ignored -> "all at once";
            case Step.Choose ignored -> "one of these";
            case Step.Repeat repeat -> repeated(repeat);
            case Step.Perhaps perhaps -> "in some runs, chosen with " + perhaps.chance();
            case Step.While during -> "from " + during.since() + " until " + during.until();
            default -> step.toString();
        };
    }

    private static String repeated(Step.Repeat repeat) {
        return (repeat.times() == 0 ? "again and again" : repeat.times() + " times")
                + repeat.every().map(every -> ", every " + every).orElse("");
    }

    /** Returns the step in one line. */
    static String sentence(Step step) {
        return switch (step) {
            case Step.Sequence sequence -> joined(sequence.steps(), ", then ");
            case Step.Together together -> joined(together.steps(), " and ");
            case Step.Choose choose ->
                joined(choose.options().stream().map(Step.Option::step).toList(), " or ");
            case Step.Repeat repeat -> repeated(repeat) + ": " + sentence(repeat.step());
            case Step.Perhaps perhaps -> head(perhaps) + ": " + sentence(perhaps.step());
            case Step.Excused excused -> "optional: " + sentence(excused.step());
            case Step.While during -> head(during) + ": " + sentence(during.step());
            default -> step.toString();
        };
    }

    private static String joined(List<Step> steps, String between) {
        return steps.stream().map(ScenarioPrinter::sentence).collect(Collectors.joining(between, "(", ")"));
    }
}
