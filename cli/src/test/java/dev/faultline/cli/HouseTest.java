package dev.faultline.cli;

import static com.tngtech.archunit.lang.conditions.ArchConditions.haveSimpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.faultline.bench.house.Circle;
import dev.faultline.bench.house.House;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house, checked on the class files of every module: who may use whom, what stays inside, and what
 * would break the promise that the same seed gives the same run.
 */
class HouseTest {
    private static final String HOUSE = "dev.faultline.";

    /** The floor of each room. A room may use those on lower floors only, so there can be no cycle either. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("journal", 1),
            Map.entry("sim", 1),
            Map.entry("check", 2),
            Map.entry("chaos", 2),
            Map.entry("invariant", 2),
            Map.entry("workload", 2),
            Map.entry("experiment", 3),
            Map.entry("gallery", 4),
            Map.entry("zookeeper", 4),
            Map.entry("examples", 4),
            Map.entry("bench", 4),
            Map.entry("cli", 5));

    /** Rooms whose results must depend on their input and the seed alone. */
    private static final Set<String> DETERMINISTIC =
            Set.of("sim", "journal", "check", "chaos", "invariant", "workload", "experiment");

    /** The classes there that read the real clock or real randomness all the same, and why their readers may trust them. */
    private static final Map<String, String> OWNERS = Map.of(
            "dev.faultline.experiment.Runner",
            "what a run cost the host; kept in the host section of the manifest",
            "dev.faultline.sim.internal.kernel.Watchdog",
            "which ends a run and shapes none",
            "dev.faultline.sim.internal.jdk.lang.TimeHooks",
            "for callers that are not simulated threads",
            "dev.faultline.sim.internal.vm.WovenClasses",
            "when a file was last in use, so that the others can make room");

    /** The packages of the machine, from the bottom. Each may use those before it only. */
    private static final List<String> PACKAGES_OF_SIM = List.of(
            "sim",
            "sim.internal.vm",
            "sim.internal.kernel",
            "sim.internal.disk",
            "sim.internal.disturbance",
            "sim.internal.net",
            "sim.internal.code",
            "sim.internal.machine",
            "sim.internal.jdk",
            "sim.internal.jdk.thread",
            "sim.internal.jdk.file",
            "sim.internal.jdk.process",
            "sim.internal.jdk.lang",
            "sim.internal.jdk.nativecode",
            "sim.internal.jdk.socket",
            "sim.internal.weave");

    /** What of the machine others may use. */
    private static final int SHOWN_TYPES_OF_SIM = 43;

    /** Below this number of types the share of public ones says nothing. */
    private static final int ENOUGH_TYPES = 10;

    /** The most classes of the machine that may use each other in a circle. It only ever shrinks. */
    private static final int LARGEST_CIRCLE_OF_SIM = 30;

    /** The same elsewhere, where a sealed type and its subtypes count for one. */
    private static final int LARGEST_CIRCLE = 10;

    /** What stands for the simulator as the place where nodes run; its values, such as events and distributions, do not. */
    private static final Set<String> SIMULATOR = Set.of(
            "dev.faultline.sim.Simulation",
            "dev.faultline.sim.SimulationOptions",
            "dev.faultline.sim.Node",
            "dev.faultline.sim.NodeClock",
            "dev.faultline.sim.NodeCode",
            "dev.faultline.sim.NodeMemory",
            "dev.faultline.sim.Network",
            "dev.faultline.sim.Disk");

    private static final House PLAN = House.ofFaultline();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.faultline");

    @Test
    void everyPackageIsInARoomWithAFloor() {
        List<String> rooms =
                CLASSES.stream().map(HouseTest::room).distinct().sorted().toList();
        assertThat(rooms).isSubsetOf(FLOORS.keySet());
    }

    @Test
    void roomsUseLowerFloorsOnly() {
        assertThat(dependencies(any -> true))
                .filteredOn(HouseTest::leavesItsRoom)
                .filteredOn(dependency -> floor(dependency.getTargetClass()) >= floor(dependency.getOriginClass()))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @Test
    void noPackagesUseEachOtherInACircle() {
        assertThat(PLAN.modules()).containsExactlyInAnyOrderElementsOf(FLOORS.keySet());
        assertThat(PLAN.circlesOfRooms()).extracting(Circle::members).isEmpty();
    }

    @Test
    void classesUseEachOtherInSmallCirclesOnly() {
        Map<Boolean, List<Circle>> circles = PLAN.circlesOfTypes().stream()
                .collect(partitioningBy(circle -> circle.members().stream()
                        .anyMatch(type -> PLAN.moduleOf(type).equals("sim"))));
        assertThat(circles.get(true))
                .filteredOn(circle -> circle.size() > LARGEST_CIRCLE_OF_SIM)
                .isEmpty();

        assertThat(circles.get(false))
                .filteredOn(circle -> circle.sizeBesideFamilies() > LARGEST_CIRCLE)
                .isEmpty();
    }

    /** So that runs can be made in other environments, too. */
    @Test
    void faultsAndRunsDoNotKnowWhereNodesRun() {
        assertThat(dependencies(room -> room.equals("chaos") || room.equals("experiment")))
                .filteredOn(dependency ->
                        !dependency.getOriginClass().getPackageName().endsWith(".simulated"))
                .filteredOn(dependency -> SIMULATOR.contains(
                        dependency.getTargetClass().getBaseComponentType().getName()))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @Test
    void packagesOfTheMachineUseLowerOnesOnly() {
        assertThat(CLASSES.stream()
                        .filter(type -> room(type).equals("sim"))
                        .map(HouseTest::packageInHouse)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(PACKAGES_OF_SIM);
        assertThat(dependencies("sim"::equals))
                .filteredOn(dependency ->
                        room(dependency.getTargetClass().getBaseComponentType()).equals("sim"))
                .filteredOn(dependency -> PACKAGES_OF_SIM.indexOf(packageInHouse(dependency.getTargetClass()))
                        > PACKAGES_OF_SIM.indexOf(packageInHouse(dependency.getOriginClass())))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    /** Its hooks are public, since patched classes of the JDK call them; they are nobody else's. */
    @Test
    void nobodyUsesWhatIsInternal() {
        assertThat(dependencies(any -> true))
                .filteredOn(HouseTest::leavesItsRoom)
                .filteredOn(dependency -> isInternal(dependency.getTargetClass().getBaseComponentType()))
                .extracting(Dependency::getDescription)
                .isEmpty();
        assertThat(CLASSES.stream()
                        .filter(type -> room(type).equals("sim") && !isInternal(type) && type.isTopLevelClass())
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
                .hasSizeLessThanOrEqualTo(SHOWN_TYPES_OF_SIM);
    }

    @Test
    void examplesKnowNothingOfFaultline() {
        assertThat(dependencies("examples"::equals))
                .filteredOn(HouseTest::leavesItsRoom)
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @Test
    void theMachineUsesTheJdkOnly() {
        assertThat(dependencies("sim"::equals))
                .filteredOn(dependency -> !isJdkOrSim(dependency.getTargetClass()))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @Test
    void packagesAreNullMarked() {
        assertThat(CLASSES.stream()
                        .filter(type -> !room(type).equals("examples"))
                        .map(JavaClass::getPackageName)
                        .distinct()
                        .sorted())
                .filteredOn(name -> !CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                .isEmpty();
    }

    @Test
    void mostTypesStayInsideTheirRoom() {
        Map<String, List<JavaClass>> types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                // Programs are started, and clients loaded, by their names; users write against what workload has.
                .filter(type -> !Set.of("examples", "gallery", "workload").contains(room(type)))
                .collect(groupingBy(HouseTest::room, TreeMap::new, toList()));
        types.values().removeIf(room -> room.size() < ENOUGH_TYPES);
        assertThat(types)
                .allSatisfy((room, contents) -> assertThat(contents)
                        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !isInternal(type))
                        .as("public types of %s, of %d in all: at most 55 %% may be", room, contents.size())
                        .hasSizeLessThanOrEqualTo(contents.size() * 55 / 100));
    }

    @Test
    void namesSayWhatAThingIs() {
        for (String vague : List.of("Impl", "Util", "Utils", "Manager", "Helper")) {
            classes().should(never(haveSimpleNameEndingWith(vague))).check(CLASSES);
        }
    }

    /** A JVM that is started anywhere else outlives the one that started it. The bench of bounds makes a pipe by a command. */
    @Test
    void childJvmsAreStartedAtOnePlace() {
        assertThat(CLASSES.stream()
                        .filter(type -> !room(type).equals("sim"))
                        .flatMap(type -> type.getCodeUnitCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().isEquivalentTo(ProcessBuilder.class)
                                && call.getTarget().getName().equals("start"))
                        .map(call -> call.getOriginOwner().getSimpleName())
                        .distinct()
                        .sorted())
                .containsExactly("BoundsBench", "ChildGuard", "ChildJvm");
    }

    @Test
    void onlyOwnersReadTheRealClockOrRealRandomness() {
        Map<String, List<String>> readers = CLASSES.stream()
                .filter(type -> DETERMINISTIC.contains(room(type)))
                .collect(groupingBy(
                        type -> outermost(type).getName(),
                        TreeMap::new,
                        flatMapping(HouseTest::nondeterministicCalls, toList())));
        readers.values().removeIf(List::isEmpty);

        Map<String, List<String>> strangers = new TreeMap<>(readers);
        strangers.keySet().removeAll(OWNERS.keySet());
        assertThat(strangers).isEmpty();
        assertThat(OWNERS.keySet()).as("owners that no longer need to be").isSubsetOf(readers.keySet());
    }

    private static Stream<String> nondeterministicCalls(JavaClass type) {
        return type.getCodeUnitCallsFromSelf().stream()
                .filter(call -> {
                    String owner = call.getTargetOwner().getName();
                    String name = call.getTarget().getName();
                    int parameters = call.getTarget().getRawParameterTypes().size();
                    return isRealTime(owner, name, parameters) || isRealRandomness(owner, name, parameters);
                })
                .map(call -> call.getDescription())
                .sorted();
    }

    private static boolean isRealTime(String owner, String name, int parameters) {
        return (owner.equals(System.class.getName())
                        && Set.of("currentTimeMillis", "nanoTime").contains(name))
                || (owner.equals(Clock.class.getName()) && name.startsWith("system"))
                || (owner.equals(Instant.class.getName()) && name.equals("now") && parameters == 0);
    }

    private static boolean isRealRandomness(String owner, String name, int parameters) {
        return (owner.equals(Math.class.getName()) && name.equals("random"))
                || (owner.equals(Random.class.getName()) && name.equals("<init>") && parameters == 0)
                || (owner.equals(UUID.class.getName()) && name.equals("randomUUID"))
                || (owner.equals(ThreadLocalRandom.class.getName()) && name.equals("current"))
                || (owner.equals("java.util.Collections") && name.equals("shuffle") && parameters == 1);
    }

    /** The dependencies of the rooms that {@code rooms} accepts, in an order that does not change. */
    private static List<Dependency> dependencies(Predicate<String> rooms) {
        return CLASSES.stream()
                .filter(type -> rooms.test(room(type)))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .sorted(comparing(Dependency::getDescription))
                .toList();
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseTest::outermost).orElse(type);
    }

    private static boolean leavesItsRoom(Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        return target.getPackageName().startsWith(HOUSE) && !room(target).equals(room(dependency.getOriginClass()));
    }

    private static boolean isJdkOrSim(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.isEmpty() // primitive types
                || name.equals(HOUSE + "sim")
                || name.startsWith(HOUSE + "sim.")
                || name.startsWith("org.jspecify.")
                || Set.of("java.", "javax.", "jdk.", "sun.").stream().anyMatch(name::startsWith);
    }

    private static int floor(JavaClass type) {
        return FLOORS.getOrDefault(room(type.getBaseComponentType()), Integer.MAX_VALUE);
    }

    private static String packageInHouse(JavaClass type) {
        return type.getBaseComponentType().getPackageName().substring(HOUSE.length());
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().contains(".internal");
    }

    /** The first part of the package name behind that of the house; a room may have inner packages. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(HOUSE) ? name.substring(HOUSE.length()).split("\\.", 2)[0] : name;
    }
}
