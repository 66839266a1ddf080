package dev.faultline.experiment;

import dev.faultline.chaos.file.TomlFile;
import dev.faultline.experiment.Experiment.Option;
import dev.faultline.experiment.Problems.Place;
import dev.faultline.journal.PathName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/** Reads an experiment file. Used once. */
final class ExperimentReader {
    private static final Duration TINY = Duration.ofMillis(1);
    private static final Duration HUGE = Duration.ofHours(1_000);
    private static final int CLIENTS_MAX = 1_000;
    private static final int KEYS_MAX = 100_000;
    private static final int RATE_MAX = 1_000_000;
    private static final long TURNS_DEFAULT = 100_000_000;
    /** How long a run may take to settle after its workload, unless the file says otherwise. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    /** The final reads may take two; see {@link Runner}. */
    private static final int RECOVERIES = 3;

    private final String source;
    private final String text;
    private final Problems problems;
    private final ClassPathReader classPaths;
    private final Map<String, String> set;

    ExperimentReader(String source, String text, Path folder, Map<String, String> set) {
        this.source = source;
        this.text = text;
        this.set = set;
        problems = new Problems(source);
        classPaths = new ClassPathReader(folder, problems);
    }

    Experiment read() {
        TomlTable toml = TomlFile.parse(
                        text, (line, column, problem) -> problems.add(new Place(line, column, ""), problem))
                .map(TomlTable.class::cast)
                .orElseGet(() -> Toml.parse(""));
        problems.check();

        Section bare = new Section(toml, new Place(1, 1, ""), problems, new Placeholders(Map.of(), problems));
        Map<String, Option> options = new OptionsReader(problems, set).read(bare.section("options"));
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach((name, option) -> values.put(name, option.value()));
        Placeholders ofOptions = new Placeholders(values, problems);
        Section root = bare.with(ofOptions);
        root.has("options");

        SystemReader systemReader = new SystemReader(root.section("system"), ofOptions, classPaths, problems);
        String name = root.requiredText("name", "what the experiment is called");
        if (!name.isBlank() && !PathName.isOne(name)) {
            root.problem(
                    "name", "run folders are called after it, so it may have " + PathName.FORM + "; is '" + name + "'");
        }
        String description = root.text("description", "");
        SystemSpec system = systemReader.read(root.section("beside"));
        ClientSpec client = client(root.section("client").with(systemReader.placeholders()));
        WorkloadSpec workload = workload(root.section("workload"));
        FaultPlanSpec faults = new FaultsReader(root.section("faults"), problems)
                .read(workload.duration(), system.nodeNames(), source);
        CheckSpec check = check(root.section("check"), workload);
        LimitSpec limits = limits(root.section("limits"), workload, check);
        root.refuseOthers();
        systemReader.refuseUnusedLists();
        if (!client.isThere()) {
            refuseWithoutClient(root);
        }
        problems.check();
        return new Experiment(
                name, description, source, text, options, system, client, workload, faults, check, limits);
    }

    private static void refuseWithoutClient(Section root) {
        String why = "there is no client, as its class is \"" + ClientSpec.NONE + "\"";
        root.section("client").refuseUnused(List.of("class"), why);
        root.section("workload").refuseUnused(List.of("duration"), why);
        root.section("check").refuseUnused(List.of("never-printed"), why);
    }

    private ClientSpec client(Section section) {
        ClientSpec client = new ClientSpec(
                classPaths.className(section, "class", "the class that talks to the system"),
                classPaths.artifacts(section),
                classPaths.classPath(section),
                section.textTable("settings"),
                section.textTable("properties"),
                section.textTable("files"));
        for (String path : client.files().keySet()) {
            NodePath.problem(path).ifPresent(problem -> section.section("files").problem(path, problem));
        }
        section.refuseOthers();
        return client;
    }

    private WorkloadSpec workload(Section section) {
        int clients = (int) section.number("clients", 1, CLIENTS_MAX, 3);
        int keys = (int) section.number("keys", 1, KEYS_MAX, 3);
        int sends = (int) section.number("sends", 0, 100, 0);
        int polls = (int) section.number("polls", 0, 100, 0);
        boolean ofLogs = sends + polls > 0;
        int reads = (int) section.number("reads", 0, 100, ofLogs ? 0 : 50);
        int writes = (int) section.number("writes", 0, 100, ofLogs ? 0 : 50);
        int cas = (int) section.number("cas", 0, 100, 0);
        int sum = reads + writes + cas + sends + polls;
        if (sum != 100) {
            problems.add(
                    section.place(),
                    "reads, writes and cas, or sends and polls, are percentages and must make 100, make " + sum);
        }
        for (String other : ofLogs ? List.of("reads", "writes", "cas") : List.of("sends", "polls")) {
            if (section.has(other)) {
                section.problem(other, "is not used: the workload is about " + (ofLogs ? "logs" : "registers"));
            }
        }
        Duration thinkTime = section.duration("think-time", Duration.ZERO, HUGE, Duration.ofMillis(100));
        if (section.has("rate")) {
            if (section.has("think-time")) {
                section.problem("rate", "stands beside think-time; one of them decides the other");
            }
            long rate = section.number("rate", 1, RATE_MAX, 1);
            thinkTime = Duration.ofSeconds(clients).dividedBy(rate);
        }
        WorkloadSpec workload = new WorkloadSpec(
                clients,
                keys,
                reads,
                writes,
                cas,
                sends,
                polls,
                thinkTime,
                section.duration("duration", TINY, HUGE, Duration.ofSeconds(60)),
                section.duration("operation-timeout", TINY, HUGE, Duration.ofSeconds(5)),
                section.flag("final-reads", true));
        section.refuseOthers();
        return workload;
    }

    private CheckSpec check(Section section, WorkloadSpec workload) {
        String model = section.choice("model", CheckSpec.MODELS, workload.isOfLogs() ? CheckSpec.LOG : "cas-register");
        if (workload.isOfLogs() != model.equals(CheckSpec.LOG)) {
            section.problem(
                    "model",
                    workload.isOfLogs()
                            ? "the workload is about logs; use log"
                            : "log is for workloads of sends and polls; use cas-register");
        }
        if (model.equals("register") && workload.cas() > 0) {
            section.problem("model", "register knows no cas, and the workload has some; use cas-register");
        }
        Optional<String> initial = section.has("initial") ? Optional.of(section.text("initial", "")) : Optional.empty();
        if (initial.isPresent() && model.equals(CheckSpec.LOG)) {
            section.problem("initial", "is not used: it is what registers hold, and the workload is about logs");
        }
        double okAtLeast = section.share("ok-at-least", CheckSpec.OK_AT_LEAST);
        Optional<Duration> recoversWithin = section.text("recovers-within", "").equals(CheckSpec.NEVER)
                ? Optional.empty()
                : Optional.of(section.duration("recovers-within", TINY, HUGE, CheckSpec.RECOVERS_WITHIN));
        if (section.has("recovers-within") && recoversWithin.isPresent() && !workload.finalReads()) {
            section.problem(
                    "recovers-within",
                    "needs the final reads, which final-reads = false in [workload] turns off; write \"never\", or let"
                            + " the clients read");
        }
        List<LinePattern> neverPrinted = LinePattern.read(section);
        section.refuseOthers();
        return new CheckSpec(model, initial, okAtLeast, recoversWithin, neverPrinted);
    }

    private LimitSpec limits(Section section, WorkloadSpec workload, CheckSpec check) {
        Duration recovery = check.recoversWithin().orElse(Duration.ZERO).multipliedBy(RECOVERIES);
        Duration settling = recovery.compareTo(SETTLING) > 0 ? recovery : SETTLING;
        LimitSpec limits = new LimitSpec(
                section.number("turns", 1, Long.MAX_VALUE, TURNS_DEFAULT),
                section.duration("time", TINY, HUGE, workload.duration().plus(settling)));
        if (limits.time().compareTo(workload.duration()) <= 0) {
            section.problem(
                    "time", "must be longer than the workload, which takes " + Durations.format(workload.duration()));
        }
        section.refuseOthers();
        return limits;
    }
}
