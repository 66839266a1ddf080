package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults that somebody asks for in place of those of the file. */
class FaultOrderTest {
    private static final String FIVE = """
        name = "five"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2", "n3", "n4", "n5"]
        main = "dev.faultline.experiment.Servers$Forwarding"
        [client]
        class = "none"
        [faults]
        kinds = ["KINDS"]
        """;

    /** What a file does not say follows from what is drawn, and not from what its own kinds would have been. */
    @ParameterizedTest
    @CsvSource({
        "kill,, crash-storm, 2",
        "crash-storm,, kill, 1",
        "crash-storm,, turmoil, 2",
        "kill,, pause, 1",
        "kill, 3, crash-storm, 3",
        "crash-storm, 1, everything, 1",
        "crash-storm, 4, kill, 4"
    })
    void theNodesThatMayBeDownAreThoseOfWhatIsDrawn(String kinds, Integer said, String asked, int down) {
        String toml = FIVE.replace("KINDS", kinds) + (said == null ? "" : "down-max = " + said + "\n");
        FaultOrder order = new FaultOrder(Optional.empty(), List.of(), Optional.of(FaultOrder.kinds(asked)));

        assertThat(order.applied(Trials.read(toml)).faults().limits().down()).isEqualTo(down);
    }
}
