package dev.faultline.experiment;

import dev.faultline.sim.Ending;
import dev.faultline.sim.Event;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at every line that the nodes of the system print, and finds the first that no node may print. */
final class PrintWatch {
    private final List<LinePattern> patterns;
    private final List<Pattern> compiled;
    private final List<String> nodes;
    private long lines;
    private @Nullable PrintedLine first;

    private PrintWatch(List<LinePattern> patterns, List<String> nodes) {
        this.patterns = patterns;
        this.nodes = nodes;
        compiled = patterns.stream().map(LinePattern::compiled).toList();
    }

    /** Lets the output of these nodes be looked at; costs nothing where there are no patterns. */
    static PrintWatch install(Cluster cluster, List<LinePattern> patterns, List<String> nodes) {
        PrintWatch watch = new PrintWatch(patterns, nodes);
        if (!patterns.isEmpty()) {
            cluster.observe(watch::observe);
        }
        return watch;
    }

    /** Returns whether an event is to be made of a line, as nobody may print it. */
    boolean isForbidden(String node, String line) {
        if (patterns.isEmpty() || !nodes.contains(node)) {
            return false;
        }
        lines++;
        return pattern(line) >= 0;
    }

    private int pattern(String line) {
        for (int i = 0; i < compiled.size(); i++) {
            if (compiled.get(i).matcher(line).find()) {
                return i;
            }
        }
        return -1;
    }

    private void observe(Event event) {
        if (first == null && event.name().equals("LinePrinted")) {
            String line = String.valueOf(event.data().get("line"));
            int pattern = nodes.contains(event.node()) ? pattern(line) : -1;
            if (pattern >= 0) {
                first = new PrintedLine(patterns.get(pattern), event.node(), line, event.timeNanos(), event.step());
            }
        }
    }

    boolean seesViolation() {
        return first != null;
    }

    Optional<PrintedLine> found() {
        return Optional.ofNullable(first);
    }

    /** Returns the answer with what was printed taken into account. */
    RunResult.Answer judge(RunResult.Answer answer) {
        if (first == null) {
            return answer;
        }
        boolean both = answer.kind() == RunResult.Kind.VIOLATION;
        return new RunResult.Answer(
                RunResult.Kind.VIOLATION,
                both ? answer.ground() : RunResult.Ground.OUTPUT,
                both ? answer.sentence() + "\nand " + first.sentence() : first.sentence(),
                answer.check());
    }

    /** Returns what follows from the output alone, where nobody asked anything of a system that ran to the end. */
    RunResult.Answer alone(RunResult.Answer unasked, Ending ending) {
        if (patterns.isEmpty()
                || unasked.ground() != RunResult.Ground.NO_CLIENT
                || !(ending instanceof Ending.TimeUp)) {
            return unasked;
        }
        if (lines == 0) {
            String silent =
                    unasked.sentence() + ", and as no node printed anything, never-printed had nothing to look at";
            return new RunResult.Answer(unasked.kind(), unasked.ground(), silent, Optional.empty());
        }
        String sentence = "no node printed what [check] has as never-printed: " + lines
                + (lines == 1 ? " line was" : " lines were")
                + " looked at; there is no client, so nothing else was checked";
        return new RunResult.Answer(RunResult.Kind.VALID, RunResult.Ground.OUTPUT, sentence, Optional.empty());
    }
}
