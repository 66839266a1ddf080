package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifact;
import dev.faultline.experiment.Artifacts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shops of docs/apps, each of them of another framework, run by coordinates and main class alone. */
class ApplicationsTest {
    @TempDir
    private Path folder;

    /** Compiles with the annotation processors on the class path, of which Micronaut needs its own. */
    private void compile(String application, List<String> coordinates) {
        List<Artifact> classPath = Artifacts.ofUser(line -> {}).resolve(coordinates);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:full",
                        "-d",
                        folder.toString(),
                        "-cp",
                        classPath.stream()
                                .map(each -> each.path().toString())
                                .collect(Collectors.joining(File.pathSeparator)),
                        Path.of("../docs/apps", application, "Shop.java").toString());
        assertThat(status).as("compilation of %s", application).isZero();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "spring, org.springframework.boot:spring-boot-starter-web:3.5.6",
        "spring, org.springframework.boot:spring-boot-starter-web:4.0.0",
        "javalin, io.javalin:javalin:6.7.0",
        "vertx, io.vertx:vertx-web:4.5.14",
        "helidon, io.helidon.webserver:helidon-webserver:4.2.3",
        "micronaut, io.micronaut:micronaut-http-server-netty:4.8.11 io.micronaut:micronaut-jackson-databind:4.8.11"
                + " io.micronaut:micronaut-inject-java:4.8.11",
        "lucene, org.apache.lucene:lucene-core:10.2.2",
        "jna, net.java.dev.jna:jna:5.17.0"
    })
    void runsAsItIs(String application, String artifacts) {
        List<String> coordinates = List.of(artifacts.split(" "));
        compile(application, coordinates);
        String[] words = Stream.concat(
                        Stream.of("doctor", "--main", "shop.Shop", "--class-path", folder.toString(), "--time", "10s"),
                        coordinates.stream().flatMap(each -> Stream.of("--artifact", each)))
                .toArray(String[]::new);
        CommandOutcome outcome = CommandOutcome.of(words);

        assertThat(outcome.out())
                .contains(
                        switch (application) {
                            case "lucene" -> "green: 200";
                            case "jna" -> "C says: true 0 7 4096 P";
                            default -> "node           n1 listens at TCP 8080";
                        })
                .contains(
                        application.equals("jna")
                                ? "process /sbin/ldconfig, by java.lang.Runtime.exec, thread main: JNA asks"
                                : "unmodelled     nothing",
                        "deterministic  yes");
        assertThat(outcome.exitCode()).isZero();
    }
}
