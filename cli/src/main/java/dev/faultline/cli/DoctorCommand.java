package dev.faultline.cli;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.AtViolation;
import dev.faultline.experiment.BareSystem;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.ExperimentException;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.FaultOrder;
import dev.faultline.experiment.Garbage;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.Runner;
import dev.faultline.experiment.Verification;
import dev.faultline.experiment.WorkerTask;
import dev.faultline.journal.OwnedFolder;
import dev.faultline.sim.Preemption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline doctor}: does a system suit the simulator? */
@Command(
        name = "doctor",
        description = "Runs a system without client, or an experiment, and lists every API that it used and that is"
                + " refused or not modelled, by node and place, with the remedy. Then runs it once more in the same JVM"
                + " and once in a fresh one, and says whether the three runs are identical.",
        footer = {
            "",
            "Examples:",
            "  faultline doctor --main org.example.Server --artifact org.example:server:1.0 --argument 8080",
            "  faultline doctor --jar target/app.jar --env PORT=8080 --file /etc/app.yaml=app.yaml",
            "  faultline doctor --main Server --class-path classes --nodes 3 --argument '$${node.name}' --time 2m",
            "  faultline doctor zookeeper --json",
            "",
            "Exit codes: 0 identical and nothing unmodelled, 1 the runs differ, 2 identical, but something is not"
                    + " modelled or the system did not run, 254 bad usage or input, 255 internal error."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int NODES_MAX = 99;
    private static final long HOURS_MAX = 24;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "EXPERIMENT",
            description = "An experiment, with its client, instead of --main.")
    private String experiment = "";

    @Option(names = "--main", paramLabel = "CLASS", description = "The class whose main method every node runs.")
    private String main = "";

    @Option(names = "--jar", paramLabel = "FILE", description = "Instead of --main: the jar that java -jar would run.")
    private @Nullable Path jar;

    @Option(
            names = "--artifact",
            paramLabel = "G:A:V",
            description = "A Maven artifact, with all it needs at run time; may be given several times.")
    private List<String> artifacts = List.of();

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            split = ":",
            description = "Jars and folders, before the artifacts; several with ':' between them.")
    private List<Path> classPath = List.of();

    @Option(
            names = "--argument",
            paramLabel = "TEXT",
            description = "An argument of the main method; may be given several times. $${node.name}, $${node.number}"
                    + " and $${nodes} are filled in.")
    private List<String> arguments = List.of();

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "A system property of every node; may be given several times.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--env",
            paramLabel = "KEY=VALUE",
            description = "An environment variable of every node; may be given several times.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--file",
            paramLabel = "PATH=FILE",
            description =
                    "A file on the disk of every node, by its absolute path there, and the file (text in UTF-8) that"
                            + " holds its contents; may be given several times.")
    private Map<String, Path> files = new LinkedHashMap<>();

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "1", description = "How many nodes. Default: 1.")
    private int nodes = 1;

    @Option(
            names = "--time",
            paramLabel = "SPAN",
            defaultValue = "60s",
            description = "How long the system runs, in virtual time. Default: 60s.")
    private String time = "60s";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of the experiment; may be given several times.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The seed. Default: 1.")
    private String seed = "1";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Keeps the experiment file and the folders of the runs, with what the nodes printed, there."
                    + " Must not be there yet, or be empty.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        long number = SeedNumber.parse(seed);
        Terminal terminal = new Terminal();
        try (OwnedFolder owned = out == null ? OwnedFolder.temporary("doctor") : null) {
            Path scratch = owned == null ? emptyFolder(Objects.requireNonNull(out)) : owned.path();
            String source = source(scratch);
            Experiment loaded = Experiments.load(source, set);
            requirePrograms(loaded, terminal, scratch);
            terminal.progress("running " + loaded.name() + " three times ...");
            try (Verification verification = new Verification(
                    new WorkerTask(source, set, Preemption.NONE, AtViolation.GO_ON, FaultOrder.NONE, Garbage.LEFT),
                    scratch)) {
                Diagnosis diagnosis = new Diagnosis(loaded, verification.verify(number));
                terminal.endProgress();
                if (json) {
                    diagnosis.printJson(System.out);
                } else {
                    diagnosis.print(System.out);
                }
                return diagnosis.exitCode();
            }
        }
    }

    private static Path emptyFolder(Path folder) throws IOException {
        if (Files.exists(folder) && (!Files.isDirectory(folder) || !isEmpty(folder))) {
            throw new UsageException("--out " + folder + " is there already; give a folder that is empty or not there");
        }
        return Files.createDirectories(folder);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    /** Returns the experiment's name or file; one is written for what the command line tells of a system. */
    private String source(Path scratch) throws IOException {
        int given = (main.isEmpty() ? 0 : 1) + (jar == null ? 0 : 1) + (experiment.isEmpty() ? 0 : 1);
        if (given != 1) {
            throw new UsageException(
                    given == 0
                            ? "doctor needs --main CLASS with --artifact or --class-path, --jar FILE, or an EXPERIMENT"
                            : "doctor takes one of --main, --jar and an EXPERIMENT");
        }
        boolean hasClassPath = !artifacts.isEmpty() || !classPath.isEmpty();
        boolean describesASystem = hasClassPath
                || !arguments.isEmpty()
                || !properties.isEmpty()
                || !environment.isEmpty()
                || !files.isEmpty();
        if (!experiment.isEmpty()) {
            if (describesASystem) {
                throw new UsageException("--artifact, --class-path, --argument, --property, --env and --file go with"
                        + " --main or --jar; an EXPERIMENT says these itself");
            }
            return experiment;
        }
        if (jar == null && !hasClassPath) {
            throw new UsageException("--main needs an --artifact or a --class-path that holds the class");
        }
        if (jar != null && hasClassPath) {
            throw new UsageException("--artifact and --class-path go with --main; a jar brings its own class path, as"
                    + " java -jar takes it");
        }
        if (nodes < 1 || nodes > NODES_MAX) {
            throw new UsageException("--nodes must be from 1 to " + NODES_MAX + ", is " + nodes);
        }
        Duration duration = TimeSpan.parse(time);
        if (duration.isZero() || duration.compareTo(Duration.ofHours(HOURS_MAX)) > 0) {
            throw new UsageException("--time must be more than nothing and at most " + HOURS_MAX + " h, is " + time);
        }
        BareSystem.Program program = jar == null ? new BareSystem.Program.Main(main) : new BareSystem.Program.Jar(jar);
        BareSystem system = new BareSystem(
                program, artifacts, classPath, arguments, properties, environment, contentsOfFiles(), nodes, duration);
        return Files.writeString(scratch.resolve("doctor.toml"), system.toToml())
                .toString();
    }

    private Map<String, String> contentsOfFiles() {
        Map<String, String> contents = new LinkedHashMap<>();
        files.forEach((path, file) -> {
            if (!path.startsWith("/") || path.endsWith("/")) {
                throw new UsageException("--file " + path + "=" + file + ": the path in the node must be absolute, like"
                        + " /etc/app.yaml");
            }
            try {
                contents.put(path, Files.readString(file));
            } catch (NoSuchFileException e) {
                throw new UsageException("--file " + path + "=" + file + ": there is no file " + file);
            } catch (IOException e) {
                throw new UsageException(
                        "--file " + path + "=" + file + ": " + file + " cannot be read as text in UTF-8");
            }
        });
        return contents;
    }

    /** Refuses what could only fail, before three runs of it; a file that was made here goes by its name alone. */
    private static void requirePrograms(Experiment loaded, Terminal terminal, Path scratch) {
        try {
            var _ = new Runner(loaded, RunArtifacts.of(loaded, Artifacts.ofUser(terminal::progress)));
        } catch (ExperimentException e) {
            throw new ExperimentException(String.valueOf(e.getMessage()).replace(scratch + "/", ""), e);
        }
    }
}
