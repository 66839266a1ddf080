package dev.faultline.chaos.scenario;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.FaultTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The steps of a scenario as a tree: each has a path, such as {@code 2.1}, and a name under which it draws. */
final class Steps {
    private Steps() {}

    static String below(String path, int index) {
        return path.isEmpty() ? String.valueOf(index + 1) : path + "." + (index + 1);
    }

    /** Returns the step without what excuses it, which has no path of its own: what is drawn is the same with it and without. */
    static Step bare(Step step) {
        return step instanceof Step.Excused(Step inner) ? bare(inner) : step;
    }

    /** Returns the paths of all steps, from this on, that are excused, they or one above. */
    static Set<String> excused(Step step, String path) {
        Set<String> excused = new LinkedHashSet<>();
        excused(step, path, false, excused);
        return excused;
    }

    private static void excused(Step given, String path, boolean above, Set<String> excused) {
        boolean is = above || given instanceof Step.Excused;
        if (is) {
            excused.add(path);
        }
        List<Step> children = children(bare(given));
        for (int i = 0; i < children.size(); i++) {
            excused(children.get(i), below(path, i), is, excused);
        }
    }

    /** Returns which of the options is taken, by a number from 0 up to 1 that was drawn. */
    static int chosen(Step.Choose choose, double drawn) {
        double left = drawn
                * choose.options().stream().mapToDouble(Step.Option::weight).sum();
        int chosen = 0;
        while (chosen < choose.options().size() - 1
                && left >= choose.options().get(chosen).weight()) {
            left -= choose.options().get(chosen).weight();
            chosen++;
        }
        return chosen;
    }

    /** Visits the step and all below it, each with its path, those above first. */
    static void walk(Step given, String path, BiConsumer<String, Step> visitor) {
        Step step = bare(given);
        visitor.accept(path, step);
        List<Step> children = children(step);
        for (int i = 0; i < children.size(); i++) {
            walk(children.get(i), below(path, i), visitor);
        }
    }

    /**
     * Returns for the path of each step the name under which it draws: what the step itself says, and how many before it say
     * the same. So a step that is taken out changes what others draw only if they say the same.
     */
    static Map<String, String> names(List<Step> steps) {
        Map<String, String> names = new HashMap<>();
        Map<String, Integer> times = new HashMap<>();
        walk(new Step.Together(steps), "", (path, step) -> {
            String said = said(step);
            names.put(path, said + " (" + times.merge(said, 1, Integer::sum) + ")");
        });
        return names;
    }

    /** What is below a step that draws nothing of it is left out. */
    private static String said(Step step) {
        return switch (step) {
            case Step.Sequence _ -> "sequence";
            case Step.Together _ -> "parallel";
            case Step.While _ -> "while";
            case Step.Repeat repeat ->
                "repeat " + repeat.every().map(Span::toString).orElse("");
            case Step.Choose choose ->
                choose.options().stream()
                        .map(option -> option.weight() + " " + said(bare(option.step())))
                        .collect(Collectors.joining(", ", "choose ", ""));
            case Step.Perhaps perhaps -> "chosen " + perhaps.chance() + " " + said(bare(perhaps.step()));
            default -> step.toString();
        };
    }

    /** Returns every fault that the steps may inject, in the order in which they stand. */
    static List<FaultTemplate> faults(Step step) {
        List<FaultTemplate> faults = new ArrayList<>();
        walk(step, "", (path, each) -> {
            switch (each) {
                case Step.Break fault -> faults.add(fault.fault());
                case Step.Change change -> faults.add(change.fault());
                case Step.Rolling rolling -> faults.add(rolling.fault());
                default -> {}
            }
        });
        return faults;
    }

    /**
     * Gathers the faults that hit the node of an event where there is none.
     *
     * @param follows whether the step follows an event
     */
    static void astray(Step given, boolean follows, List<FaultTemplate> astray) {
        Step step = bare(given);
        if (step instanceof Step.Sequence(List<Step> steps)) {
            boolean known = follows;
            for (Step each : steps) {
                astray(each, known, astray);
                // Only a wait of the sequence itself has its node known to what follows, as the player has it.
                known |= each instanceof Step.Wait(Moment until) && until.isOfEvent();
            }
            return;
        }
        children(step).forEach(child -> astray(child, follows || step instanceof Step.While, astray));
        Optional<FaultTemplate> fault = switch (step) {
            case Step.Break broken -> Optional.of(broken.fault());
            case Step.Change change -> Optional.of(change.fault());
            case Step.Rolling rolling -> Optional.of(rolling.fault());
            default -> Optional.empty();
        };
        fault.filter(each -> !follows && each.hitsTrigger()).ifPresent(astray::add);
    }

    /** Returns the points in calls that the steps may wait for, in the order in which they stand. */
    static List<CallPoint> points(Step step) {
        List<CallPoint> points = new ArrayList<>();
        walk(step, "", (path, each) -> {
            if (each instanceof Step.Wait(Moment.Call(CallPoint point))) {
                points.add(point);
            }
        });
        return points;
    }

    /** Returns whether what stands behind the step in a sequence never comes, whatever happens. */
    static boolean isEndless(Step step) {
        return switch (step) {
            case Step.While ignored -> true;
            case Step.Repeat repeat -> repeat.times() == 0 || (repeat.every().isEmpty() && isEndless(repeat.step()));
            case Step.Sequence sequence -> sequence.steps().stream().anyMatch(Steps::isEndless);
            case Step.Together together -> together.steps().stream().anyMatch(Steps::isEndless);
            case Step.Choose choose -> choose.options().stream().allMatch(option -> isEndless(option.step()));
            case Step.Perhaps perhaps -> perhaps.chance() == 1 && isEndless(perhaps.step());
            case Step.Excused excused -> isEndless(excused.step());
            case Step.Break _, Step.Rolling _, Step.Heal _, Step.Change _, Step.Wait _ -> false;
        };
    }

    private static List<Step> children(Step step) {
        return switch (step) {
            case Step.Sequence sequence -> sequence.steps();
            case Step.Together together -> together.steps();
            case Step.Choose choose ->
                choose.options().stream().map(Step.Option::step).toList();
            case Step.Repeat repeat -> List.of(repeat.step());
            case Step.While during -> List.of(during.step());
            case Step.Perhaps perhaps -> List.of(perhaps.step());
            case Step.Excused excused -> children(excused.step());
            case Step.Break ignored -> List.of();
            case Step.Rolling ignored -> List.of();
            case Step.Heal ignored -> List.of();
            case Step.Change ignored -> List.of();
            case Step.Wait ignored -> List.of();
        };
    }
}
