package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.NodeEnd;
import dev.faultline.experiment.NodeStory;
import dev.faultline.experiment.Remedy;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Verification;
import dev.faultline.experiment.WorkerReply;
import dev.faultline.sim.UnmodelledUse;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** What the doctor found, for people and for programs. */
final class Diagnosis {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double NANOS = 1e9;

    private final Experiment experiment;
    private final Verification.Outcome outcome;
    private final WorkerReply reply;

    /** Makes one. */
    Diagnosis(Experiment experiment, Verification.Outcome outcome) {
        this.experiment = experiment;
        this.outcome = outcome;
        reply = outcome.reply();
    }

    int exitCode() {
        if (reply.verdict().equals("ERROR")) {
            return 2;
        }
        if (!outcome.identical()) {
            return 1;
        }
        return !ran()
                        || reply.unmodelledUses().stream()
                                .anyMatch(use -> use.kind().isOpen())
                ? 2
                : 0;
    }

    /** Whether the system did what it was started for: its programs went on, and whoever asked was answered. */
    private boolean ran() {
        boolean asked = experiment.client().isThere();
        return !reply.isFailure()
                && reply.ends().isEmpty()
                && reply.nodes().stream().allMatch(node -> node.state().isSound())
                && (asked ? reply.isExercised() : !reply.ground().equals(RunResult.Ground.UNFINISHED.name()));
    }

    // ---- for people

    void print(PrintStream out) {
        out.println(String.format(
                Locale.ROOT,
                "%s, seed %d: %d node%s, %.1f virtual s",
                experiment.name(),
                outcome.seed(),
                experiment.system().nodes().size(),
                experiment.system().nodes().size() == 1 ? "" : "s",
                reply.virtualNanos() / NANOS));
        out.println("run            " + (ran() ? "" : "the system did not run: ") + indented(reply.sentence()));
        printNodes(out);
        printUses(out);
        out.println("deterministic  "
                + (outcome.identical()
                        ? "yes: a run, its repetition in the same JVM, and a run in a fresh JVM are identical,"
                                + " fingerprint "
                                + reply.fingerprint()
                        : "no: " + outcome.report()));
    }

    private static String indented(String text) {
        return text.replace("\n", "\n    ");
    }

    private void printNodes(PrintStream out) {
        for (NodeStory node : reply.nodes()) {
            out.println("node           " + node.sentence());
            node.stacks().forEach(stack -> out.println("    " + indented(stack)));
            node.ends().forEach(end -> printEnd(out, node, end));
            print(out, "the last that " + node.node() + " printed:", node.lastLines());
        }
    }

    /** The last end of a node that did not start again is what its own line says. */
    private static void printEnd(PrintStream out, NodeStory node, NodeEnd end) {
        if (end.restartedNanos() >= 0) {
            out.println("  before       " + end.sentence());
            print(out, "the last that " + node.node() + " printed then:", end.lastLines());
        }
    }

    private static void print(PrintStream out, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println("               " + heading);
            lines.forEach(line -> out.println("    " + line));
        }
    }

    private void printUses(PrintStream out) {
        if (reply.unmodelledUses().isEmpty()) {
            out.println("unmodelled     nothing: all that the system used is modelled");
            return;
        }
        out.println("refused or not modelled:");
        byPlace().forEach((place, uses) -> {
            out.println("  " + place);
            uses.forEach(use -> out.println("      " + describe(use)));
        });
        out.println("what that means:");
        Set<Remedy> remedies = new LinkedHashSet<>();
        Set<String> told = new LinkedHashSet<>();
        for (UnmodelledUse use : reply.unmodelledUses()) {
            Remedy remedy = Remedy.of(use);
            if (told.add(remedy.means())) {
                remedies.add(remedy);
            }
        }
        for (Remedy remedy : remedies) {
            out.println("  " + remedy.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + remedy.means());
            out.println("      remedy: " + remedy.remedy());
        }
    }

    /** Node and place, in order of appearance, with what was met there. */
    private Map<String, List<UnmodelledUse>> byPlace() {
        Map<String, List<UnmodelledUse>> places = new LinkedHashMap<>();
        for (String node : experiment.system().nodeNames()) {
            collect(places, node);
        }
        reply.unmodelledUses().stream().map(UnmodelledUse::node).forEach(node -> collect(places, node));
        return places;
    }

    private void collect(Map<String, List<UnmodelledUse>> places, String node) {
        for (UnmodelledUse use : reply.unmodelledUses()) {
            String place = node + "  " + (use.place().isEmpty() ? "in the JDK" : "at " + use.place());
            if (use.node().equals(node)) {
                List<UnmodelledUse> uses = places.computeIfAbsent(place, key -> new ArrayList<>());
                if (!uses.contains(use)) {
                    uses.add(use);
                }
            }
        }
    }

    private static String describe(UnmodelledUse use) {
        return use.what()
                + (use.call().isEmpty() ? "" : ", by " + use.call())
                + ", thread " + use.thread()
                + (use.count() == 1 ? "" : ", " + use.count() + " times")
                + (use.reason().isEmpty() ? "" : ": " + use.reason())
                + (use.kind().isOpen() ? "" : " [known, harmless where the system goes on]");
    }

    // ---- for programs

    void printJson(PrintStream out) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("experiment", experiment.name());
        json.put("seed", outcome.seed());
        json.put("verdict", reply.verdict());
        json.put("sentence", reply.sentence());
        json.put("virtualNanos", reply.virtualNanos());
        json.put("ran", ran());
        json.put("nodes", reply.nodes());
        json.put(
                "unmodelled",
                reply.unmodelledUses().stream().map(Diagnosis::json).toList());
        json.put("identical", outcome.identical());
        json.put("fingerprint", reply.fingerprint());
        json.put("difference", outcome.report());
        json.put("exitCode", exitCode());
        out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }

    private static Map<String, Object> json(UnmodelledUse use) {
        Remedy remedy = Remedy.of(use);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("node", use.node());
        json.put("place", use.place());
        json.put("thread", use.thread());
        json.put("kind", use.kind().name());
        json.put("what", use.what());
        json.put("call", use.call());
        json.put("count", use.count());
        json.put("open", use.kind().isOpen());
        json.put("reason", use.reason());
        json.put("means", remedy.means());
        json.put("remedy", remedy.remedy());
        return json;
    }
}
