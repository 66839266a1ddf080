package dev.faultline.chaos.file;

import dev.faultline.chaos.scenario.Moment;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.scenario.Step;
import java.util.List;
import java.util.Optional;

/** Writes a scenario of faults at times as lines. */
final class LinesText {
    private LinesText() {}

    static String of(Scenario scenario) {
        StringBuilder text = new StringBuilder();
        for (Step step : scenario.steps()) {
            text.append(line(step)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "lines say faults and their times, and nothing else: " + step)))
                    .append('\n');
        }
        return text.toString();
    }

    private static Optional<String> line(Step step) {
        if (step instanceof Step.Sequence(List<Step> steps)
                && steps.size() == 2
                && steps.getFirst() instanceof Step.Wait(Moment.At at)) {
            return fault(steps.getLast()).map(fault -> at.at() + " " + fault);
        }
        return fault(step);
    }

    private static Optional<String> fault(Step step) {
        return switch (step) {
            case Step.Break fault
            when fault.name().isEmpty() -> Optional.of(fault.fault().toString());
            case Step.Excused(Step excused) -> fault(excused).map(fault -> Words.OPTIONAL + " " + fault);
            case Step.Rolling rolling -> Optional.of(rolling.toString());
            default -> Optional.empty();
        };
    }
}
