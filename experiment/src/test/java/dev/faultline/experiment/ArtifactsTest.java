package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sim.CacheFolder;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void makeJar() throws IOException {
        Files.writeString(jar(), "abc");
    }

    @Test
    void theSecondQuestionIsAnsweredFromTheCache() {
        List<Artifact> first = artifacts().resolve(List.of("g:a:1"));
        List<Artifact> second = artifacts().resolve(List.of("g:a:1"));

        assertThat(first).containsExactly(new Artifact("g:a:1", jar(), SHA256_OF_ABC));
        assertThat(second).isEqualTo(first);
        assertThat(asked).containsExactly("[g:a:1]");
        assertThat(told).containsExactly("resolving g:a:1 ...");
    }

    @Test
    void anotherQuestionIsNotAnsweredFromTheCache() {
        artifacts().resolve(List.of("g:a:1"));
        artifacts().resolve(List.of("g:a:1", "g:b:1"));
        artifacts().resolve(List.of("g:b:1", "g:a:1"));
        artifacts().resolve(List.of("g:a:1:tests"));

        assertThat(asked).containsExactly("[g:a:1]", "[g:a:1, g:b:1]", "[g:b:1, g:a:1]", "[g:a:1:tests]");
    }

    @Test
    void aChangedFileIsResolvedAndHashedAgain() throws IOException {
        artifacts().resolve(List.of("g:a:1"));
        Files.writeString(jar(), "abcd");
        assertThat(artifacts().resolve(List.of("g:a:1")).getFirst().sha256()).isNotEqualTo(SHA256_OF_ABC);
        Files.writeString(jar(), "abxd");
        Files.setLastModifiedTime(jar(), FileTime.fromMillis(1_000));
        artifacts().resolve(List.of("g:a:1"));

        assertThat(asked).hasSize(3);
    }

    @Test
    void aLostFileIsResolvedAgain() throws IOException {
        artifacts().resolve(List.of("g:a:1"));
        Files.move(jar(), folder.resolve("moved.jar"));
        assertThatThrownBy(() -> artifacts().resolve(List.of("g:a:1"))).hasMessageContaining("a.jar");

        assertThat(asked).hasSize(2);
    }

    @Test
    void aDamagedEntryIsReplaced() throws IOException {
        artifacts().resolve(List.of("g:a:1"));
        try (Stream<Path> entries = Files.list(cacheFolder().resolve("artifacts"))) {
            Path entry = entries.toList().getFirst();
            Files.writeString(entry, Files.readString(entry).replace("\t", " "));
        }
        artifacts().resolve(List.of("g:a:1"));
        artifacts().resolve(List.of("g:a:1"));

        assertThat(asked).hasSize(2);
    }

    @Test
    void aSnapshotIsNeverRemembered() {
        artifacts().resolve(List.of("g:a:1-SNAPSHOT"));
        artifacts().resolve(List.of("g:a:1-SNAPSHOT"));

        assertThat(asked).hasSize(2);
    }

    @Test
    void aCacheThatCannotBeWrittenCostsOnlyTime() throws IOException {
        Files.writeString(cacheFolder(), "a file where the folder should be");

        assertThat(artifacts().resolve(List.of("g:a:1"))).hasSize(1);
        assertThat(told).hasSize(2);
        assertThat(told.get(1)).startsWith("cannot remember artifacts in");
    }

    @Test
    void theCacheIsWhereTheEnvironmentSays() {
        Path home = folder.resolve("home");
        String xdg = folder.resolve("xdg").toAbsolutePath().toString();
        assertThat(CacheFolder.of(Map.of("FAULTLINE_CACHE", "own", "XDG_CACHE_HOME", xdg), home))
                .isEqualTo(Path.of("own"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", xdg), home))
                .isEqualTo(folder.resolve("xdg/faultline").toAbsolutePath());
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "relative"), home))
                .isEqualTo(home.resolve(".cache/faultline"));
    }

    @Test
    void aModuleIsFoundInEachLayout() throws IOException {
        Path distribution = touch("lib/faultline-examples.jar");
        Path classes = touch("build/examples/target/classes/X.class").getParent();
        Path repository = touch("m2/faultline-examples/1.0/faultline-examples-1.0.jar");
        Coordinate examples = Coordinate.parse("faultline:examples");

        assertThat(ownModules("lib/faultline-experiment.jar").find(examples).path())
                .isEqualTo(distribution);
        assertThat(ownModules("build/experiment/target/classes").find(examples).path())
                .isEqualTo(classes);
        assertThat(ownModules("m2/faultline-experiment/1.0/faultline-experiment-1.0.jar")
                        .find(examples)
                        .path())
                .isEqualTo(repository);
        assertThatThrownBy(() -> ownModules("lib/x.jar").find(Coordinate.parse("faultline:lab")))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith("artifact faultline:lab is not there; looked for [");
    }

    @Test
    void zooKeeperComesThroughMavenWithWhatItNeedsAndNothingElse() {
        List<Artifact> artifacts;
        try {
            artifacts = maven().resolve(List.of("org.apache.zookeeper:zookeeper:3.9.5"));
        } catch (ExperimentException e) {
            Assumptions.assumeFalse(
                    String.valueOf(e.getMessage()).contains("could not be fetched") || isOffline(e),
                    "SKIPPED: no Maven repository can be reached: " + e.getMessage());
            throw e;
        }
        assertThat(artifacts.getFirst().coordinate()).isEqualTo("org.apache.zookeeper:zookeeper:3.9.5");
        assertThat(artifacts)
                .extracting(Artifact::coordinate)
                .doesNotHaveDuplicates()
                .contains("org.apache.zookeeper:zookeeper-jute:3.9.5")
                .anyMatch(name -> name.startsWith("org.slf4j:slf4j-api:"))
                .as("optional, provided, test")
                .noneMatch(name -> name.matches("(ch.qos.logback|org.eclipse.jetty|org.junit|org.mockito).*"));
        assertThat(artifacts).allSatisfy(artifact -> assertThat(artifact.path()).isRegularFile());
        assertThat(maven().resolve(List.of("org.apache.zookeeper:zookeeper:3.9.5")))
                .isEqualTo(artifacts);
        assertThat(told).hasSize(1);
    }

    @Test
    void anArtifactThatIsNowhereIsNamedWithoutAddresses() {
        assertThatThrownBy(() -> maven().resolve(List.of("dev.faultline.absent:nothing:1.0")))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("cannot resolve dev.faultline.absent:nothing:1.0: ")
                .hasMessageContaining("Maven's settings")
                .message()
                .doesNotContain("://");
    }

    @Test
    void whatAnArtifactNeedsMayBeLeftOut() {
        artifacts().resolve(List.of("g:a:1"));
        artifacts().resolve(List.of("g:a:1 without x:y, *:z"));

        assertThat(asked).containsExactly("[g:a:1]", "[g:a:1 without x:y,*:z]");
        assertThat(Coordinate.parse("g:a:1 without x:y, *:z").without()).containsExactly("x:y", "*:z");
        for (String wrong : List.of("g:a:1 without ", "g:a:1 without x", "faultline:examples without x:y")) {
            assertThatThrownBy(() -> Coordinate.parse(wrong)).isInstanceOf(ExperimentException.class);
        }
    }

    /** Of several repositories the one that could not be asked is the cause, not the one that does not have it. */
    @Test
    void theArtifactThatFailedAndWhoWasAskedForItAreNamed() {
        DefaultArtifact tools = new DefaultArtifact("org.example", "tools", "pom", "1");
        RemoteRepository central = repository("central", "https://user:secret@central.example/maven2");
        RemoteRepository dead = repository("dead", "https://dead.example/maven2");
        DependencyResult result = new DependencyResult(new DependencyRequest());
        result.setCollectExceptions(List.of(
                new ArtifactNotFoundException(tools, central),
                new ArtifactTransferException(tools, dead, new UnknownHostException("dead.example: unknown"))));
        ResolutionFailure failure = new ResolutionFailure(
                new DependencyResolutionException(result, new IllegalStateException()), List.of(central));

        assertThat(failure.artifact()).isEqualTo("org.example:tools:pom:1");
        assertThat(failure.isNotFound()).isFalse();
        assertThat(failure.repositories()).isEqualTo("dead at dead.example, declared in the POM of what needs it");
        assertThat(failure.cause()).isEqualTo("UnknownHostException (dead.example: unknown)");

        result.setCollectExceptions(List.of(new ArtifactNotFoundException(tools, central)));
        ResolutionFailure nowhere = new ResolutionFailure(
                new DependencyResolutionException(result, new IllegalStateException()), List.of(central));
        assertThat(nowhere.isNotFound()).isTrue();
        assertThat(nowhere.repositories()).isEqualTo("central at central.example");
    }

    private static RemoteRepository repository(String name, String address) {
        return new RemoteRepository.Builder(name, "default", address).build();
    }

    private static boolean isOffline(ExperimentException e) {
        return String.valueOf(e.getMessage()).contains("offline");
    }

    private Artifacts artifacts() {
        Artifacts.Resolver fake = coordinates -> {
            asked.add(coordinates.toString());
            return coordinates.stream()
                    .map(coordinate -> new Artifact(coordinate.toString(), jar(), Sha256.of(jar())))
                    .toList();
        };
        return new Artifacts(new ResolutionCache(cacheFolder()), fake, ownModules("lib/x.jar"), told::add);
    }

    private Artifacts maven() {
        return new Artifacts(
                new ResolutionCache(cacheFolder()), new MavenResolver(), ownModules("lib/x.jar"), told::add);
    }

    private OwnModules ownModules(String here) {
        return new OwnModules(folder.resolve(here));
    }

    private Path cacheFolder() {
        return folder.resolve("cache");
    }

    private Path jar() {
        return folder.resolve("a.jar");
    }

    private Path touch(String name) throws IOException {
        Path file = folder.resolve(name).toAbsolutePath();
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }
}
