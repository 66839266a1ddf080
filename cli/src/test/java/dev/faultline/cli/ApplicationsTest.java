package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shops of docs/apps, each of them of another framework, run as their builds leave them: by coordinates and main class,
 * or packed. A customer beside them buys from each.
 */
class ApplicationsTest {
    @TempDir
    private Path folder;

    /** Node by node, what is run there. */
    private final List<String> nodes = new ArrayList<>();

    private final StringBuilder programs = new StringBuilder();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "vertx, io.vertx:vertx-web:4.5.14",
        "helidon, io.helidon.webserver:helidon-webserver:4.2.3",
        "micronaut, io.micronaut:micronaut-http-server-netty:4.8.11 io.micronaut:micronaut-jackson-databind:4.8.11"
                + " io.micronaut:micronaut-inject-java:4.8.11"
    })
    void sellsByClassPath(String application, String artifacts) throws IOException {
        List<String> coordinates = List.of(artifacts.split(" "));
        byClassPath(new ShopPackages(folder, application, coordinates), coordinates);
        assertSells();
    }

    /** It looks for Netty's native library first. */
    @Test
    void ktorSellsWithoutTheNativeLibraryThatItIsRefused() throws IOException {
        List<String> coordinates = List.of("io.ktor:ktor-server-netty-jvm:3.5.2");
        byClassPath(new ShopPackages(folder, "ktor", coordinates), coordinates);
        CommandOutcome outcome = doctor();
        assertThat(outcome.out())
                .containsOnlyOnce("NativeLibraryUtil.loadLibrary")
                .containsPattern("native library netty_transport_native_epoll, .*known, harmless");
        assertThat(outcome.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.6", "4.0.0"})
    void springSellsByClassPathAsTheJarOfItsBuildAndExploded(String version)
            throws IOException, ReflectiveOperationException {
        List<String> coordinates = List.of("org.springframework.boot:spring-boot-starter-web:" + version);
        ShopPackages packages = new ShopPackages(folder, "spring", coordinates);
        Path repackaged = packages.repackaged(version);
        Path exploded = packages.exploded(repackaged);
        byClassPath(packages, coordinates);
        node("jar", "jar = '" + repackaged + "'");
        node(
                "exploded",
                "main = '" + ShopPackages.MAIN + "'",
                "class-path = ['" + exploded + "/BOOT-INF/classes', '" + exploded + "/BOOT-INF/lib/*']");
        assertSells();
    }

    @Test
    void javalinSellsByClassPathAndAsOneJarOfAllClasses() throws IOException {
        List<String> coordinates = List.of("io.javalin:javalin:6.7.0");
        ShopPackages packages = new ShopPackages(folder, "javalin", coordinates);
        byClassPath(packages, coordinates);
        node("shaded", "jar = '" + packages.shaded() + "'");
        assertSells();
    }

    @Test
    void quarkusSellsAsTheFolderOfItsBuild() throws IOException, InterruptedException {
        Path built = folder.resolve("quarkus/target");
        ProcessBuilder maven = new ProcessBuilder(
                Path.of("../mvnw").toRealPath().toString(),
                "-q",
                "-B",
                "-f",
                Path.of("../docs/apps/quarkus/pom.xml").toRealPath().toString(),
                "-DbuildDirectory=" + built,
                "package");
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Path log = folder.resolve("maven.log");
        Process process =
                maven.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();

        node("shop", "jar = '" + built.resolve("quarkus-app/quarkus-run.jar") + "'");
        assertSells();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "lucene, org.apache.lucene:lucene-core:10.2.2, green: 200, unmodelled     nothing",
        "jna, net.java.dev.jna:jna:5.17.0, C says: true 0 7 4096 P,"
                + " 'process /sbin/ldconfig, by java.lang.Runtime.exec, thread main: JNA asks'"
    })
    void printsWhatItFinds(String application, String artifact, String line, String unmodelled) {
        ShopPackages packages = new ShopPackages(folder, application, List.of(artifact));
        CommandOutcome outcome = CommandOutcome.of(
                "doctor",
                "--main",
                ShopPackages.MAIN,
                "--class-path",
                packages.classes().toString(),
                "--artifact",
                artifact,
                "--time",
                "10s");

        assertThat(outcome.out()).contains(line, unmodelled, "deterministic  yes");
        assertThat(outcome.exitCode()).isZero();
    }

    private void byClassPath(ShopPackages packages, List<String> coordinates) {
        node(
                "shop",
                "main = '" + ShopPackages.MAIN + "'",
                "class-path = ['" + packages.classes() + "']",
                "artifacts = ['" + String.join("', '", coordinates) + "']");
    }

    private void node(String name, String... program) {
        programs.append(nodes.isEmpty() ? "[system]\nnodes = ['" + name + "']\n" : "[beside." + name + "]\n")
                .append(String.join("\n", program))
                .append("\n\n");
        nodes.add(name);
    }

    private void assertSells() throws IOException {
        CommandOutcome outcome = doctor();
        assertThat(outcome.out()).contains("unmodelled     nothing");
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    }

    /** Has every shop sell at least two, one after the other, in three runs that are identical. */
    private CommandOutcome doctor() throws IOException {
        Path customer = folder.resolve("customer");
        ShopPackages.compile(Path.of("../docs/apps/customer/Customer.java"), customer, List.of());
        Path file = Files.writeString(
                folder.resolve("shop.toml"), """
                    name = "shop"

                    %s
                    [beside.customer]
                    main = "customer.Customer"
                    class-path = ["%s"]
                    arguments = ["%s"]

                    [client]
                    class = "none"

                    [workload]
                    duration = "20s"
                    """.formatted(programs, customer, String.join("\", \"", nodes)));
        Path out = folder.resolve("out");
        CommandOutcome outcome = CommandOutcome.of("doctor", file.toString(), "--out", out.toString());

        assertThat(outcome.out()).as(outcome.error()).contains("deterministic  yes");
        String bought = Files.readString(out.resolve("seed-1/cold/logs/customer.log"));
        assertThat(nodes).allSatisfy(node -> {
            assertThat(bought).containsSubsequence(node + " sold 1\n", node + " sold 2\n");
            assertThat(outcome.out()).contains(node + " listens at TCP 8080");
        });
        return outcome;
    }
}
