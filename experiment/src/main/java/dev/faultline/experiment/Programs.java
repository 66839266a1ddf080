package dev.faultline.experiment;

import dev.faultline.experiment.probe.FieldPath;
import dev.faultline.experiment.probe.Source;
import dev.faultline.experiment.probe.StateProbe;
import dev.faultline.journal.Spelling;
import dev.faultline.sim.NodeSpec;
import dev.faultline.workload.Client;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlArray;

/**
 * Makes sure before a run that the classes which an experiment names can be what they are named for: a system whose main
 * class is not there would look like one that ends at once.
 */
final class Programs {
    private static final Set<String> MAIN_TYPES = Set.of("([Ljava/lang/String;)V", "()V");

    private final Experiment experiment;
    private final Problems problems;

    private Programs(Experiment experiment) {
        this.experiment = experiment;
        problems = new Problems(experiment.source());
    }

    /**
     * Looks for the main class of every node, and for the class of the client.
     *
     * @throws ExperimentException if one is not in its class path, or is no main class, or no client
     */
    static void require(Experiment experiment, RunArtifacts files) {
        Programs programs = new Programs(experiment);
        ClassFiles system = new ClassFiles(NodeSpec.searchPath(files.system()));
        experiment.system().nodes().stream()
                .map(SystemSpec.SystemNode::main)
                .distinct()
                .forEach(main -> programs.requireMain(system, main, List.of("system")));
        files.upgrades().values().forEach(other -> {
            ClassFiles upgraded = new ClassFiles(NodeSpec.searchPath(other.classPath()));
            other.nodes().stream()
                    .map(SystemSpec.SystemNode::main)
                    .distinct()
                    .forEach(main -> programs.requireMain(upgraded, main, List.of("system")));
        });
        for (int i = 0; i < experiment.check().invariants().probes().size(); i++) {
            programs.requireProbe(
                    system, experiment.check().invariants().probes().get(i), i);
        }
        for (int i = 0; i < experiment.system().standIns().size(); i++) {
            SystemSpec.SystemNode node = experiment.system().standIns().get(i).node();
            ClassFiles own = new ClassFiles(NodeSpec.searchPath(files.standIns().get(i)));
            programs.requireMain(own, node.main(), List.of("beside", node.name()));
        }
        if (experiment.client().isThere()) {
            programs.requireClient(
                    new ClassFiles(files.client()), experiment.client().className());
        }
        if (experiment.client().isThere() && experiment.workload().requests().isOwn()) {
            programs.requireWorkload(
                    new ClassFiles(files.client()),
                    experiment.workload().requests().kind());
        }
        programs.problems.check();
    }

    private void requireWorkload(ClassFiles classPath, String workload) {
        Optional<ClassModel> found = classPath.find(workload);
        if (found.isEmpty()) {
            problem(List.of("workload"), "class", missing(workload, classPath.entries()));
        } else if (found.get().flags().has(AccessFlag.ABSTRACT)
                || !found.get().flags().has(AccessFlag.PUBLIC)) {
            problem(
                    List.of("workload"),
                    "class",
                    "class " + workload + " cannot be made; it must be public and not abstract");
        }
    }

    private void requireMain(ClassFiles classPath, String main, List<String> table) {
        Optional<ClassModel> type = classPath.find(main);
        if (type.isEmpty()) {
            problem(table, "main", missing(main, classPath.entries()));
            return;
        }
        // A class that inherits from one of the JDK may have its main method from there.
        for (ClassModel at = type.get(); ; ) {
            if (at.methods().stream()
                    .anyMatch(method -> method.methodName().equalsString("main")
                            && MAIN_TYPES.contains(method.methodType().stringValue()))) {
                return;
            }
            Optional<String> above = superclass(at);
            if (above.isEmpty()) {
                problem(table, "main", "class " + main + " has no main method");
                return;
            }
            Optional<ClassModel> next = classPath.find(above.get());
            if (next.isEmpty()) {
                return;
            }
            at = next.get();
        }
    }

    private void requireClient(ClassFiles classPath, String client) {
        Optional<ClassModel> found = classPath.find(client);
        if (found.isEmpty()) {
            problem(
                    List.of("client"),
                    "class",
                    missing(client, classPath.entries()) + "; write \"" + ClientSpec.NONE + "\" for a run without one");
            return;
        }
        obstacle(classPath, found.get(), client, Client.class)
                .ifPresent(why -> problem(List.of("client"), "class", why));
    }

    /** Returns why no object of the class can be made that has the type. */
    private static Optional<String> obstacle(ClassFiles classPath, ClassModel type, String name, Class<?> wanted) {
        if (type.flags().has(AccessFlag.ABSTRACT) || !type.flags().has(AccessFlag.PUBLIC)) {
            return Optional.of("class " + name + " cannot be made; it must be public and not abstract");
        }
        if (type.methods().stream()
                .noneMatch(method -> method.methodName().equalsString("<init>")
                        && method.methodType().equalsString("()V")
                        && method.flags().has(AccessFlag.PUBLIC))) {
            return Optional.of("class " + name + " has no public constructor without parameters");
        }
        return isOne(classPath, type, wanted.getName())
                ? Optional.empty()
                : Optional.of("class " + name + " does not implement " + wanted.getName());
    }

    /** Whether the class has the type, or inherits from what is not in its class path and so may have it. */
    private static boolean isOne(ClassFiles classPath, ClassModel type, String wanted) {
        if (type.interfaces().stream()
                .map(each -> name(each.asSymbol()))
                .anyMatch(each -> each.equals(wanted)
                        || classPath
                                .find(each)
                                .map(above -> isOne(classPath, above, wanted))
                                .orElse(!each.startsWith("java.")))) {
            return true;
        }
        return superclass(type)
                .map(above -> classPath
                        .find(above)
                        .map(inherited -> isOne(classPath, inherited, wanted))
                        .orElse(!above.startsWith("java.")))
                .orElse(false);
    }

    /** Makes sure of what a probe begins with; where it leads from there is seen in the run. */
    private void requireProbe(ClassFiles classPath, StateProbe probe, int number) {
        switch (probe.source()) {
            case Source.Field(String className, FieldPath path) -> {
                Optional<ClassModel> found = classPath.find(className);
                if (found.isEmpty()) {
                    if (!classPath.haveJarsInside()) {
                        ofProbe(number, "class", missing(className, classPath.entries()));
                    }
                } else if (path.steps().getFirst() instanceof FieldPath.Step.Named(String field)) {
                    missingField(classPath, found.get(), field)
                            .ifPresent(why -> ofProbe(number, "field", "class " + className + why));
                }
            }
            case Source.Code(String className) ->
                classPath
                        .find(className)
                        .map(type -> obstacle(classPath, type, className, Callable.class))
                        .orElseGet(() -> Optional.of(missing(className, classPath.entries())))
                        .ifPresent(why -> ofProbe(number, "code", why));
            case Source.Attribute _ -> {}
        }
    }

    /** Returns that a class has no such field, nor has any above it as far as these are in the class path. */
    private static Optional<String> missingField(ClassFiles classPath, ClassModel type, String field) {
        List<String> fields = new ArrayList<>();
        for (Optional<ClassModel> at = Optional.of(type); at.isPresent(); ) {
            at.get().fields().forEach(each -> fields.add(each.fieldName().stringValue()));
            Optional<String> above = superclass(at.get());
            if (fields.contains(field)
                    || (above.isPresent() && classPath.find(above.get()).isEmpty())) {
                return Optional.empty();
            }
            at = above.flatMap(classPath::find);
        }
        return Optional.of(" has no field '" + field + "'; " + Spelling.hint(field, "fields", fields));
    }

    /** Returns the name of the class above; empty where that is {@code Object}, from which nothing is inherited here. */
    private static Optional<String> superclass(ClassModel type) {
        return type.superclass()
                .map(above -> name(above.asSymbol()))
                .filter(above -> !above.equals("java.lang.Object"));
    }

    private static String name(ClassDesc type) {
        return type.packageName().isEmpty() ? type.displayName() : type.packageName() + "." + type.displayName();
    }

    private static String missing(String name, List<Path> classPath) {
        if (ClassLoader.getPlatformClassLoader().getResource(name.replace('.', '/') + ".class") != null) {
            return "class " + name + " is the JDK's; give one of the class path";
        }
        return "there is no class " + name + " in the class path: "
                + classPath.stream()
                        .map(path -> String.valueOf(path.getFileName()))
                        .toList();
    }

    private void problem(List<String> table, String key, String message) {
        List<String> path = Stream.concat(table.stream(), Stream.of(key)).toList();
        Problems.Place place =
                Problems.Place.of(Toml.parse(experiment.text()).inputPositionOf(path), String.join(".", path));
        problems.add(place, message);
    }

    private void ofProbe(int number, String key, String message) {
        TomlArray probes = Toml.parse(experiment.text()).getArray(List.of("check", "probe"));
        Problems.Place place = Problems.Place.of(
                probes == null ? null : probes.getTable(number).inputPositionOf(List.of(key)),
                "check.probe[" + number + "]." + key);
        problems.add(place, message);
    }
}
