package dev.faultline.bench.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {
    /** What others refer to. */
    private static final Map<String, String> TARGETS = Map.of(
            "p.Target",
            "package p; public class Target { public int field; public static int shared; public static final"
                    + " int CONSTANT = 7; public void call() {} }",
            "p.Face",
            "package p; public interface Face {}",
            "p.Fault",
            "package p; public class Fault extends Exception {}",
            "p.Calls",
            "package p; public class Calls { public static Target make() { return null; } public static Target"
                    + " kept; public static java.util.List<Target> all() { return null; } }");

    /** A class that refers to one of them; where it can be, in this way alone. */
    private static String source(Kind kind) {
        return switch (kind) {
            case EXTENDS -> "class User extends Target {}";
            case IMPLEMENTS -> "class User implements Face {}";
            case PERMITS -> "sealed interface User permits Sub {} record Sub() implements User {}";
            case COMPONENT -> "record User(Target component) {}";
            case FIELD -> "class User { Target field; }";
            case METHOD -> "abstract class User { abstract void take(Target[][] targets); }";
            case SIGNATURE -> "class User { java.util.Map<String, ? extends Target[]> field; }";
            case THROWS -> "abstract class User { abstract void take() throws Fault; }";
            case CALLS -> "class User { void use() { Calls.make(); } }";
            case ACCESSES -> "class User { int use() { return Target.shared; } }";
            case HANDLES -> "class User { void use() { Calls.make(); } }";
            case CREATES -> "class User { Object use() { return new Target[1]; } }";
            case TESTS -> "class User { boolean use(Object any) { return any instanceof Target; } }";
            case CONSTANT -> "class User { Object use() { return Target.class; } }";
            case DYNAMIC -> "class User { java.util.function.Supplier<Object> use() { return Calls::make; } }";
            case CATCHES ->
                "class User { void use(Face face) { try { face.hashCode(); } catch (RuntimeException | Oops e) {} } }"
                        + " class Oops extends Error {}";
            case NAMES -> "class User { int use() { return Target.CONSTANT; } }";
            case LOCAL -> "class User { void use() { Target target = null; } }";
        };
    }

    private static String used(Kind kind) {
        return switch (kind) {
            case IMPLEMENTS -> "p.Face";
            case PERMITS -> "p.Sub";
            case THROWS -> "p.Fault";
            case CALLS -> "p.Calls";
            case CATCHES -> "p.Oops";
            default -> "p.Target";
        };
    }

    @ParameterizedTest
    @EnumSource
    void aReferenceOfEachKindIsAUse(Kind kind, @TempDir Path folder) {
        Map<String, String> sources = new TreeMap<>(TARGETS);
        sources.put("p.User", "package p; " + source(kind));

        assertThat(Compiled.house(folder, sources).uses())
                .filteredOn(use -> use.from().equals("p.User") && use.to().equals(used(kind)))
                .extracting(Use::kind)
                .contains(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new Target()", "new Target[1]", "new Target[1][1]"})
    void whatIsMadeIsCreated(String expression, @TempDir Path folder) {
        Map<String, String> sources = new TreeMap<>(TARGETS);
        sources.put("p.User", "package p; class User { Object use() { return " + expression + "; } }");

        assertThat(Compiled.house(folder, sources).uses())
                .filteredOn(use -> use.from().equals("p.User") && use.to().equals("p.Target"))
                .extracting(Use::kind)
                .contains(Kind.CREATES);
    }

    /** Generic signatures: of the superclass, an interface, a bound, a result, a parameter, a thrown type, a record component. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abstract class User extends java.util.ArrayList<Target> {}",
                "abstract class User implements Comparable<Target> {}",
                "class User<T extends Comparable<Target>> {}",
                "class User<T extends Target> {}",
                "abstract class User { abstract <T extends Comparable<? super Target>> T use(); }",
                "abstract class User { abstract java.util.List<Target> use(); }",
                "abstract class User { abstract void use(Outer<Target>.Inner any); } class Outer<T> { class Inner {} }",
                "record User(java.util.List<Target> component) {}",
                "class User { void use() { java.util.List<Target> all = null; } }",
                "class User { void use() { for (var one : Calls.all()) {} } }",
                "class User { Object use() { return new Target[1][1]; } }",
                "class User { Object use(Object any) { return (Target[]) any; } }",
                "class User { Object use() { return Calls.kept; } }",
                "class User { Object use() { return Target[].class; } }",
                "class User { Object use() { return (java.util.function.Function<Target, Object>) Object::toString; }"
                        + " }",
                "class User { java.util.function.ToIntFunction<Target> use() { return any -> 1; } }",
                "class User { int use(Object any) { return switch (any) { case Target t -> 1; default -> 2; }; } }",
                "class User { static class Nested { Runnable use() { return new Runnable() {"
                        + " public void run() { new Target(); } }; } } }",
            })
    void typesWithinTypesAreUses(String source, @TempDir Path folder) {
        Map<String, String> sources = new TreeMap<>(TARGETS);
        sources.put("p.User", "package p; " + source);

        assertThat(Compiled.house(folder, sources).uses())
                .filteredOn(use -> use.from().equals("p.User"))
                .extracting(Use::to)
                .contains("p.Target");
    }

    @Test
    void aUseTellsWhereItIs(@TempDir Path folder) {
        House house = Compiled.house(
                folder,
                Map.of(
                        "p.User",
                        "package p;\n"
                                + "class User {\n"
                                + " static class In {\n"
                                + "  void use() {\n"
                                + "   Other.call();\n"
                                + "  }\n"
                                + " }\n"
                                + "}",
                        "p.Other",
                        "package p; class Other { static void call() {} }"));

        assertThat(house.uses())
                .containsExactly(new Use("p.User", "p.Other", Kind.CALLS, "User.In.use:5", "Other.call"));
    }
}
