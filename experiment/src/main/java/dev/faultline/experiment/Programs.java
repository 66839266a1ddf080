package dev.faultline.experiment;

import dev.faultline.sim.NodeSpec;
import dev.faultline.workload.Client;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tomlj.Toml;

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
        ClassModel type = found.get();
        if (type.flags().has(AccessFlag.ABSTRACT) || !type.flags().has(AccessFlag.PUBLIC)) {
            problem(
                    List.of("client"),
                    "class",
                    "class " + client + " cannot be made; it must be public and not abstract");
        } else if (type.methods().stream()
                .noneMatch(method -> method.methodName().equalsString("<init>")
                        && method.methodType().equalsString("()V")
                        && method.flags().has(AccessFlag.PUBLIC))) {
            problem(List.of("client"), "class", "class " + client + " has no public constructor without parameters");
        } else if (!isClient(classPath, type)) {
            problem(List.of("client"), "class", "class " + client + " does not implement " + Client.class.getName());
        }
    }

    /** Whether the class is a client, or inherits from what is not in its class path and so may be one. */
    private static boolean isClient(ClassFiles classPath, ClassModel type) {
        if (type.interfaces().stream()
                .map(each -> name(each.asSymbol()))
                .anyMatch(each -> each.equals(Client.class.getName())
                        || classPath
                                .find(each)
                                .map(above -> isClient(classPath, above))
                                .orElse(!each.startsWith("java.")))) {
            return true;
        }
        return superclass(type)
                .map(above -> classPath
                        .find(above)
                        .map(inherited -> isClient(classPath, inherited))
                        .orElse(!above.startsWith("java.")))
                .orElse(false);
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
}
