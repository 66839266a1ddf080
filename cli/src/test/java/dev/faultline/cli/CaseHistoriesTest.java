package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of the shared folder: what is right, by exit code and by a word of the answer. */
class CaseHistoriesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "thin.edn|1|nobody wrote",
                "thin.edn --set world=open|0|open world",
                "strproc.jsonl|1|0 is client-1",
                "strnum.jsonl|1|0 is 0",
                "indep.edn|0|values are [key value]",
                "indepbad.edn|1|key 1",
                "indep1.edn|1|key 1",
                "bank.edn|1|linearizable",
                "bank.edn --level sequential|0|level sequential",
                "kvlate.jsonl|0|Linearizable as kv",
                "multireg.edn --set initial=0|0|initial=0",
                "multireg.edn --model multi-register --set initial=0|0|initial=0",
                "q_mismatch.edn|254|:2: enqueue was invoked with 1 but completed with 2",
                "sf_noread.edn|2|nothing was checked",
                "bom.edn|1|register"
            })
    void everyCaseIsRight(String line, int exitCode, String word) {
        String given = System.getProperty("faultline.shared");
        Path shared = Stream.of(given == null ? "../../shared" : given, "../shared")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of("../shared"));
        Path cases = shared.resolve("cases/histories");
        assumeTrue(Files.exists(cases), "the shared cases are not here: " + cases);

        CommandOutcome outcome = CommandOutcome.of(("check " + cases + "/" + line).split(" "));

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.error()).isEqualTo(exitCode);
        assertThat(outcome.out() + outcome.error()).contains(word);
    }
}
