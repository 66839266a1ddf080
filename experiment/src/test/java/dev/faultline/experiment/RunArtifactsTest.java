package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.file.ScheduleFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run is made from: every file that classes come from, with its hash. */
class RunArtifactsTest {
    private static final String EXPERIMENT = """
        name = "trial"
        [system]
        class-path = ["classes", "app.jar"]
        nodes = ["n1"]
        main = "Main"
        [beside.db]
        class-path = ["classes", "db"]
        main = "Main"
        [client]
        class = "Client"
        class-path = ["client"]
        artifacts = ["faultline:workload"]
        [workload]
        reads = 50
        writes = 50
        """;

    @TempDir
    private Path folder;

    @Test
    void everyFileOfAClassPathIsAmongThemAlsoWhatTheManifestOfAJarNames() throws IOException {
        write("classes/Main.class", "main");
        write("db/Db.class", "db");
        write("client/Client.class", "client");
        jar("app.jar", "lib/other.jar");
        jar("lib/other.jar", "");

        List<Artifact> all = artifacts();
        assertThat(all)
                .extracting(Artifact::coordinate)
                .containsExactly("classes", "app.jar", "other.jar", "db", "client", "faultline:workload");
        assertThat(all).allMatch(artifact -> artifact.sha256().equals(Sha256.of(artifact.path())));

        write("db/Db.class", "another");
        assertThat(artifacts()).filteredOn(artifact -> !all.contains(artifact)).hasSize(1);
    }

    @Test
    void whatIsOnTheClassPathOfTheToolIsAmongThemButItsOwnJarsAreNot() throws IOException {
        write("lib/faultline-cli.jar", "own");
        write("formats/a.jar", "a");
        write("b/B.class", "b");
        String classPath = String.join(
                ":",
                folder.resolve("lib/faultline-cli.jar").toString(),
                folder.resolve("formats/a.jar").toString(),
                folder.resolve("formats/../b").toString(),
                folder.resolve("lib/faultline-cli.jar").toString(),
                folder.resolve("empty/*").toString());

        List<Artifact> found = ToolClassPath.artifacts(folder.resolve("lib"), classPath);
        assertThat(found)
                .containsExactly(
                        new Artifact("FAULTLINE_CLASS_PATH/a.jar", folder.resolve("formats/a.jar"), Sha256.ofText("a")),
                        new Artifact("FAULTLINE_CLASS_PATH/b", folder.resolve("b"), Sha256.of(folder.resolve("b"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[[faults.step]]~at = '1s'~fault = 'upgrade n1 to version=9 for 1s' | 5:1: faults.step[0].fault:"
                        + " 'upgrade n1 to version=9 for 1s', column 15: no g:a:9",
                "[[faults.step]]~type = 'upgrade'~node = 'n1'~to = { version = 9 }~for = '1s' | 6:1:"
                        + " faults.step[0].to: no g:a:9 (in",
                "[[faults.schedule.step]]~type = 'upgrade'~node = 'n1'~to = 'version=9'~for = '1s' | 6:1:"
                        + " faults.schedule.step[0].to: no g:a:9",
                "[faults.schedule.step.x]~fault = 'upgrade n1 to version=9' | 4:1: faults.schedule.step.x.fault:"
                        + " 'upgrade",
                "[faults]~schedule = '2s upgrade n1 to version=9' | 4:1: faults.schedule: line 1, column 1: 'upgrade"
                        + " n1",
            })
    void anArtifactOfAnUpgradeThatIsNotThereIsToldAtTheFaultInTheFile(String faults, String message) {
        Experiment experiment = upgraded(faults);

        assertThatThrownBy(() -> RunArtifacts.of(experiment, withoutVersion9()))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith("trial.toml:" + message);
    }

    @Test
    void andInTheScheduleThatWasAskedFor() {
        ScheduleText asked =
                new ScheduleText("# lines\n3s upgrade n1 to version=9\n", ScheduleFile.Format.LINES, "mine.txt");
        Experiment experiment = new FaultOrder(Optional.of(asked), List.of(), Optional.empty())
                .applied(upgraded("[[faults.step]]~fault = 'kill n1 for 1s'"));

        assertThatThrownBy(() -> RunArtifacts.of(experiment, withoutVersion9()))
                .hasMessageStartingWith("mine.txt:2:1: 'upgrade n1 to version=9', column 15: no g:a:9");
    }

    private Experiment upgraded(String faults) {
        String options = "[options]\nversion = \"1\"\n";
        String experiment = EXPERIMENT
                .replace("class-path = [\"classes\", \"app.jar\"]", "artifacts = [\"g:a:${version}\"]")
                .replaceAll("(?s)\\[beside.db].*?\\[client]", "[client]")
                .replaceAll("class-path = .*\n", "");
        return Experiments.parse(
                "name = \"trial\"\n\n" + faults.replace("~", "\n") + "\n" + options
                        + experiment.replace("name = \"trial\"\n", ""),
                "trial.toml",
                folder,
                Map.of());
    }

    private Artifacts withoutVersion9() {
        Artifacts.Resolver resolver = coordinates -> {
            if (coordinates.toString().contains("g:a:9")) {
                throw new ExperimentException("no g:a:9");
            }
            return List.of();
        };
        return new Artifacts(
                new ResolutionCache(folder.resolve("cache")), resolver, OwnModules.besideThisClass(), line -> {});
    }

    private List<Artifact> artifacts() {
        Experiment experiment = Experiments.parse(EXPERIMENT, "trial.toml", folder, Map.of());
        return RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})).all();
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void jar(String file, String classPath) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        try (OutputStream out = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.flush();
        }
    }
}
