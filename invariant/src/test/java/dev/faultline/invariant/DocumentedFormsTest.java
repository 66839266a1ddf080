package dev.faultline.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of forms in {@code docs/invariants.md}: each example holds where it should, and does not where it should not. */
class DocumentedFormsTest {
    private static final Path DOCS = Path.of("..", "docs", "invariants.md");
    private static final int CELLS = 5;

    record Row(String form, String example, List<String> right, List<String> wrong) {}

    static List<Row> rows() throws IOException {
        return Files.readAllLines(DOCS).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(line.substring(2, line.length() - 2).split(" \\| ", -1))
                        .toList())
                .filter(cells -> cells.size() == CELLS && cells.get(2).startsWith("`"))
                .map(cells -> new Row(cells.get(0), code(cells.get(2)), lines(cells.get(3)), lines(cells.get(4))))
                .toList();
    }

    private static String code(String cell) {
        return cell.replaceAll("^`|`$", "");
    }

    private static List<String> lines(String cell) {
        return List.of(code(cell).split("; "));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theExampleOfAFormHoldsAndDoesNotAsItSays(Row row) {
        List<Violation> told = new ArrayList<>();
        InvariantWatch watch = new InvariantWatch(
                List.of(Invariant.parse("i", row.example).at(new Moment.AtChange())), Map.of(), told::add);
        print(watch, row.right);
        assertThat(told).as("after %s", row.right).isEmpty();
        assertThat(watch.accounts().getFirst().held()).isPositive();
        print(watch, row.wrong);
        assertThat(told).as("after %s", row.wrong).isNotEmpty();
    }

    private static void print(InvariantWatch watch, List<String> lines) {
        for (String line : lines) {
            boolean named = line.startsWith("n1:") || line.startsWith("n2:");
            Probe probe = Probe.read("faultline " + (named ? line.substring(3) : line))
                    .orElseThrow();
            watch.printed(named ? line.substring(0, 2) : "n1", probe, Occasion.of(line, 1));
        }
    }

    @Test
    void everyWordOfTheLanguageIsInTheTableOrTheText() throws IOException {
        String docs = Files.readString(DOCS);
        assertThat(rows()).hasSizeGreaterThan(20);
        assertThat(Lexer.RESERVED).allSatisfy(word -> assertThat(docs).containsPattern("[`'(\\[ ]" + word + "[`'( ]"));
        for (Operator operator : Operator.values()) {
            assertThat(docs).contains(operator.symbol());
        }
        for (String moment :
                List.of("operation", "change", "transaction", "before fault", "after fault", "every 100ms")) {
            assertThat(docs).contains("| `\"" + Moment.parse(moment) + "\"` |");
        }
    }
}
