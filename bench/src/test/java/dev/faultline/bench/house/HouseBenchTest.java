package dev.faultline.bench.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseBenchTest {
    @TempDir
    private Path folder;

    private Path classes;

    @BeforeEach
    void makeFolder() throws IOException {
        classes = Files.createDirectories(folder.resolve("shop/target/classes"));
    }

    @Test
    void aCircleOfRoomsIsShownWithWhatClosesItInBothDirections() {
        compile(Map.of(
                "a.One", "package a; public class One { void use() { b.Two.call(); } }",
                "b.Two",
                        "package b; public class Two { public static void call() {} static class In { Object o = new"
                                + " a.One(); } }",
                "c.Three", "package c; class Three { a.One one; }"));

        assertThat(print("", List.of()))
                .contains("shop: 3 rooms, 3 types, 2 public, 2 shown")
                .contains("circles between rooms: 1\n    2 rooms: a, b\n")
                .contains("a -> b (1), as One.use:1 calls Two.call")
                .contains("b -> a (1), as Two.In.<init>:1 calls One.<init>")
                .contains("circles of classes: 1\n    2: a.One, b.Two\n")
                .contains("  2 c uses a (1)");
    }

    @Test
    void aChainHasNoCircle() {
        compile(Map.of(
                "a.One", "package a; public class One { class In { One outer; } }",
                "b.Two", "package b; public class Two extends a.One { class In extends a.One {} }",
                "b.internal.Three", "package b.internal; public class Three { b.Two two; }"));

        assertThat(print("", List.of()))
                .contains("3 types, 3 public, 2 shown")
                .contains("circles between rooms: none")
                .contains("circles of classes: none")
                .containsSubsequence("  1 a uses no other room", "  2 b uses a (1)", "  3 b.internal uses b (1)");
    }

    @Test
    void aSealedFamilyCountsForOne() {
        compile(Map.of(
                "a.Shape",
                        "package a; sealed interface Shape permits Line, Area { default Object pen() { return new"
                                + " Pen(this); } }",
                "a.Line", "package a; record Line() implements Shape {}",
                "a.Area", "package a; sealed interface Area extends Shape permits Disk {}",
                "a.Disk", "package a; record Disk() implements Area {}",
                "a.Pen", "package a; record Pen(Shape shape) {}"));

        Circle circle = House.of(List.of(classes)).circlesOfTypes().getFirst();
        assertThat(circle.size()).isEqualTo(5);
        assertThat(circle.sizeBesideFamilies()).isEqualTo(2);
        assertThat(circle.families()).containsExactly(List.of("a.Area", "a.Disk", "a.Line", "a.Shape"));
    }

    @Test
    void usesBetweenTwoRoomsAreListed() {
        compile(Map.of(
                "a.One", "package a;\nclass One {\n  b.Two two;\n  void use() {\n    two.call();\n  }\n}",
                "b.Two", "package b; public class Two { public void call() {} }"));

        assertThat(print("", List.of("a", "b")).lines())
                .containsExactly(
                        "a uses b: 1 pair of types, 3 references",
                        "  a.One -> b.Two",
                        "      One.two has a field of Two",
                        "      One.use:5 calls Two.call",
                        "      One.use:5 gives to or takes from Two");
        assertThat(print("", List.of("b", "a"))).isEqualTo("b uses a: 0 pairs of types, 0 references\n");
    }

    @Test
    void linesAreThoseOfTheSourcesIfTheyAreGiven() throws IOException {
        String text = "package a;\ninterface One {}\n// one\n// two\n";
        compile(Map.of("a.One", text));
        assertThat(print("", List.of())).contains("lines 0 in the median of 0 files");

        Path sources = Files.createDirectories(folder.resolve("shop/src/main/java/a"));
        Path file = Files.writeString(sources.resolve("One.java"), text);
        assertThat(print(folder, "", List.of(), false)).contains("lines 4 in the median of 1 files, at most 4");

        Files.delete(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> print(folder, "", List.of(), false))
                .withMessageContaining("does not hold a/One.java of shop");
    }

    @Test
    void jsonSaysTheSame() {
        compile(Map.of(
                "a.One",
                "package a; public class One { b.Two two; }",
                "b.Two",
                "package b; public class Two { a.One one; }"));

        assertThat(print(null, "", List.of(), true))
                .isEqualTo(
                        "{'module':'shop','files':2,'medianLines':1,'longestLines':1,'longestFile':'One.java','rooms':["
                                        .replace('\'', '"')
                                + room("a", "One", "b") + "," + room("b", "Two", "a")
                                + "],'roomCircles':[{'members':['a','b'],'uses':[".replace('\'', '"')
                                + arrow("a", "One", "b", "Two", "two") + "," + arrow("b", "Two", "a", "One", "one")
                                + "]}],'classCircles':[{'size':2,'besideFamilies':2,'members':['a.One','b.Two'],'families':[]}]}\n"
                                        .replace('\'', '"'));
    }

    private static String room(String name, String type, String used) {
        return "{'room':'%s','floor':1,'types':1,'public':1,'shown':1,'files':1,'medianLines':1,'longestLines':1,'longestFile':'%s.java','uses':[{'room':'%s','pairs':1}],'modules':[]}"
                .formatted(name, type, used)
                .replace('\'', '"');
    }

    private static String arrow(String from, String fromType, String to, String toType, String field) {
        return "{'from':'%1$s','to':'%3$s','pairs':1,'example':[{'from':'%1$s.%2$s','to':'%3$s.%4$s','kind':'field','where':'%2$s.%5$s','what':'%4$s'}]}"
                .formatted(from, fromType, to, toType, field)
                .replace('\'', '"');
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        compile(Map.of("a.One", "package a; class One {}"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> print("shops", List.of()))
                .withMessage("--module shops: there is no such module; there are: shop");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> print("", List.of("a", "b")))
                .withMessage("--uses b: there is no such room; there are: a");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> House.of(List.of(empty)))
                .withMessage(empty + " has no classes in it");
        Path text = Files.writeString(folder.resolve("no.jar"), "text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> House.of(List.of(text)))
                .withMessageStartingWith(text + " is neither a folder nor a jar: ");
        Path half = Files.writeString(empty.resolve("Half.class"), "half");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> House.of(List.of(empty)))
                .withMessageStartingWith(half + " is no class file that this JDK reads: ");
    }

    private void compile(Map<String, String> sources) {
        Compiled.house(classes, new TreeMap<>(sources));
    }

    private String print(String module, List<String> uses) {
        return print(null, module, uses, false);
    }

    private String print(Path sources, String module, List<String> uses, boolean json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HouseOptions options = new HouseOptions(List.of(classes), sources, module, uses, json);
        assertThat(HouseBench.run(new PrintStream(bytes, true, UTF_8), options)).isZero();
        return bytes.toString(UTF_8);
    }
}
