package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every case on the files of this machine and in a simulation. */
@Tag("agent")
class DiskConformanceTest {
    @TempDir
    Path folder;

    private static List<DiskCase> cases() {
        return Stream.of(
                        FileCases.all(),
                        AttributeCases.all(),
                        StreamCases.all(),
                        ChannelCases.all(),
                        MappingCases.all(),
                        WatchCases.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Returns what is wrong. */
    private static List<String> runAll(Path base) {
        List<String> wrong = new ArrayList<>();
        int number = 0;
        for (DiskCase each : cases()) {
            try {
                each.check(Files.createDirectories(base.resolve("case" + ++number)));
            } catch (Throwable e) {
                wrong.add(e instanceof AssertionError ? e.getMessage() : each.area() + ": " + each.name() + ": " + e);
            }
        }
        return wrong;
    }

    @Test
    void theCasesHoldOnThisMachine() {
        assertThat(runAll(folder)).isEmpty();
    }

    @Test
    void theCasesHoldInTheSimulation() {
        List<String> wrong = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation
                    .add(NodeSpec.of("n", Program.code(() -> wrong.addAll(runAll(Path.of("/cases"))))))
                    .start();
            assertThat(simulation.run(Duration.ofHours(1))).isEqualTo(new Ending.AllEnded());
            assertThat(simulation.unmodelled()).isEmpty();
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void thereAreManyCasesAndNoTwoOfOneName() {
        assertThat(cases())
                .hasSizeGreaterThanOrEqualTo(140)
                .extracting(DiskCase::name)
                .doesNotHaveDuplicates();
    }
}
