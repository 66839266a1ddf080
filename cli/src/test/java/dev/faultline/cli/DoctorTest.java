package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor on real programs, healthy ones and others. */
class DoctorTest {
    private static String classes() throws Exception {
        return Path.of(DoctorTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private static CommandOutcome doctor(String main, String... more) throws Exception {
        String[] words = new String[more.length + 5];
        words[0] = "doctor";
        words[1] = "--main";
        words[2] = main;
        words[3] = "--class-path";
        words[4] = classes();
        System.arraycopy(more, 0, words, 5, more.length);
        return CommandOutcome.of(words);
    }

    @Test
    void aServerThatKeepsToWhatIsModelledIsHealthy() throws Exception {
        CommandOutcome outcome =
                doctor(Patients.Healthy.class.getName(), "--nodes", "2", "--time", "5s", "--argument", "${node.name}");

        assertThat(outcome.out())
                .contains("2 nodes", "nothing: all that the system used is modelled", "yes: a run")
                .contains("n1 listens at TCP 7000", "n2 listens at TCP 7000", "n2 tick 3");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void aProgramThatDoesForbiddenThingsGetsThemListedByNodeAndPlaceWithRemedies() throws Exception {
        CommandOutcome outcome = doctor(Patients.Forbidden.class.getName(), "--time", "5s");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out())
                .contains("n1  at " + Patients.Forbidden.class.getName() + ".main(Patients.java:")
                .contains("process ls, by java.lang.ProcessBuilder.start, thread main")
                .contains("native library mystery, thread main: nothing is known")
                .contains("SocketChannel of family INET6")
                .contains("remedy: open the channel without a family, or with INET")
                .contains("deterministic  yes");
    }

    @Test
    void jsonHasEveryUseWithItsRemedy() throws Exception {
        CommandOutcome outcome = doctor(Patients.Forbidden.class.getName(), "--time", "5s", "--json");

        JsonNode json = JsonMapper.builder().build().readTree(outcome.out());
        assertThat(json.get("identical").asBoolean()).isTrue();
        assertThat(json.get("exitCode").asInt()).isEqualTo(2);
        assertThat(json.get("unmodelled")).hasSize(3).allSatisfy(use -> {
            assertThat(use.get("node").asString()).isEqualTo("n1");
            assertThat(use.get("remedy").asString()).isNotEmpty();
        });
    }

    @Test
    void aProgramThatReadsTheHostsClockBehindTheSimulatorsBackIsDifferentWithEveryRun() throws Exception {
        CommandOutcome outcome = doctor(Patients.Leaking.class.getName(), "--time", "5s");

        assertThat(outcome.out()).contains("deterministic  no: seed 1");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void aProgramThatGoesOnWithoutItsMainThreadIsNotTakenForSound() throws Exception {
        CommandOutcome outcome = doctor(Patients.Headless.class.getName(), "--time", "5s");

        assertThat(outcome.out())
                .contains("the system did not run")
                .contains("n1 lost its main thread at ", ": main threw java.lang.IllegalStateException: port taken")
                .contains("Exception in thread \"main\"")
                .doesNotContain("exited with status");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void aProgramThatFailsShowsItsStatusAndWhatItPrintedLast() throws Exception {
        CommandOutcome outcome =
                doctor(Patients.Failing.class.getName(), "--time", "5s", "--property", "mode=bad \"x\"");

        assertThat(outcome.out()).contains("n1 exited with status 1", "no configuration for bad \"x\"");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void aProgramThatFailsDeepDownShowsItsStackTraceFromTheFirstLine() throws Exception {
        CommandOutcome outcome = doctor(Patients.FailingDeep.class.getName(), "--time", "5s");

        assertThat(outcome.out()).contains("java.lang.IllegalStateException: fifty calls down");
    }

    @Test
    void theRunsStayInAFolderOnRequestAndNothingInItIsOverwritten(@TempDir Path folder) throws Exception {
        String main = Patients.Healthy.class.getName();
        String out = folder.resolve("runs").toString();

        assertThat(doctor(main, "--time", "5s", "--out", out).exitCode()).isZero();
        assertThat(folder.resolve("runs/doctor.toml")).content().contains(main);
        assertThat(folder.resolve("runs/seed-1/cold/logs/n1.log")).content().contains("tick 2");

        CommandOutcome again = doctor(main, "--time", "5s", "--out", out);
        assertThat(again.exitCode()).isEqualTo(254);
        assertThat(again.error()).contains("is there already");
    }

    @Test
    void aJarIsRunAsByJavaMinusJarWithAnEnvironmentAndFiles(@TempDir Path folder) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Patients.Configured.class.getName());
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, Path.of(classes()).toUri().toString());
        Path jar = folder.resolve("app/run.jar");
        Files.createDirectories(jar.getParent());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        Path file = Files.writeString(folder.resolve("app.yaml"), "${no.placeholder}");

        CommandOutcome outcome = CommandOutcome.of(
                "doctor",
                "--jar",
                jar.toString(),
                "--env",
                "COLOUR=of ${node.name}",
                "--file",
                "/conf/app.yaml=" + file,
                "--time",
                "5s",
                "--out",
                folder.resolve("runs").toString());

        assertThat(folder.resolve("runs/seed-1/cold/logs/n1.log"))
                .as(outcome.out() + outcome.error())
                .content()
                .contains("of n1 ${no.placeholder} /lib/app/run.jar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "doctor|--main CLASS",
                "doctor kv --main X|one of --main, --jar",
                "doctor --jar no.jar|there is no file",
                "doctor --jar pom.xml --artifact a:b:1|brings its own class path",
                "doctor --jar pom.xml|cannot be read as a jar",
                "doctor --main X --class-path target --file conf=pom.xml|must be absolute",
                "doctor --main X --class-path target --file /conf=no.file|there is no file no.file",
                "doctor --main X|--class-path",
                "doctor kv --argument X|go with --main",
                "doctor kv --env A=B|go with --main",
                "doctor --main X --class-path target --nodes 0|--nodes",
                "doctor --main X --class-path target --time 0s|--time",
                "doctor --main no.such.Main --class-path target|no class no.such.Main",
                "doctor --main X --class-path no/such/folder|there is no file or folder",
                "doctor --main X --artifact a:b|GROUP:NAME:VERSION"
            })
    void badUsageSaysWhatIsWrongAndEndsWith254(String line, String word) {
        CommandOutcome outcome = CommandOutcome.of(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(254);
        assertThat(outcome.error()).contains(word);
    }

    @Test
    void anExperimentWithoutAClientRunsForItsTimeAndJudgesNothing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("lonely.toml");
        Files.writeString(file, """
            name = "lonely"
            [system]
            class-path = ["%s"]
            nodes = ["a"]
            main = "%s"
            [client]
            class = "none"
            [workload]
            duration = "7s"
            """.formatted(classes(), Patients.Healthy.class.getName()));
        CommandOutcome outcome = CommandOutcome.of(
                "run", file.toString(), "--out", folder.resolve("run").toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains("UNKNOWN - there is no client", "8.0 virtual s");
        assertThat(folder.resolve("run/logs/a.log"))
                .content()
                .contains("tick 6")
                .doesNotContain("tick 9");
    }
}
