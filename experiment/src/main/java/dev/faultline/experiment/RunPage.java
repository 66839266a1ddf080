package dev.faultline.experiment;

import dev.faultline.chaos.FaultReport;
import dev.faultline.check.Answer;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import dev.faultline.check.Traffic;
import dev.faultline.check.Verdict;
import dev.faultline.check.ViolationPicture;
import dev.faultline.check.picture.Page;
import dev.faultline.check.picture.RateChart;
import dev.faultline.invariant.Account;
import dev.faultline.invariant.UnreadLines;
import dev.faultline.invariant.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.html}: what came of a run, for people. Like the other files of a run it holds nothing of the host, so that
 * it has the same bytes for the same seed.
 */
final class RunPage {

    private final Experiment experiment;
    private final RunResult result;
    private final RunOptions options;
    private final Page page;

    private RunPage(Experiment experiment, RunResult result, RunOptions options) {
        this.experiment = experiment;
        this.result = result;
        this.options = options;
        page = new Page(experiment.name() + ", seed " + result.seed());
    }

    /** Returns the page. */
    static String html(Experiment experiment, RunResult result, RunOptions options) {
        RunPage run = new RunPage(experiment, result, options);
        run.verdict();
        boolean nodesFirst = result.nodes().stream()
                .anyMatch(node -> !node.state().isSound() || !node.ends().isEmpty());
        if (nodesFirst) {
            run.nodes();
        }
        result.verdict().check().ifPresent(run::counterexample);
        run.invariants();
        run.faults();
        run.traffic();
        if (!nodesFirst) {
            run.nodes();
        }
        run.figures();
        return run.page.html();
    }

    private void verdict() {
        Page.Mood mood = switch (result.verdict().kind()) {
            case VALID -> Page.Mood.GOOD;
            case VIOLATION -> Page.Mood.BAD;
            case UNKNOWN -> Page.Mood.OPEN;
        };
        page.verdict(mood, result.verdict().kind().name(), result.verdict().sentence());
        if (result.stoppedAtViolation()) {
            page.paragraph("The run was stopped at its first violation, after "
                    + RateChart.duration(result.counts().virtualNanos()) + " and "
                    + number(result.counts().operations())
                    + " operations. The faults that were on were undone there.");
        }
        // Where the folder is must not be in it: it may be moved, and two runs that are the same have the same pages.
        boolean hasSchedule = experiment.faults().order().schedule().isPresent();
        page.paragraph(
                        hasSchedule
                                ? "The same run again, with the schedule of this folder, which is FOLDER here:"
                                : "The same run again:")
                .lines(List.of(ReplayLine.of(experiment, result.seed(), options, Optional.of(Path.of("FOLDER")))));
        if (!result.network().isEmpty()) {
            page.paragraph("The network:").lines(result.network());
        }
    }

    private void counterexample(Finding finding) {
        if (finding instanceof Finding.ByName(Answer answer) && finding.kind() == RunResult.Kind.VIOLATION) {
            page.heading("Counterexample");
            answer.picture().ifPresent(page::picture);
            page.lines(answer.evidence());
        }
        finding.counterexample().ifPresent(this::counterexample);
    }

    private void counterexample(Verdict.Violation violation) {
        List<ViolationPicture.Span> spans = Finding.spans(result.faults());
        page.heading("Counterexample");
        page.picture(ViolationPicture.of(RunJudge.model(experiment.check()).orElse(null), violation, spans));
        page.paragraph(
                violation.minimal()
                        ? "Without any of these operations the rest could be explained, or would fail for a reason"
                                + " that the history does not have."
                        : "Perhaps not all of these operations are needed.");
        List<List<String>> rows = new ArrayList<>();
        for (Operation o : violation.operations()) {
            Route route = result.clients().map(clients -> clients.route(o)).orElse(Route.UNKNOWN);
            rows.add(List.of(
                    "process " + result.process(o),
                    o.f(),
                    orNone(o.key()),
                    orNone(o.value()),
                    o.outcome().name().toLowerCase(Locale.ROOT),
                    o.outcome() == Outcome.OK ? Page.value(o.result()) : Page.NONE,
                    Texts.seconds(o.invokedNanos()),
                    o.completedEvent() == Operation.NEVER ? Page.NONE : Texts.seconds(o.completedNanos()),
                    route.sentTo().orElse(Page.NONE),
                    route.answeredBy().orElse(Page.NONE)));
        }
        page.table(
                "Operations of the counterexample",
                List.of(
                        "client",
                        "operation",
                        "key",
                        "value",
                        "outcome",
                        "answer",
                        "called, s",
                        "answered, s",
                        "sent to",
                        "answered by"),
                rows);
    }

    private void invariants() {
        if (result.invariants().isEmpty()) {
            return;
        }
        page.heading("Invariants");
        List<List<String>> rows = new ArrayList<>();
        for (Account account : result.invariants()) {
            rows.add(List.of(
                    account.name(),
                    account.text(),
                    String.join(", ", account.moments()),
                    number(account.looks()),
                    number(account.held()),
                    number(account.violated()),
                    number(account.undecided()),
                    account.doubt()
                            .or(() -> account.missing().map(why -> "undecided the last time, as " + why))
                            .orElse(Page.NONE)));
        }
        page.table(
                "What had to hold",
                List.of("name", "holds", "looked at", "looks", "held", "violated", "undecided", "doubt"),
                rows);
        for (Account account : result.invariants()) {
            account.first().ifPresent(this::invariant);
        }
        probes();
        UnreadLines unread = result.unread();
        if (unread.begun() + unread.others() > 0) {
            page.paragraph(number(unread.begun()) + " lines that begin like a probe could not be read, and "
                            + number(unread.others()) + " in which something stands before it; those that begin so:")
                    .lines(unread.first());
        }
    }

    private void probes() {
        List<List<String>> rows = new ArrayList<>();
        for (ProbeAccount probe : result.probes()) {
            for (ProbeAccount.OfNode node : probe.nodes()) {
                rows.add(List.of(
                        probe.name(),
                        node.node(),
                        probe.source(),
                        probe.at(),
                        number(node.reads()),
                        number(node.found()),
                        number(node.changes()),
                        node.absent().orElse(Page.NONE)));
            }
        }
        if (!rows.isEmpty()) {
            page.table(
                    "What was read of the state of the nodes",
                    List.of("name", "node", "from", "read at", "reads", "values", "changes", "last time without"),
                    rows);
        }
    }

    private void invariant(Violation violation) {
        page.paragraph("The first time that " + violation.invariant() + " did not hold:")
                .lines(Stream.concat(Stream.of(violation.headline()), violation.circumstances().stream())
                        .toList());
        page.table(
                "What was published, at the look before and then",
                List.of("name", "before", "then"),
                violation.state().stream()
                        .map(row -> List.of(row.name(), row.before(), row.after()))
                        .toList());
        if (violation.more() > 0) {
            page.paragraph("and " + number(violation.more()) + " more");
        }
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? Page.NONE : value.toString();
    }

    private void faults() {
        if (result.faults().isEmpty()) {
            return;
        }
        page.heading("Faults");
        List<List<String>> rows = new ArrayList<>();
        for (FaultReport fault : result.faults()) {
            rows.add(List.of(
                    String.valueOf(fault.number()),
                    time(fault.injectedAtNanos()),
                    time(fault.healedAtNanos()),
                    fault.fault(),
                    (fault.effective() ? "" : "no effect seen: ") + String.join("; ", fault.evidence())));
        }
        page.table(
                "Faults by the time of their beginning",
                List.of("number", "from, s", "to, s", "fault", "evidence that it took effect"),
                rows);
    }

    /** Most faults begin and end at full milliseconds. */
    private static String time(long nanos) {
        return nanos < 0 ? Page.NONE : Texts.seconds(nanos).replaceFirst("(?<=[.][0-9]{3})000000$", "");
    }

    /** What became of each node; of those that are not as they should be, what they printed last and where they stand. */
    private void nodes() {
        if (result.nodes().isEmpty()) {
            return;
        }
        page.heading("Nodes");
        List<List<String>> rows = new ArrayList<>();
        for (NodeStory node : result.nodes()) {
            String ends = String.join("; ", NodeEnd.sentences(node.ends()));
            rows.add(List.of(
                    node.node(),
                    node.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    node.sentence(),
                    node.fault().isEmpty() ? Page.NONE : node.fault(),
                    ends.isEmpty() ? Page.NONE : ends));
        }
        page.table(
                "What became of the nodes",
                List.of("node", "state", "at the end", "last fault", "ended by itself"),
                rows);
        for (NodeStory node : result.nodes()) {
            if (!node.state().isSound() || !node.ends().isEmpty()) {
                List<String> last = node.ends().isEmpty()
                        ? node.lastLines()
                        : node.ends().getLast().lastLines();
                page.paragraph(last.isEmpty() ? node.node() + " printed nothing." : node.node() + " printed last:")
                        .lines(last);
                if (!node.stacks().isEmpty()) {
                    page.paragraph("Threads of " + node.node() + " that tell why:")
                            .lines(node.stacks());
                }
            }
        }
    }

    private static String words(Recovery recovery) {
        String span = RateChart.duration(recovery.nanos());
        String keys = String.join(", ", recovery.unanswered());
        return switch (recovery.outcome()) {
            case RECOVERED ->
                "each key was answered at most " + span + " after it was asked for when all was whole again";
            case NOT_RECOVERED -> "not recovered: asked for in vain for " + span + ": " + keys;
            case UNDECIDED -> "not known: not answered, but not asked for as long as the bound allows: " + keys;
            case NOT_TESTED -> "not tested: nothing was asked when all was whole again";
        };
    }

    private static String words(Availability available) {
        String span = RateChart.duration(available.nanos());
        return switch (available.outcome()) {
            case AVAILABLE ->
                "each key was answered at most " + span + " after it was asked for, while " + available.whole();
            case NOT_AVAILABLE ->
                "not available: asked for in vain for " + span + " while " + available.whole() + ": "
                        + String.join(", ", available.keys());
            case NOT_TESTED -> "not tested: there was no time long enough in which only nodes that may be were missing";
        };
    }

    private void traffic() {
        Optional<Traffic> traffic = result.traffic();
        if (traffic.isEmpty() || traffic.get().rows().isEmpty()) {
            return;
        }
        page.heading("Operations");
        if (traffic.get().hasRates()) {
            page.picture(traffic.get().picture(Finding.spans(result.faults())));
        }
        page.table("Latencies", Traffic.headings(), traffic.get().table());
        List<ClientPlace> places = result.clients().map(ClientReport::places).orElse(List.of());
        if (!places.isEmpty()) {
            page.table("Latencies by the nodes of the clients", ClientPlace.headings(), ClientPlace.table(places));
        }
    }

    private void figures() {
        RunResult.Counts counts = result.counts();
        page.heading("The run");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("virtual time", RateChart.duration(counts.virtualNanos())));
        rows.add(List.of("turns", number(counts.turns())));
        rows.add(List.of("threads", number(counts.threads())));
        rows.add(List.of("events", number(counts.events())));
        rows.add(List.of("recovery", words(result.recovery())));
        result.available().ifPresent(available -> rows.add(List.of("availability", words(available))));
        rows.add(List.of("fingerprint", result.fingerprint()));
        result.clients()
                .ifPresent(clients ->
                        rows.add(List.of("shares of requests", clients.shares().line())));
        result.clients()
                .ifPresent(clients ->
                        clients.drawn().forEach((key, value) -> rows.add(List.of("drawn " + key, value))));
        experiment.optionValues().forEach((key, value) -> rows.add(List.of("option " + key, value)));
        page.table("Figures", List.of("figure", "value"), rows);
        if (!result.restarts().isEmpty()) {
            page.paragraph("Programs that were started again:")
                    .lines(result.restarts().stream().map(Restart::sentence).toList());
        }
        result.fullLogs().forEach(page::paragraph);
        if (!result.unmodelled().isEmpty()) {
            page.paragraph("What the run met that is not modelled:").lines(result.unmodelled());
        }
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
