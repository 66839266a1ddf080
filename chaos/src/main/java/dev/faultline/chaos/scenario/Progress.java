package dev.faultline.chaos.scenario;

import dev.faultline.chaos.CallPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How far a scenario has come, by the paths of its steps: what was begun, and what waits for what. */
final class Progress {
    /** Those above before those below, in the order in which they stand. */
    private final Map<String, Step> steps = new LinkedHashMap<>();

    private final Function<CallPoint, Optional<String>> missed;
    /** How often each step has been begun: each time draws anew. */
    private final Map<String, Integer> begun = new LinkedHashMap<>();

    private final Map<String, Moment> waiting = new LinkedHashMap<>();
    private final Set<String> excused = new LinkedHashSet<>();
    private final Set<String> passedOver = new LinkedHashSet<>();
    private Optional<String> gaveUp = Optional.empty();
    /** What steps that were begun have not come to yet. */
    private final Map<String, List<String>> left = new LinkedHashMap<>();

    /**
     * A fault that no one has come to.
     *
     * @param origin who asks for it
     * @param why as the end of a sentence
     */
    record Unreached(Strikes.Origin origin, String fault, String why) {}

    /**
     * Makes one.
     *
     * @param missed returns why a point in a call may not have come, as the end of a sentence, if that is known
     */
    Progress(Scenario scenario, Function<CallPoint, Optional<String>> missed) {
        this.missed = missed;
        for (int i = 0; i < scenario.steps().size(); i++) {
            Steps.walk(scenario.steps().get(i), Steps.below("", i), steps::put);
            excused.addAll(Steps.excused(scenario.steps().get(i), Steps.below("", i)));
        }
    }

    /** Says why no more steps have come. */
    void giveUp(String why) {
        gaveUp = Optional.of(why);
    }

    void begin(String path) {
        begun.merge(path, 1, Integer::sum);
    }

    int times(String path) {
        return begun.getOrDefault(path, 0);
    }

    /** Returns who asks for a fault: the step, and of one that rolls the node. */
    Strikes.Origin origin(String path, String node) {
        return new Strikes.Origin(path, node, excused.contains(path));
    }

    void await(String path, Moment moment) {
        waiting.put(path, moment);
    }

    void awake(String path) {
        waiting.remove(path);
    }

    /** Says that another was chosen, so that nobody misses what is there. */
    void passOver(String path) {
        passedOver.add(path);
    }

    /** Says which faults of the step are still to come. */
    void leave(String path, List<String> faults) {
        left.put(path, faults);
    }

    /** Returns the faults that no one has come to, with the reason. */
    List<Unreached> unreached() {
        List<Unreached> unreached = new ArrayList<>();
        steps.forEach((path, step) -> {
            if (begun.containsKey(path)) {
                left.getOrDefault(path, List.of())
                        .forEach(fault -> unreached.add(new Unreached(origin(path, ""), fault, whyOver())));
            } else if (!wasPassedOver(path)) {
                fault(step).forEach(fault -> unreached.add(new Unreached(origin(path, ""), fault, why(path))));
            }
        });
        return unreached;
    }

    private static List<String> fault(Step step) {
        return switch (step) {
            case Step.Break broken -> List.of(broken.fault().toString());
            case Step.Change change -> List.of(change.fault().toString());
            case Step.Rolling rolling -> List.of(rolling.toString());
            case Step.Heal heal -> List.of(heal.toString());
            default -> List.of();
        };
    }

    private boolean wasPassedOver(String path) {
        return passedOver.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "."));
    }

    private String missed(Moment moment) {
        return moment instanceof Moment.Call(CallPoint point)
                ? missed.apply(point).map(why -> "; " + why).orElse("")
                : "";
    }

    /** Returns whether the step comes after the one that waits: where their ways part, there is a sequence. */
    private boolean isBehind(String path, String waiting) {
        List<String> later = List.of(path.split("\\."));
        List<String> earlier = List.of(waiting.split("\\."));
        int common = 0;
        while (common < Math.min(later.size(), earlier.size())
                && later.get(common).equals(earlier.get(common))) {
            common++;
        }
        if (common == later.size()
                || common == earlier.size()
                || !(steps.get(String.join(".", later.subList(0, common))) instanceof Step.Sequence)
                || Integer.parseInt(later.get(common)) < Integer.parseInt(earlier.get(common))) {
            return false;
        }
        for (int above = common + 1; above < earlier.size(); above++) {
            Step over = steps.get(String.join(".", earlier.subList(0, above)));
            if (over != null && Steps.isEndless(over)) {
                return false; // what comes then does not begin whatever becomes of that moment
            }
        }
        return true;
    }

    private String whyOver() {
        return gaveUp.orElse("the run was over before its turn came");
    }

    private String why(String path) {
        if (gaveUp.isPresent()) {
            return gaveUp.get();
        }
        for (Map.Entry<String, Moment> each : waiting.entrySet()) {
            if (isBehind(path, each.getKey())) {
                return each.getValue() instanceof Moment.At at
                        ? "the run was over before " + at.at()
                        : "it was to be " + each.getValue() + ", which did not come" + missed(each.getValue());
            }
        }
        return whyOver();
    }
}
