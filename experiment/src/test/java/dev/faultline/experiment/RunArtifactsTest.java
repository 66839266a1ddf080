package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        artifacts = ["faultline:experiment"]
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
                .containsExactly("classes", "app.jar", "other.jar", "db", "client", "faultline:experiment");
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
