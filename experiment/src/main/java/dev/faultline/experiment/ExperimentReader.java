package dev.faultline.experiment;

import dev.faultline.chaos.FaultPlan;
import dev.faultline.chaos.file.Surroundings;
import dev.faultline.chaos.file.TomlFile;
import dev.faultline.experiment.Experiment.Option;
import dev.faultline.experiment.Problems.Place;
import dev.faultline.journal.Amount;
import dev.faultline.journal.PathName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/** Reads an experiment file. Used once. */
final class ExperimentReader {
    private static final Duration TINY = Duration.ofMillis(1);
    private static final Duration HUGE = Duration.ofHours(1_000);
    private static final long TURNS_DEFAULT = 100_000_000;
    /** How long a run may take to settle after its workload, unless the file says otherwise. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    /** The final reads may take two; see {@link Runner}. */
    private static final int RECOVERIES = 3;

    private final String source;
    private final String text;
    private final Path folder;
    private final Problems problems;
    private final ClassPathReader classPaths;
    private final Map<String, String> set;

    ExperimentReader(String source, String text, Path folder, Map<String, String> set) {
        this.source = source;
        this.text = text;
        this.folder = folder;
        this.set = set;
        problems = new Problems(source);
        classPaths = new ClassPathReader(folder, problems);
    }

    /** Returns the root of the file, and its options. */
    private Section root(Map<String, Option> options) {
        TomlTable toml = TomlFile.parse(
                        text, (line, column, problem) -> problems.add(new Place(line, column, ""), problem))
                .map(TomlTable.class::cast)
                .orElseGet(() -> Toml.parse(""));
        problems.check();
        Section bare = new Section(toml, new Place(1, 1, ""), problems, new Placeholders(Map.of(), problems));
        options.putAll(new OptionsReader(problems, set).read(bare.section("options")));
        Section root = bare.with(placeholders(options));
        root.has("options");
        return root;
    }

    private Placeholders placeholders(Map<String, Option> options) {
        return new Placeholders(values(options), problems);
    }

    private static Map<String, String> values(Map<String, Option> options) {
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach((name, option) -> values.put(name, option.value()));
        return values;
    }

    /** Reads the system of the same file where some options have other values. */
    private SystemSpec readSystemWith(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(set);
        all.putAll(others);
        return new ExperimentReader(source, text, folder, all).readSystem();
    }

    private SystemSpec readSystem() {
        Map<String, Option> options = new LinkedHashMap<>();
        Section root = root(options);
        SystemSpec system = new SystemReader(root.section("system"), placeholders(options), classPaths, problems)
                .read(root.section("beside"));
        problems.check();
        return system;
    }

    /** Reads the schedule of the file, if it has one, for these surroundings: what does not suit is told at its place. */
    Optional<ScheduleText> readSchedule(Surroundings surroundings) {
        Section faults = root(new LinkedHashMap<>()).section("faults");
        Optional<ScheduleText> schedule = new FaultsReader(faults, problems).schedule(surroundings, source);
        problems.check();
        return schedule;
    }

    Experiment read() {
        Map<String, Option> options = new LinkedHashMap<>();
        Section root = root(options);
        Placeholders ofOptions = placeholders(options);
        SystemReader systemReader = new SystemReader(root.section("system"), ofOptions, classPaths, problems);
        String name = root.requiredText("name", "what the experiment is called");
        if (!name.isBlank() && !PathName.isOne(name)) {
            root.problem(
                    "name", "run folders are called after it, so it may have " + PathName.FORM + "; is '" + name + "'");
        }
        String description = root.text("description", "");
        SystemSpec system = systemReader.read(root.section("beside"));
        NetworkReader networkReader = new NetworkReader(root.section("network"));
        ClientSpec client = client(root.section("client").with(systemReader.placeholders()), system);
        NetworkSpec network = networkReader.read(system.nodeNames(), beside(system, client.nodes()));
        WorkloadSpec workload = new WorkloadReader(root.section("workload"), problems).read();
        refuseIdle(root.section("client"), client, workload);
        Setups setups = new Setups(
                values(options),
                system,
                client.isThere() ? client.nodes() : List.of(),
                beside(system, List.of()),
                this::readSystemWith);
        Section checked = root.section("check");
        Optional<AvailabilitySpec> available =
                availability(checked, system.nodes().size());
        FaultPlanSpec faults = new FaultsReader(root.section("faults"), problems)
                .read(workload.duration(), available.map(AvailabilitySpec::phase), setups, source);
        InvariantSpec invariants = new InvariantReader(checked, client.isThere(), system.nodeNames()).read();
        CheckSpec check = check(checked, workload, available, invariants);
        available.ifPresent(wanted -> refuseWithoutAbsence(checked, faults, wanted));
        LimitSpec limits = limits(root.section("limits"), workload, check);
        root.refuseOthers();
        systemReader.refuseUnusedLists();
        if (!client.isThere()) {
            refuseWithoutClient(root);
        }
        problems.check();
        return new Experiment(
                name,
                description,
                source,
                text,
                options,
                system,
                setups,
                network,
                client,
                workload,
                faults,
                check,
                limits);
    }

    /** Returns these nodes, and those beside the system. */
    private static List<String> beside(SystemSpec system, List<String> nodes) {
        List<String> beside = new ArrayList<>(nodes);
        system.standIns().forEach(standIn -> beside.add(standIn.node().name()));
        return beside;
    }

    private static void refuseWithoutClient(Section root) {
        String why = "there is no client, as its class is \"" + ClientSpec.NONE + "\"";
        root.section("client").refuseUnused(List.of("class"), why);
        root.section("workload").refuseUnused(List.of("duration"), why);
        root.section("check").refuseUnused(List.of("never-printed", "invariant", "groups", "probe"), why);
    }

    /** Complains where there are not as many clients as nodes for them. */
    private static void refuseIdle(Section section, ClientSpec client, WorkloadSpec workload) {
        int nodes = client.nodes().size();
        if (client.isThere() && nodes > workload.clients()) {
            section.problem(
                    "nodes",
                    "nobody works on " + client.nodes().get(workload.clients()) + ": there are " + nodes
                            + " nodes, and clients in [workload] is " + workload.clients());
        }
    }

    private List<String> clientNodes(Section section, SystemSpec system) {
        if (!section.has("nodes")) {
            return ClientSpec.USUAL_NODES;
        }
        Set<String> names = new LinkedHashSet<>();
        List<String> taken = beside(system, system.nodeNames());
        for (Template name : section.filled("nodes")) {
            if (!SystemReader.isHostName(name.text())) {
                problems.add(name.place(), SystemReader.HOST_NAMES + "'" + name.text() + "'");
            } else if (taken.contains(name.text()) || !names.add(name.text())) {
                problems.add(name.place(), "a node called '" + name.text() + "' is there already");
            }
        }
        if (section.isArray("nodes") && section.templates("nodes").isEmpty()) {
            section.problem("nodes", "is empty; clients need a node at least");
        }
        return names.isEmpty() ? ClientSpec.USUAL_NODES : List.copyOf(names);
    }

    private ClientSpec client(Section section, SystemSpec system) {
        ClientSpec client = new ClientSpec(
                clientNodes(section, system),
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

    private CheckSpec check(
            Section section, WorkloadSpec workload, Optional<AvailabilitySpec> available, InvariantSpec invariants) {
        HistoryCheck.Named named = HistoryCheck.read(section, workload.requests());
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
        return new CheckSpec(
                named.model(),
                named.level(),
                named.settings(),
                okAtLeast,
                recoversWithin,
                available,
                neverPrinted,
                invariants);
    }

    private static Optional<AvailabilitySpec> availability(Section section, int nodes) {
        if (!section.has("available-within")) {
            if (section.has("available-without")) {
                section.problem(
                        "available-without", "is not used: available-within says how long a key may be asked for");
            }
            return Optional.empty();
        }
        if (nodes < 2) {
            section.problem("available-within", "is about systems of two nodes and more: one has to be missing");
            return Optional.empty();
        }
        return Optional.of(new AvailabilitySpec(
                section.duration("available-within", TINY, HUGE, CheckSpec.RECOVERS_WITHIN),
                (int) section.number("available-without", 1, nodes - 1, Math.max(1, (nodes - 1) / 2))));
    }

    /** What a plan can never bring about is not tested; of a schedule the run tells. */
    private static void refuseWithoutAbsence(Section section, FaultPlanSpec faults, AvailabilitySpec available) {
        // A kind that is unknown is a problem already.
        boolean known = FaultPlan.drawable().containsAll(faults.kinds())
                || faults.profile().isPresent();
        if (faults.schedule().isEmpty() && known && !faults.canLeaveOut(available)) {
            section.problem(
                    "available-within",
                    "is not tested: [faults] lets no " + Amount.of(available.without(), "node")
                            + " be missing; 'kill' must be among the kinds and down-max be " + available.without()
                            + " or more, or 'partition' and cut-max; damage-max may not be more");
        }
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
