package dev.faultline.experiment;

import dev.faultline.chaos.FaultReport;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import dev.faultline.journal.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run tested the system at all. It did not where nobody was answered, or where servers were missing for reasons
 * of their own: a history of what is left has an explanation, and that says nothing.
 */
final class Exercise {
    /** How many nodes are shown with what they printed. */
    private static final int SHOWN = 3;

    private static final double HUNDRED = 100.0;
    private static final double NANOS = 1e9;

    /** So many ends that no fault explains are not a mishap. */
    private static final int CRASH_LOOP = 3;

    /** So many changes that all fail are not chance: a compare-and-set may do so now and then. */
    private static final int MANY = 20;

    private Exercise() {}

    /** Returns why nothing follows from the run, the nodes first; empty if it tested the system. */
    static Optional<String> missing(CheckSpec spec, RunEvidence seen) {
        Optional<String> silence = silence(spec, seen);
        Optional<String> gone = gone(seen);
        if (gone.isPresent()) {
            return Optional.of(gone.get() + silence.map(words -> "\n" + words).orElse(""));
        }
        return silence.map(words -> words + nodesNow(seen));
    }

    /** Returns which servers were missing though no fault explains it; empty if none was. */
    static Optional<String> gone(RunEvidence seen) {
        List<Missing> missing = new ArrayList<>();
        // Where a supervisor starts it again, a program may end; but not over and over.
        boolean all = !seen.supervised() && areAllGone(seen.nodes()) && !areAllBroken(seen);
        for (NodeStory node : seen.nodes()) {
            Missing found = seen.supervised() ? missingUnderSupervisor(node, seen) : missing(node, all);
            if (found != null) {
                missing.add(found);
            }
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text =
                new StringBuilder(all && seen.nodes().size() > 1 ? "every server had ended by itself: " : "");
        text.append(missing.getFirst().what());
        for (int i = 0; i < missing.size(); i++) {
            Missing each = missing.get(i);
            if (i > 0) {
                text.append('\n').append(each.what());
            }
            // Three servers that failed in the same way are told at length once.
            if (missing.subList(0, i).stream().noneMatch(each::isLike)) {
                append(text, each.end().isPresent() ? List.of() : each.node().stacks());
                printed(text, each.node().node(), each.lines());
            }
        }
        return Optional.of(text.toString());
    }

    private record Missing(NodeStory node, Optional<NodeEnd> end, String before) {
        Missing(NodeStory node, Optional<NodeEnd> end) {
            this(node, end, "");
        }

        String what() {
            return before + end.map(NodeEnd::sentence).orElse(node.sentence());
        }

        List<String> lines() {
            return end.map(NodeEnd::lastLines).orElse(node.lastLines());
        }

        /** Whether it shows no more than another one does. */
        boolean isLike(Missing other) {
            return end.isPresent()
                    ? other.end.isPresent() && end.get().isLike(other.end.get())
                    : other.end.isEmpty() && node.state() == other.node.state();
        }
    }

    private static @Nullable Missing missing(NodeStory node, boolean all) {
        for (NodeEnd end : node.ends()) {
            if (all || !end.followsFault()) {
                return new Missing(node, Optional.of(end));
            }
        }
        return node.state().isSound() || !node.fault().isEmpty() ? null : new Missing(node, Optional.empty());
    }

    private static @Nullable Missing missingUnderSupervisor(NodeStory node, RunEvidence seen) {
        // One that a fault broke for good has not recovered, which is no mishap of the run but a finding.
        boolean lost = seen.recovery().outcome() == Recovery.Outcome.NOT_RECOVERED;
        List<NodeEnd> unexplained = node.ends().stream()
                .filter(end -> !end.followsFault() || (!lost && end.atNanos() > seen.workloadEndNanos()))
                .toList();
        if (unexplained.size() >= CRASH_LOOP) {
            String before = node.node() + " is in a crash loop, it ended by itself "
                    + Amount.of(node.ends().size(), "time") + " and was started again; the last time without a fault ";
            return new Missing(node, Optional.of(unexplained.getLast()), before);
        }
        boolean mended = node.ends().stream().allMatch(end -> end.followsFault() || end.restartedNanos() >= 0);
        return mended ? null : missing(node, false);
    }

    /** Whether faults have ended every server for good: the system has not recovered, which is a finding. */
    private static boolean areAllBroken(RunEvidence seen) {
        return seen.recovery().outcome() == Recovery.Outcome.NOT_RECOVERED
                && seen.nodes().stream().flatMap(node -> node.ends().stream()).allMatch(NodeEnd::followsFault);
    }

    /** Whether there was a moment at which each server had ended by itself and had not been started again. */
    private static boolean areAllGone(List<NodeStory> nodes) {
        return nodes.stream()
                .flatMap(node -> node.ends().stream())
                .anyMatch(moment -> nodes.stream()
                        .allMatch(node -> node.ends().stream().anyMatch(end -> end.lasts(moment.atNanos()))));
    }

    /** Returns that too little was answered in the workload; empty if enough was. */
    private static Optional<String> silence(CheckSpec spec, RunEvidence seen) {
        long asked = 0;
        long ok = 0;
        long changes = 0;
        long changed = 0;
        for (Operation operation : seen.history().operations()) {
            if (operation.invokedNanos() < seen.workloadEndNanos()) {
                asked++;
                ok += operation.outcome() == Outcome.OK ? 1 : 0;
                if (seen.changes().get(operation.index())) {
                    changes++;
                    changed += operation.outcome() == Outcome.OK ? 1 : 0;
                }
            }
        }
        String told = seen.refusals().isEmpty() ? "" : "; clients were told: " + String.join("; ", seen.refusals());
        if (asked == 0) {
            return Optional.of("nothing was asked of the system: "
                    + (seen.connected()
                            ? "clients could connect, and the workload had nothing to ask"
                            : "no client could connect")
                    + told);
        }
        if (ok == 0) {
            return Optional.of(
                    String.format(Locale.ROOT, "none of the %,d operations of the workload was answered ok", asked)
                            + told);
        }
        if (changed == 0 && changes >= MANY) {
            return Optional.of(String.format(
                            Locale.ROOT,
                            "none of the %,d changes of the workload was answered ok, so nothing was stored",
                            changes)
                    + told);
        }
        if (ok < spec.okAtLeast() * asked) {
            return Optional.of(String.format(
                            Locale.ROOT,
                            "only %,d of the %,d operations of the workload were answered ok, %.2f %%; ok-at-least in"
                                    + " [check] is %s",
                            ok,
                            asked,
                            HUNDRED * ok / asked,
                            spec.okAtLeast())
                    + told);
        }
        if (!seen.unserved().isEmpty()) {
            return Optional.of("nothing that the clients on " + String.join(", ", seen.unserved())
                    + " asked in the workload was answered ok" + told);
        }
        return Optional.empty();
    }

    /** Returns what the file gives and the run had no use for, so that what was answered says less; empty if there is none. */
    static Optional<String> unused(CheckSpec spec, RunEvidence seen) {
        if (seen.changes().isEmpty()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "all of the %,d operations were reads: a system that stores nothing answers them right too; let the"
                            + " workload write",
                    seen.history().size()));
        }
        if (seen.foundNothing() && !spec.isOfLocks()) {
            return Optional.of(
                    "all that clients asked for was answered by nothing: a system that stores nothing answers so,"
                            + " too; let the workload put more in than it takes out");
        }
        Optional<String> faults = unusedFaults(seen);
        if (faults.isPresent()) {
            return faults;
        }
        List<String> unread = seen.unread();
        if (unread.isEmpty()) {
            return Optional.empty();
        }
        boolean one = unread.size() == 1;
        return Optional.of("nobody has looked at the " + (one ? "setting " : "settings ") + String.join(", ", unread)
                + ", so nothing was tested with " + (one ? "it" : "them"));
    }

    /** Returns which of the faults that the file gives the system did not meet; empty if it met what it had to meet. */
    static Optional<String> unusedFaults(RunEvidence seen) {
        if (!seen.undrawn().isEmpty()) {
            return Optional.of("no fault was drawn of the kinds in [faults] (" + String.join(", ", seen.undrawn())
                    + ") before the workload was over; 'interval' and 'first' say how often, 'at-least' how"
                    + " many there are");
        }
        if (seen.unchosen()) {
            return Optional.of("the schedule broke nothing: luck decided against each of its faults; other seeds choose"
                    + " others, and without 'chosen' all come to pass");
        }
        if (!seen.unmet().isEmpty()) {
            return Optional.of(unmet(seen.unmet()));
        }
        if (!seen.faults().isEmpty() && seen.faults().stream().noneMatch(FaultReport::effective)) {
            return Optional.of("none of the " + Amount.of(seen.faults().size(), "fault")
                    + " had an effect that was seen: the system did not meet what they break; choose other kinds in"
                    + " [faults]");
        }
        return Optional.empty();
    }

    /** Says what somebody asked for that has not been, and of the first in time why; what never began comes at the end. */
    private static String unmet(List<FaultReport> unmet) {
        long missed = unmet.stream().filter(fault -> !fault.wasInjected()).count();
        long others = unmet.size() - missed;
        String counts = missed == 0
                ? Amount.of(others, "fault") + " of the schedule had no effect that was seen"
                : Amount.of(missed, "fault") + " of the schedule did not come to pass"
                        + (others == 0 ? "" : ", and " + others + " had no effect that was seen");
        FaultReport first = unmet.getFirst();
        if (!first.wasInjected()) {
            return counts + ": " + first.fault() + " was " + first.evidence().getFirst();
        }
        return String.format(
                Locale.ROOT,
                "%s: %s, at %.3f s: %s; let it meet something, or say 'optional' before it where luck decides",
                counts,
                first.fault(),
                first.injectedAtNanos() / NANOS,
                String.join("; ", first.evidence()));
    }

    /** Returns where the nodes stand and what they printed last, a line each, every line after a line end. */
    static String nodesNow(RunEvidence seen) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < seen.nodes().size(); i++) {
            NodeStory node = seen.nodes().get(i);
            text.append('\n').append(node.sentence());
            append(text, node.stacks());
            if (i < SHOWN) {
                printed(text, node.node(), node.lastLines());
            }
        }
        return text.toString();
    }

    private static void printed(StringBuilder text, String node, List<String> lines) {
        if (lines.isEmpty()) {
            text.append("\n    ").append(node).append(" printed nothing");
        } else {
            text.append("\n    the last that ").append(node).append(" printed:");
            append(text, lines);
        }
    }

    private static void append(StringBuilder text, List<String> blocks) {
        blocks.forEach(
                block -> block.lines().forEach(line -> text.append("\n        ").append(line)));
    }
}
