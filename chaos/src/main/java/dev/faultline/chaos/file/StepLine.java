package dev.faultline.chaos.file;

import dev.faultline.chaos.Quotes;
import dev.faultline.chaos.scenario.Moment;
import dev.faultline.chaos.scenario.Span;
import dev.faultline.chaos.scenario.Step;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a step from a line: a fault, with its time before it or behind {@code at} in it, or at once. {@code 12s kill n1 for
 * 3s}, {@code uniform 5s..10s kill @any for 3s}, {@code kill n1 at 12s for 3s}; {@code rolling stop all for 2s every 10s}.
 */
final class StepLine {
    private static final Pattern BEFORE = Pattern.compile("(\\s*)(" + FaultReader.SPAN + ")(\\s.*)?", Pattern.DOTALL);
    private static final Pattern INSIDE = Pattern.compile("\\sat\\s+(" + FaultReader.SPAN + ")(?=\\s|$)");

    /** The same where packets are told of, which may be those at an address, or at a node whose name is a number. */
    private static final Pattern INSIDE_OF_PACKETS = Pattern.compile(
            "\\sat\\s+((?:uniform|log)[ \\t]+[0-9]\\S*|-?[0-9]+(?:\\.[0-9]+)?(?:ns|us|ms|s|m|h))(?=\\s|$)");

    private static final Pattern OF_PACKETS = Pattern.compile(".*\\s(?:only|except)\\s.*", Pattern.DOTALL);

    private final FaultReader faults;

    StepLine(FaultReader faults) {
        this.faults = faults;
    }

    Optional<Step> read(Tree.Spot spot, String path, String line) {
        if (line.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            faults.told(spot, path, "a step in one text is one line");
            return Optional.empty();
        }
        Matcher before = BEFORE.matcher(line);
        String hidden = Quotes.hidden(line);
        Matcher inside = (OF_PACKETS.matcher(hidden).matches() ? INSIDE_OF_PACKETS : INSIDE).matcher(hidden);
        String time = "";
        String fault = line;
        if (before.matches()) {
            time = before.group(2);
            String rest = before.group(3);
            fault = rest == null ? "" : rest.strip();
        } else if (inside.find()) {
            time = inside.group(1);
            fault = line.substring(0, inside.start()) + line.substring(inside.end());
        }
        if (fault.isBlank() && !time.isEmpty()) {
            faults.told(
                    spot,
                    path,
                    "'" + time + "' says when, and nothing what; write the fault behind it, such as " + time
                            + " kill n1 for 3s");
            return Optional.empty();
        }
        Optional<Step> step = faults.step(spot, path, fault);
        if (time.isEmpty()) {
            return step;
        }
        Optional<Span> span = span(spot, path, time);
        return step.flatMap(each -> span.map(at -> new Step.Sequence(List.of(new Step.Wait(new Moment.At(at)), each))));
    }

    private Optional<Span> span(Tree.Spot spot, String path, String time) {
        try {
            Span span = new Span(time);
            faults.tooLate(span).ifPresent(problem -> faults.told(spot, path, problem));
            return Optional.of(span);
        } catch (IllegalArgumentException e) {
            faults.told(spot, path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
