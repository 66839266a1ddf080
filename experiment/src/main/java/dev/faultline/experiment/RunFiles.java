package dev.faultline.experiment;

import dev.faultline.chaos.FaultReport;
import dev.faultline.check.Operation;
import dev.faultline.check.Verdict;
import dev.faultline.journal.Manifest;
import dev.faultline.journal.RunFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The files of a run that are written at its end. */
final class RunFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RunFiles() {}

    static void finish(
            RunFolder folder,
            Experiment experiment,
            RunResult result,
            List<Artifact> artifacts,
            Instant start,
            RunOptions options) {
        folder.write(
                "verdict.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(verdict(experiment, result)));
        if (!result.schedule().entries().isEmpty()) {
            folder.write("schedule.txt", result.schedule().toString().getBytes(StandardCharsets.UTF_8));
        }
        experiment
                .faults()
                .schedule()
                .ifPresent(schedule ->
                        folder.write(schedule.fileName(), schedule.text().getBytes(StandardCharsets.UTF_8)));
        folder.write("report.html", RunPage.html(experiment, result, options).getBytes(StandardCharsets.UTF_8));
        Map<String, @Nullable Object> simulator = new LinkedHashMap<>();
        simulator.put("scheduler", String.valueOf(options.preemption()));
        simulator.put("stopAtViolation", options.atViolation() == AtViolation.STOP);
        simulator.put("threads", result.counts().threads());
        simulator.put("turns", result.counts().turns());
        simulator.put("events", result.counts().events());
        simulator.put("virtualNanos", result.counts().virtualNanos());
        simulator.put("fingerprint", result.fingerprint());
        Map<String, Long> durations = new LinkedHashMap<>();
        durations.put("wall", result.counts().wallNanos());
        durations.put("cpu", result.counts().cpuNanos());
        folder.finish(new Manifest(
                Manifest.FORMAT_VERSION,
                Version.current(),
                experiment.name(),
                result.seed(),
                "sim",
                new LinkedHashMap<>(experiment.optionValues()),
                artifacts.stream()
                        .map(artifact -> new Manifest.Artifact(artifact.coordinate(), artifact.sha256()))
                        .distinct()
                        .toList(),
                sections(simulator, experiment, result, options),
                Manifest.Host.here(start, durations)));
    }

    private static Map<String, Map<String, @Nullable Object>> sections(
            Map<String, @Nullable Object> simulator, Experiment experiment, RunResult result, RunOptions options) {
        Map<String, Map<String, @Nullable Object>> sections = new LinkedHashMap<>();
        sections.put("sim", simulator);
        if (!result.network().isEmpty()) {
            Map<String, @Nullable Object> network = new LinkedHashMap<>();
            network.put("links", result.network());
            sections.put("network", network);
        }
        Map<String, @Nullable Object> replay = new LinkedHashMap<>();
        replay.put("words", ReplayLine.words(experiment, result.seed(), options, Optional.of(Path.of(""))));
        replay.put(RunAgain.TEXT, Sha256.ofText(experiment.text()));
        sections.put(RunAgain.SECTION, replay);
        experiment.faults().schedule().ifPresent(schedule -> {
            Map<String, @Nullable Object> faults = new LinkedHashMap<>();
            faults.put("schedule", schedule.fileName());
            faults.put("source", schedule.source());
            faults.put("sha256", Sha256.ofText(schedule.text()));
            sections.put("faults", faults);
        });
        return sections;
    }

    /** How many keys are told one by one; a table of more would not be read. */
    private static final int KEYS_MOST = 100;

    private static Map<String, Object> produced(Produced produced) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("byFunction", produced.byFunction());
        json.put("keys", produced.byKey().size());
        if (produced.byKey().size() <= KEYS_MOST) {
            json.put("byKey", produced.byKey());
        }
        json.put("conflictShare", produced.conflictShare());
        json.put("meanSize", produced.meanSize());
        return json;
    }

    private static Map<String, Object> verdict(Experiment experiment, RunResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", result.verdict().kind().name());
        json.put("sentence", result.verdict().sentence());
        json.put("ground", result.verdict().ground().name());
        if (result.stoppedAtViolation()) {
            json.put("stoppedAtNanos", result.counts().virtualNanos());
        }
        json.put("model", experiment.check().model());
        result.verdict().check().ifPresent(finding -> json.put("level", finding.level()));
        json.put("operations", result.counts().operations());
        json.put("ok", result.counts().ok());
        json.put("failed", result.counts().failed());
        json.put("unknown", result.counts().unknown());
        result.verdict()
                .check()
                .flatMap(Finding::counterexample)
                .ifPresent(violation -> json.put("violation", violation(violation, result)));
        result.verdict()
                .check()
                .map(Finding::details)
                .filter(details -> !details.isEmpty())
                .ifPresent(details -> json.put("check", details));
        result.clients().ifPresent(clients -> {
            json.put("shares", shares(clients.shares()));
            json.put("produced", produced(clients.produced()));
            clients.openLoop().ifPresent(loop -> json.put("openLoop", loop));
            if (!clients.drawn().isEmpty()) {
                json.put("drawn", clients.drawn());
            }
            clients.finalReads().ifPresent(reads -> json.put("finalReads", finalReads(reads)));
        });
        result.traffic().ifPresent(traffic -> json.put("traffic", traffic.fields()));
        result.clients()
                .map(ClientReport::places)
                .filter(places -> !places.isEmpty())
                .ifPresent(places -> json.put(
                        "clientNodes", places.stream().map(RunFiles::place).toList()));
        json.put("faults", result.faults().stream().map(RunFiles::fault).toList());
        json.put("recovery", result.recovery());
        result.available().ifPresent(available -> json.put("availability", available));
        json.put("nodes", result.nodes());
        if (!result.restarts().isEmpty()) {
            json.put("restarts", result.restarts());
        }
        result.printed().ifPresent(line -> json.put("printed", line));
        if (!result.invariants().isEmpty()) {
            json.put(
                    "invariants",
                    result.invariants().stream().map(InvariantJson::of).toList());
            json.put("unreadLines", result.unread());
        }
        if (!result.probes().isEmpty()) {
            json.put("probes", result.probes());
        }
        if (!result.fullLogs().isEmpty()) {
            json.put("fullLogs", result.fullLogs());
        }
        json.put("unmodelled", result.unmodelled());
        return json;
    }

    private static Map<String, Object> place(ClientPlace place) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("node", place.node());
        json.put("clients", place.clients());
        json.put("traffic", place.traffic().fields());
        return json;
    }

    private static Map<String, Object> shares(Shares shares) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("percent", shares.percent());
        json.put("made", shares.made());
        return json;
    }

    private static Map<String, Object> finalReads(FinalReads finalReads) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("healedAtNanos", finalReads.healedNanos());
        List<Map<String, Object>> reads = new ArrayList<>();
        for (FinalReads.FinalRead read : finalReads.reads()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("client", read.client());
            if (!read.node().equals(FinalReads.ANY_NODE)) {
                one.put("node", read.node());
            }
            one.put("key", read.key());
            one.put("attempts", read.attempts());
            read.firstAttemptNanos().ifPresent(nanos -> one.put("firstAttemptNanos", nanos));
            read.answeredNanos().ifPresent(nanos -> one.put("answeredNanos", nanos));
            if (read.answeredNanos().isEmpty()) {
                one.put("lastFailure", read.lastFailure());
            }
            reads.add(one);
        }
        json.put("reads", reads);
        return json;
    }

    private static Map<String, Object> violation(Verdict.Violation violation, RunResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", String.valueOf(violation.key()));
        json.put("failingPrefixEvents", violation.failingPrefixEvents());
        json.put("minimal", violation.minimal());
        List<Map<String, Object>> operations = new ArrayList<>();
        for (Operation operation : violation.operations()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("process", operation.process());
            result.clients()
                    .flatMap(clients -> clients.place(operation))
                    .ifPresent(node -> one.put("clientNode", node));
            one.put("f", operation.f());
            one.put("value", String.valueOf(operation.value()));
            one.put("outcome", operation.outcome().name());
            one.put("result", String.valueOf(operation.result()));
            one.put("invoked", operation.invokedNanos());
            one.put("completed", operation.completedNanos());
            Route route =
                    result.clients().map(clients -> clients.route(operation)).orElse(Route.UNKNOWN);
            route.sentTo().ifPresent(node -> one.put("sentTo", node));
            route.answeredBy().ifPresent(node -> one.put("answeredBy", node));
            operations.add(one);
        }
        json.put("operations", operations);
        return json;
    }

    private static Map<String, Object> fault(FaultReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", report.number());
        json.put("fault", report.fault());
        json.put("injectedAtNanos", report.injectedAtNanos());
        json.put("healedAtNanos", report.healedAtNanos());
        json.put("effective", report.effective());
        json.put("evidence", report.evidence());
        return json;
    }
}
