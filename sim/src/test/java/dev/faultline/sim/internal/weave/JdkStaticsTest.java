package dev.faultline.sim.internal.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.internal.jdk.JdkStatics;
import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.weave.JdkStaticFields.Candidate;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lists of static fields, of those of which each process has its own and of what was decided of all others, fit this JDK. */
class JdkStaticsTest {
    /** What programs on servers use; what is left are compilers, debuggers and other tools. */
    private static final Set<String> MODULES = Set.of(
            "java.base",
            "java.desktop",
            "java.logging",
            "java.management",
            "java.management.rmi",
            "java.naming",
            "java.net.http",
            "java.prefs",
            "java.rmi",
            "java.sql",
            "java.xml",
            "jdk.httpserver",
            "jdk.management",
            "jdk.management.agent",
            "jdk.naming.dns",
            "jdk.naming.rmi",
            "jdk.net",
            "jdk.zipfs");

    private static final JdkClasses JDK = new JdkClasses();
    private static final StaticDecisions DECISIONS = new StaticDecisions();
    private static final List<Candidate> CANDIDATES =
            new JdkStaticFields(JDK, new FixedTypes(JDK, DECISIONS.fixedTypes())).of(MODULES);

    @Test
    void everyFieldOfTheListIsAStaticFieldOfItsType() {
        assertThat(JdkStatics.count()).isGreaterThan(100);
        for (int i = 0; i < JdkStatics.count(); i++) {
            JdkStatics.Field field = JdkStatics.at(i);
            ClassModel owner = JDK.find(field.owner());
            assertThat(owner).as(field.owner()).isNotNull();
            assertThat(Objects.requireNonNull(owner).fields())
                    .as("%s.%s", field.owner(), field.name())
                    .anyMatch(each -> each.flags().has(AccessFlag.STATIC)
                            && each.fieldName().equalsString(field.name())
                            && each.fieldType().equalsString(field.type()));
        }
    }

    /** Code that is not woven would read or write what the JVM has. */
    @Test
    void allCodeThatUsesAFieldOfTheListIsWoven() {
        Map<String, TreeSet<String>> users = new TreeMap<>();
        JDK.all()
                .forEach((name, model) -> model.methods()
                        .forEach(method -> method.code()
                                .ifPresent(code -> code.forEach(element -> {
                                    if (element instanceof FieldInstruction access
                                            && (access.opcode() == Opcode.GETSTATIC
                                                    || access.opcode() == Opcode.PUTSTATIC)
                                            && !access.owner().asInternalName().equals(name)) {
                                        users.computeIfAbsent(
                                                        access.owner().asInternalName() + "."
                                                                + access.name().stringValue(),
                                                        _ -> new TreeSet<>())
                                                .add(name);
                                    }
                                }))));
        for (int i = 0; i < JdkStatics.count(); i++) {
            JdkStatics.Field field = JdkStatics.at(i);
            String name = field.owner() + "." + field.name();
            assertThat(new TreeSet<>(field.users())).as(name).isEqualTo(users.getOrDefault(name, new TreeSet<>()));
        }
    }

    @Test
    void everyFieldThatMayChangeIsDecided() {
        assertThat(CANDIDATES).hasSizeGreaterThan(1_000);
        assertThat(undecided().map(each -> "DECISION " + each.field() + "   (" + each.type() + ", " + each.why() + ")"))
                .as("to be decided and added to jdk-statics.txt, or to own-statics.txt")
                .isEmpty();
    }

    private static Stream<Candidate> undecided() {
        return CANDIDATES.stream()
                .filter(each -> !isOwn(each) && DECISIONS.of(each).isEmpty());
    }

    private static boolean isOwn(Candidate candidate) {
        return JdkStatics.of(candidate.owner()).stream()
                .anyMatch(each -> each.name().equals(candidate.name()));
    }

    @Test
    void everyDecisionIsNeeded() {
        Set<StaticDecisions.Line> rest = new LinkedHashSet<>(DECISIONS.lines());
        assertThat(DECISIONS.lines()).as("each pattern is there once").hasSameSizeAs(rest);
        CANDIDATES.stream()
                .filter(each -> !isOwn(each))
                .forEach(each -> DECISIONS.of(each).ifPresent(rest::remove));
        assertThat(rest).as("no longer in the JDK, or decided elsewhere").isEmpty();
        assertThat(DECISIONS.fixedTypes())
                .allSatisfy(type -> assertThat(JDK.find(type)).as(type).isNotNull());
    }

    @Test
    void everyHookThatADecisionNamesIsThere() {
        List<Patch> patches = AllPatches.list();
        for (StaticDecisions.Line line : DECISIONS.lines()) {
            line.hooks()
                    .ifPresent(hooks -> assertThat(patches)
                            .as("%s", line)
                            .anyMatch(patch ->
                                    patch.hooks().getSimpleName().equals(hooks) && isOf(patch, line.pattern())));
        }
    }

    /** Whether the patch changes the class of the field, or one that is nested with it, or reads the field. */
    private static boolean isOf(Patch patch, String pattern) {
        return outermost(patch.owner()).equals(outermost(pattern))
                || patch instanceof Patch.StaticRead read && read.field().startsWith(pattern);
    }

    private static String outermost(String name) {
        int end = name.length();
        for (char separator : new char[] {'$', '.'}) {
            int at = name.indexOf(separator);
            end = at < 0 ? end : Math.min(end, at);
        }
        return name.substring(0, end);
    }
}
