package dev.faultline.cli;

import dev.faultline.chaos.FaultReport;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import dev.faultline.experiment.Availability;
import dev.faultline.experiment.ClientPlace;
import dev.faultline.experiment.ClientReport;
import dev.faultline.experiment.NodeEnd;
import dev.faultline.experiment.OpenLoop;
import dev.faultline.experiment.Produced;
import dev.faultline.experiment.Recovery;
import dev.faultline.experiment.RunResult;
import dev.faultline.invariant.Account;
import dev.faultline.journal.Amount;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what came of a run. */
final class RunPrinter {
    private static final double NANOS = 1e9;
    private static final int KEYS_SHOWN = 3;
    private static final double HUNDRED = 100;

    /** Nobody reads more on a screen. */
    private static final int FAULTS_MOST = 200;

    private final PrintStream out;

    RunPrinter(PrintStream out) {
        this.out = out;
    }

    void print(RunResult result, String again) {
        if (result.verdict().kind() == RunResult.Kind.VIOLATION) {
            out.println("Reproduce: " + again);
        }
        out.println(result.experiment() + " seed " + result.seed() + ": "
                + result.verdict().kind() + " - " + result.verdict().sentence());
        result.verdict().check().ifPresent(finding -> {
            finding.counterexample()
                    .ifPresent(violation -> violation
                            .operations()
                            .forEach(operation -> out.println("    " + describe(operation, result))));
            finding.evidence().forEach(line -> out.println("    " + line));
        });
        RunResult.Counts counts = result.counts();
        if (result.stoppedAtViolation()) {
            out.println(String.format(
                    Locale.ROOT,
                    "stopped    at the first violation, after %.6f virtual s and %s",
                    counts.virtualNanos() / NANOS,
                    Amount.of(counts.operations(), "operation")));
        }
        out.println(String.format(
                Locale.ROOT,
                "operations %,d (%,d ok, %,d failed, %,d unknown), %s among them",
                counts.operations(),
                counts.ok(),
                counts.failed(),
                counts.unknown(),
                Amount.of(counts.changes(), "change")));
        result.network().forEach(sentence -> out.println("network    " + sentence));
        result.clients().ifPresent(this::printShares);
        out.println(String.format(
                Locale.ROOT,
                "time       %.1f virtual s in %.1f s (%.1f CPU s), %s of %s, %s, fingerprint %s",
                counts.virtualNanos() / NANOS,
                counts.wallNanos() / NANOS,
                counts.cpuNanos() / NANOS,
                Amount.of(counts.turns(), "turn"),
                Amount.of(counts.threads(), "thread"),
                Amount.of(counts.events(), "event"),
                result.fingerprint()));
        result.traffic().ifPresent(traffic -> traffic.lines().forEach(line -> out.println("           " + line)));
        result.clients().ifPresent(clients -> clients.places().forEach(this::printPlace));
        if (!result.faults().isEmpty()) {
            out.println("faults     " + heading(result.faults()));
            result.faults().stream().limit(FAULTS_MOST).forEach(this::print);
            if (result.faults().size() > FAULTS_MOST) {
                out.println("       and " + (result.faults().size() - FAULTS_MOST) + " more, which the run folder has");
            }
        }
        result.probes().forEach(probe -> out.println("probe      " + probe.line()));
        result.invariants().forEach(this::invariant);
        recovery(result);
        result.available().ifPresent(this::availability);
        NodeEnd.sentences(result.ends()).forEach(end -> out.println("exit       " + end));
        if (!result.restarts().isEmpty()) {
            out.println("restarts   " + restarts(result));
        }
        result.fullLogs().forEach(full -> out.println("logs       " + full));
        result.unmodelled().forEach(what -> out.println("unmodelled " + what));
        result.folder().ifPresent(folder -> out.println("run folder " + folder));
        if (result.verdict().kind() != RunResult.Kind.VIOLATION) {
            out.println("replay     " + again);
        }
    }

    private void invariant(Account account) {
        out.println(String.format(
                Locale.ROOT,
                "invariant  %s: looked at %s, held %,d, violated %,d, undecided %,d%s",
                account.name(),
                Amount.of(account.looks(), "time"),
                account.held(),
                account.violated(),
                account.undecided(),
                account.doubt()
                        .map(why -> "; it " + why)
                        .or(() -> account.missing().map(why -> ", the last time as " + why))
                        .orElse("")));
    }

    private void availability(Availability available) {
        out.println("available  "
                + switch (available.outcome()) {
                    case AVAILABLE ->
                        String.format(
                                Locale.ROOT,
                                "from %.3f s to %.3f s %s; no key was waited for longer than %.3f s",
                                available.fromNanos() / NANOS,
                                available.toNanos() / NANOS,
                                available.whole(),
                                available.nanos() / NANOS);
                    case NOT_AVAILABLE ->
                        String.format(
                                Locale.ROOT,
                                "no: %s was asked for in vain for %.1f s, while %s",
                                String.join(", ", available.keys()),
                                available.nanos() / NANOS,
                                available.whole());
                    case NOT_TESTED ->
                        "not tested: no time was long enough in which only a quorum was whole and clients were"
                                + " answered";
                });
    }

    private void recovery(RunResult result) {
        Recovery recovery = result.recovery();
        if (result.faults().isEmpty() && recovery.outcome() == Recovery.Outcome.RECOVERED) {
            return;
        }
        String sentence = switch (recovery.outcome()) {
            case RECOVERED ->
                String.format(
                        Locale.ROOT,
                        "all faults were over at %.3f s; from then on no key was waited for longer than %.3f s",
                        recovery.healedNanos() / NANOS,
                        recovery.nanos() / NANOS);
            case NOT_RECOVERED -> "none: " + inVain(recovery);
            case UNDECIDED -> "open: " + inVain(recovery) + ", when the run was over";
            case NOT_TESTED -> "";
        };
        if (!sentence.isEmpty()) {
            out.println("recovery   " + sentence);
        }
    }

    private static String inVain(Recovery recovery) {
        return String.format(
                Locale.ROOT,
                "all was whole from %.3f s on, and %s asked for in vain for %.3f s",
                recovery.healedNanos() / NANOS,
                String.join(", ", recovery.unanswered())
                        + (recovery.unanswered().size() == 1 ? " was" : " were"),
                recovery.nanos() / NANOS);
    }

    private static String restarts(RunResult result) {
        Map<String, Integer> counts = new TreeMap<>();
        result.restarts().forEach(restart -> counts.merge(restart.node(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(node -> node.getKey() + " restarted " + Amount.of(node.getValue(), "time"))
                .collect(Collectors.joining(", "));
    }

    /** Which keys were asked for most, and how often clients met at one, where somebody wanted that to be so. */
    private void produced(Produced produced) {
        if (produced.wanted().isEmpty() || produced.ofKeys() == 0) {
            return;
        }
        String most = produced.byKey().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(KEYS_SHOWN)
                .map(key ->
                        String.format(Locale.ROOT, "%s %.1f %%", key.getKey(), HUNDRED * produced.share(key.getKey())))
                .collect(Collectors.joining(", "));
        out.println(String.format(
                Locale.ROOT,
                "keys       %s: %s; %.1f %% of the requests met another client's at their key",
                produced.wanted(),
                most + (produced.byKey().size() > KEYS_SHOWN ? ", ..." : ""),
                HUNDRED * produced.conflictShare()));
    }

    private static String heading(List<FaultReport> faults) {
        long struck = faults.stream().filter(FaultReport::effective).count();
        if (struck == faults.size()) {
            return struck + ", with the evidence that they took effect:";
        }
        return faults.size() + ", of which " + (struck == 0 ? "none" : struck) + " took effect, with what was seen:";
    }

    private void printShares(ClientReport clients) {
        out.println("shares     " + clients.shares().line());
        produced(clients.produced());
        clients.openLoop().filter(OpenLoop::fellBehind).ifPresent(this::printBehind);
        if (!clients.drawn().isEmpty()) {
            out.println("drawn      "
                    + clients.drawn().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private void printPlace(ClientPlace place) {
        out.println("clients    " + place.words() + " on " + place.node());
        place.traffic().lines().forEach(line -> out.println("           " + line));
    }

    private void printBehind(OpenLoop loop) {
        out.println(String.format(
                Locale.ROOT,
                "arrivals   not as configured: of %,d requests that came no client was free for %,d, and others waited"
                        + " up to %.1f s; let clients be more, or rate be less",
                loop.asked() + loop.unasked(),
                loop.unasked(),
                loop.longestWaitNanos() / 1e9));
    }

    private void print(FaultReport report) {
        out.println(String.format(
                Locale.ROOT,
                "  %3d  %10s  %s%s",
                report.number(),
                report.wasInjected() ? String.format(Locale.ROOT, "%.3f s", report.injectedAtNanos() / NANOS) : "never",
                report.fault(),
                report.effective() ? "" : "  [no effect seen]"));
        report.evidence().forEach(sentence -> out.println("                    " + sentence));
    }

    private static String describe(Operation operation, RunResult result) {
        String route = result.clients()
                .map(clients -> clients.route(operation).words())
                .orElse("");
        String end = operation.completedEvent() == Operation.NEVER
                ? "..."
                : String.format(Locale.ROOT, "%.6f s", operation.completedNanos() / NANOS);
        return String.format(
                Locale.ROOT,
                "process %s  %s -> %s%s  [%.6f s, %s]%s",
                result.process(operation),
                call(operation),
                operation.outcome(),
                answer(operation),
                operation.invokedNanos() / NANOS,
                end,
                route.isEmpty() ? "" : "  " + route);
    }

    private static String call(Operation operation) {
        return Stream.of(operation.f(), operation.key(), operation.value())
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    /** That a key has no value is an answer, too. */
    private static String answer(Operation operation) {
        if (operation.result() == null) {
            return operation.outcome() == Outcome.OK && operation.value() == null ? " nil" : "";
        }
        return operation.result().equals(operation.value()) ? "" : " " + operation.result();
    }
}
