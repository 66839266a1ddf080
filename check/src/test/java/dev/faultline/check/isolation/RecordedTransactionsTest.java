package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.check.format.KeySurvey;
import dev.faultline.check.format.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every recorded history of transactions gets the verdict that was published for it. */
class RecordedTransactionsTest {

    private static final String LEVEL = "(?:RC|RA|CC|SI|SER)";
    private static final Pattern CLAIM = Pattern.compile("(" + LEVEL + "(?:[,/] ?" + LEVEL + ")*) (ok|violated)");
    private static final Pattern WORDS = Pattern.compile(LEVEL);
    private static final Pattern ANOMALY = Pattern.compile("G(?:2|-single)[a-z-]*");
    private static final Pattern NOT = Pattern.compile("not ((?:consistent-view|repeatable-read))");
    private static final Map<String, IsolationLevel> LEVELS = Map.of(
            "RC", IsolationLevel.READ_COMMITTED,
            "RA", IsolationLevel.READ_ATOMIC,
            "CC", IsolationLevel.CAUSAL,
            "SI", IsolationLevel.SNAPSHOT_ISOLATION,
            "SER", IsolationLevel.SERIALIZABLE);

    @Test
    void everyRowAboutTransactionsIsRight() throws IOException {
        Path folder = folder();
        assumeTrue(Files.exists(folder.resolve("expected.tsv")), "the recorded histories are not here: " + folder);
        int rows = 0;
        try (Stream<String> lines = Files.lines(folder.resolve("expected.tsv"))) {
            for (String line : (Iterable<String>) lines.skip(1)::iterator) {
                String[] cells = line.split("\t", -1);
                String model = cells[1];
                if (model.startsWith("txn registers")) {
                    registers(folder.resolve(cells[0]), cells[2]);
                    rows++;
                } else if (model.startsWith("list-append") || model.equals("rw-register")) {
                    elle(folder.resolve(cells[0]), cells[2]);
                    rows++;
                }
            }
        }
        assertThat(rows).isGreaterThanOrEqualTo(25);
    }

    static Path folder() {
        String given = System.getProperty("faultline.shared");
        Path shared = given != null ? Path.of(given) : Path.of("../../shared");
        return (Files.exists(shared) ? shared : Path.of("../shared")).resolve("data/histories");
    }

    private static void registers(Path file, String verdict) {
        Transactions history = TransactionFiles.read(file, null, ReadLimits.standard());
        Matcher claims = CLAIM.matcher(verdict);
        while (claims.find()) {
            LEVELS.forEach((word, level) -> {
                if (WORDS.matcher(claims.group(1))
                        .results()
                        .anyMatch(found -> found.group().equals(word))) {
                    decides(history, file, level, claims.group(2).equals("ok"));
                }
            });
        }
        IsolationVerdict any = decided(history, file, IsolationLevel.SERIALIZABLE);
        assertThat(any.findings().undecided()).as("%s", file).allMatch(level -> level.guarantee() != Guarantee.CAUSAL);
    }

    private static void elle(Path file, String verdict) {
        // To Elle the world of registers is open: what nobody wrote was there before, or is of others.
        World world = new World(file.toString().contains("rw-register"), false, null, false);
        Transactions history = TransactionFiles.read(
                        file,
                        null,
                        world,
                        KeySurvey.Keys.NONE,
                        ReadLimits.standard(),
                        IsolationLimits.standard().memoryBytes(Long.MAX_VALUE))
                .history();
        decides(history, file, IsolationLevel.STRICT_SERIALIZABLE, verdict.startsWith("valid"));
        Matcher named = ANOMALY.matcher(verdict);
        while (named.find()) {
            assertThat(decided(history, file, IsolationLevel.STRICT_SERIALIZABLE)
                            .findings()
                            .anomalies())
                    .as("%s", file)
                    .extracting(Anomaly::name)
                    .contains(named.group());
        }
        Matcher not = NOT.matcher(verdict);
        while (not.find()) {
            decides(history, file, IsolationLevel.of(not.group(1)), false);
        }
        if (verdict.contains("SI itself holds")) {
            decides(history, file, IsolationLevel.SNAPSHOT_ISOLATION, true);
        }
    }

    private static void decides(Transactions history, Path file, IsolationLevel level, boolean satisfied) {
        IsolationVerdict verdict = decided(history, file, level);
        if (satisfied) {
            assertThat(verdict).as("%s %s", file, level).isInstanceOf(IsolationVerdict.Valid.class);
        } else {
            assertThat(verdict).as("%s %s", file, level).isInstanceOf(IsolationVerdict.Violation.class);
        }
    }

    private static IsolationVerdict decided(Transactions history, Path file, IsolationLevel level) {
        IsolationVerdict verdict = IsolationCheck.check(history, level, IsolationLimits.standard());
        assertThat(verdict).as("%s %s", file, level).isNotInstanceOf(IsolationVerdict.Unknown.class);
        if (verdict instanceof IsolationVerdict.Valid valid) {
            assertThat(ScheduleVerifier.verify(history, valid.level(), valid.witness()))
                    .as("%s %s", file, level)
                    .isEmpty();
        }
        return verdict;
    }
}
