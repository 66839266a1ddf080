package dev.faultline.experiment;

import dev.faultline.chaos.Schedule;
import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.check.Traffic;
import dev.faultline.check.Verdict;
import dev.faultline.journal.EventWriter;
import dev.faultline.journal.Operation;
import dev.faultline.journal.RunFolder;
import dev.faultline.sim.Ending;
import dev.faultline.sim.Event;
import dev.faultline.sim.Rng;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries out runs of one experiment in an environment, one after the other. Not thread-safe: one run at a time.
 */
public final class Runner {
    private static final Duration AFTER_HEALING = Duration.ofSeconds(2);
    private static final Duration FINAL_READS_AT_LEAST = Duration.ofSeconds(60);

    private final Environment environment;
    private final Experiment experiment;
    private final RunArtifacts artifacts;

    /**
     * Makes a runner of the experiment with these files, in the {@linkplain Environment#USUAL usual} environment.
     *
     * @throws ExperimentException if a main class, or the class of the client, is not among them, or is no such class
     */
    public Runner(Experiment experiment, RunArtifacts artifacts) {
        this(Environment.named(Environment.USUAL), experiment, artifacts);
    }

    /**
     * Makes a runner of the experiment with these files.
     *
     * @throws ExperimentException if a main class, or the class of the client, is not among them, or is no such class
     */
    public Runner(Environment environment, Experiment experiment, RunArtifacts artifacts) {
        Programs.require(experiment, artifacts);
        this.environment = environment;
        this.experiment = experiment;
        this.artifacts = artifacts;
    }

    /** Returns where the runs are made. */
    public Environment environment() {
        return environment;
    }

    /**
     * Runs the experiment once.
     *
     * @throws ExperimentException if the experiment cannot be run as it is
     * @throws dev.faultline.sim.SimulationException if this JVM does not suit the environment
     */
    public RunResult run(long seed, RunOptions options) {
        Instant start = Instant.now();
        if (options.folder().isEmpty()) {
            return carryOut(seed, options, Optional.empty());
        }
        try (RunFolder folder = RunFolder.replace(options.folder().get())) {
            RunResult result = carryOut(seed, options, Optional.of(folder));
            RunFiles.finish(folder, experiment, result, artifacts.all(), start, options);
            return result;
        }
    }

    private RunResult carryOut(long seed, RunOptions options, Optional<RunFolder> folder) {
        Stopwatch stopwatch = new Stopwatch();
        Bookkeeping books = new Bookkeeping();
        ViolationWatch watch = options.atViolation() == AtViolation.STOP
                ? ViolationWatch.of(experiment).orElse(null)
                : null;
        try (Cluster cluster = environment.open(experiment, seed, options);
                EventWriter events = folder.map(RunFolder::events)
                        .map(EventWriter::create)
                        .orElseGet(() -> EventWriter.to(OutputStream.nullOutputStream()));
                HistoryFile history = HistoryFile.of(experiment.check(), folder.map(RunFolder::history));
                HistoryRecorder recorder =
                        new HistoryRecorder(history, cluster::nowNanos, cluster::record, watch, books);
                NodeLogs logs = new NodeLogs(folder.map(RunFolder::logs).orElse(Path.of("")), cluster::nowNanos)) {
            if (folder.isPresent()) {
                cluster.observe(event -> books.keep(() -> write(events, event)));
                cluster.onOutput((node, line) -> books.keep(() -> logs.print(node, line)));
            }
            return run(cluster, recorder, watch, books, logs, seed, stopwatch, options);
        }
    }

    private RunResult run(
            Cluster cluster,
            HistoryRecorder recorder,
            @Nullable ViolationWatch watch,
            Bookkeeping books,
            NodeLogs logs,
            long seed,
            Stopwatch stopwatch,
            RunOptions options) {
        Optional<Scenario> said = options.scenario().or(this::said);
        Optional<Schedule> drawn = said.isPresent() ? Optional.empty() : Optional.of(drawn(seed));
        Scenario scenario = said.orElseGet(() -> Scenario.of(drawn.orElseThrow()));
        if (!experiment.network().regions().isEmpty()) {
            cluster.place(experiment.network());
        }
        List<Member> servers = addServers(cluster);
        List<Member> standIns = addStandIns(cluster);
        cluster.offer(artifacts::upgraded);
        List<Member> watched =
                Stream.concat(servers.stream(), standIns.stream()).toList();
        NodeWatch nodes = new NodeWatch(watched);
        cluster.observe(nodes::observe);
        cluster.onOutput((node, line) -> nodes.printed(node, line, cluster.nowNanos()));
        cluster.observe(event -> noteFault(event, recorder));
        options.progress()
                .ifPresent(
                        progress -> cluster.observe(event -> progress.at(event.timeNanos(), recorder.invocations())));
        Duration workloadEnd = experiment.faultsEnd();
        Duration healed = workloadEnd.plus(AFTER_HEALING);
        WorkloadPlan plan = plan(cluster, seed, workloadEnd, healed);
        Clients clients = new Clients(plan, experiment.client(), recorder);
        List<Member> clientNodes = addClientNodes(cluster, clients);
        List<String> names = experiment.system().nodeNames();
        Nemesis nemesis = install(cluster, scenario, names, seed);
        Optional<Supervisor> supervisor = experiment
                .system()
                .restart()
                .map(backOff -> Supervisor.install(cluster, backOff, nemesis, workloadEnd, names));
        PrintWatch printed = PrintWatch.install(cluster, experiment.check().neverPrinted(), names);
        InvariantLooks invariants =
                InvariantLooks.install(cluster, experiment.check().invariants(), options.violations());
        recorder.tell(invariants);
        StateProbes.install(cluster, experiment.check().invariants().probes(), servers, invariants, healed);
        cluster.recordLines((node, line) -> printed.isForbidden(node, line) || invariants.wants(line));

        standIns.forEach(Member::start);
        Rng offsets = Rng.fork(seed, "start of the nodes");
        for (Member server : servers) {
            cluster.after(Duration.ofMillis(offsets.below(300)), () -> begin(server, cluster, nemesis, workloadEnd));
        }
        Ending ending;
        BooleanSupplier done = stop(options, watch, printed, invariants);
        BooleanSupplier brokenOff = () -> books.hasFailed() || done.getAsBoolean();
        if (experiment.client().isThere()) {
            cluster.onEnd((member, how) -> clients.ended(member.name(), how));
            cluster.after(WorkloadSpec.CLIENTS_START, () -> clientNodes.forEach(Member::start));
            cluster.after(workloadEnd, nemesis::healAll);
            BooleanSupplier over = () -> clients.isFinished() || clients.failure() != null;
            ending = cluster.run(experiment.limits().time(), () -> brokenOff.getAsBoolean() || over.getAsBoolean());
        } else {
            cluster.after(workloadEnd, () -> {}); // a system that waits for its clients is not in a deadlock
            ending = cluster.run(workloadEnd, brokenOff);
        }
        books.check();

        invariants.isOver();
        servers.forEach(Member::endLine); // a line that nobody ended is a line, too
        boolean stopped = ending instanceof Ending.Done && done.getAsBoolean();
        invariants.end();
        if (stopped) {
            nemesis.breakOff();
        }
        boolean asked = experiment.client().isThere();
        List<NodeStory> stories =
                nodes.stories(watched, ending); // where they stand before the end of a fault starts them
        if (!asked && ending instanceof Ending.TimeUp && !scenario.faults().isEmpty()) {
            nemesis.healAll(); // so that there is evidence of those that are on, and a report of those that never began
        }
        Cluster.Account account = cluster.account();
        RunEvidence seen = new RunEvidence(
                recorder.history(),
                experiment.check().isInMemory() || !asked ? Optional.empty() : recorder.finish(),
                recorder.changes(),
                recorder.foundNothing(),
                recorder.hasConnected(),
                ClientPlace.unserved(
                        experiment.client(), plan.spec().clients(), recorder.history(), workloadEnd.toNanos()),
                !stopped && clients.hasUnfinishedEnd(),
                ending,
                clients.failure(),
                stories,
                stopped || !asked ? Recovery.notTested() : recovery(cluster, recorder, clients, nodes.healedNanos()),
                stopped ? Optional.empty() : available(recorder, nemesis, stories, workloadEnd),
                workloadEnd.toNanos(),
                recorder.refusals().mostFrequent(),
                unread(plan),
                drawn.isPresent() && drawn.get().entries().isEmpty()
                        ? experiment.faults().kinds()
                        : List.of(),
                drawn.isEmpty()
                        && nemesis.reports().isEmpty()
                        && !scenario.faults().isEmpty(),
                nemesis.reports(),
                drawn.isEmpty() ? nemesis.unmet() : List.of(),
                supervisor.isPresent());
        RunResult.Answer base = asked
                ? RunJudge.judge(experiment.check(), seen)
                : RunJudge.withFaults(invariants.alone(printed.alone(RunJudge.unasked(seen), ending), ending), seen);
        RunResult.Answer answer = invariants.judge(printed.judge(base));
        Optional<Traffic> traffic = asked ? Optional.of(Traffic.of(recorder.history())) : Optional.empty();
        Optional<ClientReport> report =
                asked ? Optional.of(report(clients, plan.spec(), recorder, answer)) : Optional.empty();
        return new RunResult(
                experiment.name(),
                seed,
                experiment.network().sentences(),
                answer,
                stopped,
                counts(account, cluster.nowNanos(), recorder, stopwatch),
                traffic,
                report,
                seen.faults(),
                drawn.map(Schedule::optional).orElseGet(nemesis::played),
                seen.nodes(),
                seen.recovery(),
                seen.available(),
                supervisor.map(Supervisor::restarts).orElse(List.of()),
                printed.found(),
                invariants.accounts(),
                invariants.probes(),
                invariants.unread(),
                logs.full(),
                account.unmodelled(),
                account.unmodelledUses(),
                account.fingerprint(),
                options.folder());
    }

    /** Returns the settings that the file gives and nobody has looked at, with their tables. */
    private List<String> unread(WorkloadPlan plan) {
        return Stream.concat(
                        plan.options().unread(experiment.client().settings().keySet()).stream()
                                .map(name -> "'" + name + "' in [client.settings]"),
                        plan
                                .settings()
                                .unread(experiment
                                        .workload()
                                        .requests()
                                        .settings()
                                        .keySet())
                                .stream()
                                .map(name -> "'" + name + "' in [workload.settings]"))
                .toList();
    }

    /** Starts a server for the first time, when no fault that came before keeps it from running any more. */
    private static void begin(Member server, Cluster cluster, Nemesis nemesis, Duration healed) {
        long freeNanos = Math.min(nemesis.heldUntilNanos(server.name()), healed.toNanos());
        long heldNanos = freeNanos - cluster.nowNanos();
        if (heldNanos > 0) {
            cluster.after(Duration.ofNanos(heldNanos), () -> begin(server, cluster, nemesis, healed));
        } else if (!server.isRunning()) {
            server.start();
        }
    }

    private static Nemesis install(Cluster cluster, Scenario scenario, List<String> nodes, long seed) {
        try {
            return Nemesis.install(cluster, scenario, nodes, seed);
        } catch (IllegalArgumentException e) {
            throw new ExperimentException("the faults do not suit the experiment: " + e.getMessage());
        }
    }

    private Recovery recovery(Cluster cluster, HistoryRecorder recorder, Clients clients, OptionalLong healed) {
        if (healed.isEmpty()) {
            return Recovery.notTested();
        }
        long end = cluster.nowNanos();
        Optional<Duration> within = experiment.check().recoversWithin();
        Recovery byKey = RecoveryJudge.judge(
                recorder.history(),
                healed.getAsLong(),
                end,
                within,
                experiment.workload().finalReads());
        return clients.finalReads()
                .map(reads -> RecoveryJudge.through(byKey, reads, end, within))
                .orElse(byKey);
    }

    private Optional<Availability> available(
            HistoryRecorder recorder, Nemesis nemesis, List<NodeStory> stories, Duration workloadEnd) {
        return experiment
                .check()
                .available()
                .map(spec -> AvailabilityJudge.judge(
                        spec,
                        recorder.history(),
                        recorder.connections(),
                        experiment.system().nodeNames(),
                        nemesis.reports(),
                        stories.stream().flatMap(story -> story.ends().stream()).toList(),
                        workloadEnd.toNanos()));
    }

    /** Returns whether the run is to be ended at a violation, and there is one; asked between two turns. */
    private static BooleanSupplier stop(
            RunOptions options, @Nullable ViolationWatch watch, PrintWatch printed, InvariantLooks invariants) {
        return () -> {
            // Also where nothing is stopped they are looked at now, so that notes do not pile up.
            boolean violated = invariants.seesViolation();
            return options.atViolation() == AtViolation.STOP
                    && (violated || printed.seesViolation() || (watch != null && watch.seesViolation()));
        };
    }

    private ClientReport report(
            Clients clients, WorkloadSpec drawn, HistoryRecorder recorder, RunResult.Answer answer) {
        List<dev.faultline.check.Operation> shown = answer.check()
                .flatMap(Finding::counterexample)
                .map(Verdict.Violation::operations)
                .orElse(List.of());
        return new ClientReport(
                clients.shares(),
                clients.produced(),
                clients.openLoop(),
                ClientPlace.of(experiment.client(), drawn.clients(), recorder.history()),
                experiment.workload().ranges().drawn(drawn),
                clients.finalReads(),
                recorder.routes().of(shown));
    }

    private List<Member> addServers(Cluster cluster) {
        return experiment.system().nodes().stream()
                .map(node -> cluster.add(node.toNodeSpec(artifacts.system())))
                .toList();
    }

    private List<Member> addClientNodes(Cluster cluster, Clients clients) {
        ClientSpec client = experiment.client();
        return client.isThere() ? ClientNode.add(cluster, client, artifacts.client(), clients) : List.of();
    }

    private List<Member> addStandIns(Cluster cluster) {
        List<StandIn> standIns = experiment.system().standIns();
        return IntStream.range(0, standIns.size())
                .mapToObj(i -> cluster.add(
                        standIns.get(i).node().toNodeSpec(artifacts.standIns().get(i))))
                .toList();
    }

    /** Long enough that a key which is asked for late can still be found to be lost. */
    private Duration finalReadsLimit() {
        Duration twice =
                experiment.check().recoversWithin().orElse(Duration.ZERO).multipliedBy(2);
        return twice.compareTo(FINAL_READS_AT_LEAST) > 0 ? twice : FINAL_READS_AT_LEAST;
    }

    private WorkloadPlan plan(Cluster cluster, long seed, Duration workloadEnd, Duration healed) {
        return new WorkloadPlan(
                seed,
                cluster::nowNanos,
                experiment.workload().drawn(seed),
                workloadEnd.toNanos(),
                healed.toNanos(),
                healed.plus(finalReadsLimit()).toNanos(),
                experiment.check().initial(),
                experiment.system().nodeNames(),
                new ClientSettings(experiment.clientOptions()),
                new ClientSettings(experiment.workload().requests().settings()));
    }

    /** The scenario that the experiment, or who asked for the run, says. */
    private Optional<Scenario> said() {
        return experiment.scenario();
    }

    private Schedule drawn(long seed) {
        return experiment
                .faults()
                .draw(
                        experiment.system().nodeNames(),
                        experiment.faultsEnd(),
                        experiment.check().available(),
                        seed);
    }

    private static void write(EventWriter events, Event event) {
        events.append(
                event.name(),
                event.node(),
                event.thread(),
                event.data(),
                event.timeNanos(),
                event.causes().stream().mapToLong(Long::longValue).toArray());
    }

    /** Shows in the history, too, when what broke. */
    private static void noteFault(Event event, HistoryRecorder recorder) {
        if (event.name().equals("FaultInjected") || event.name().equals("FaultHealed")) {
            recorder.nemesis(
                    event.name().equals("FaultInjected") ? "inject" : "heal",
                    String.valueOf(
                            event.data().getOrDefault("fault", event.data().get("number"))));
        }
    }

    private static RunResult.Counts counts(
            Cluster.Account account, long nowNanos, HistoryRecorder recorder, Stopwatch stopwatch) {
        return new RunResult.Counts(
                recorder.invocations(),
                recorder.completed(Operation.Type.OK),
                recorder.completed(Operation.Type.FAIL),
                recorder.completed(Operation.Type.INFO),
                recorder.changes().cardinality(),
                account.threads(),
                account.turns(),
                account.events(),
                nowNanos,
                stopwatch.cpuNanos(),
                stopwatch.wallNanos());
    }

    /** Measures what a run costs the host. */
    private static final class Stopwatch {
        private final com.sun.management.OperatingSystemMXBean system =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private final long cpuStart = system.getProcessCpuTime();
        private final long wallStart = System.nanoTime();

        long cpuNanos() {
            return system.getProcessCpuTime() - cpuStart;
        }

        long wallNanos() {
            return System.nanoTime() - wallStart;
        }
    }
}
