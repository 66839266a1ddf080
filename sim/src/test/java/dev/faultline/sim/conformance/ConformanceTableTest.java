package dev.faultline.sim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of what is modelled, {@code docs/conformance.md}, is made from the cases. */
class ConformanceTableTest {
    private static final String HEAD = """
        # What is modelled

        Each row is a program that runs on the JDK as it is and in the simulator, with the same expectations, in every build:
        the cases under `sim/src/test/java/dev/faultline/sim/conformance`. In the simulator each runs twice with one seed,
        which must give the same events, and once with another. What is refused throws an exception that says so, and the
        run lists it.

        This page is generated. Renew it with

            ./mvnw -B -pl sim test -Dtest=ConformanceTableTest -Dfaultline.renew=true

        """;

    private static String page() {
        Map<String, List<Case>> areas = Conformance.all().stream()
                .collect(Collectors.groupingBy(Case::area, TreeMap::new, Collectors.toList()));
        long refused =
                Conformance.all().stream().filter(each -> !each.isModelled()).count();
        StringBuilder page = new StringBuilder(HEAD);
        page.append(Conformance.all().size() - refused).append(" behaviours hold in both, ");
        page.append(refused).append(" are refused in the simulator.\n\n");
        page.append("| area | behaviour | JDK | simulator |\n|---|---|---|---|\n");
        areas.forEach((area, cases) -> cases.forEach(each -> page.append("| ")
                .append(area)
                .append(" | ")
                .append(each.name().replace("|", "\\|").replace("<", "&lt;"))
                .append(" | holds | ")
                .append(each.isModelled() ? "holds" : "refused")
                .append(" |\n")));
        return page.toString();
    }

    @Test
    void theTableInTheDocsIsThatOfTheCases() throws IOException {
        Path docs = Path.of("..", "docs", "conformance.md");
        if (Boolean.getBoolean("faultline.renew")) {
            Files.writeString(docs, page());
        }
        assertThat(Files.exists(docs) ? Files.readString(docs) : "")
                .as("docs/conformance.md is out of date; renew it with: ./mvnw -B -pl sim test"
                        + " -Dtest=ConformanceTableTest -Dfaultline.renew=true")
                .isEqualTo(page());
    }

    @Test
    void thereAreMoreThanFourHundredBehavioursAndNoTwoOfOneName() {
        assertThat(Conformance.all())
                .hasSizeGreaterThan(400)
                .extracting(Case::toString)
                .doesNotHaveDuplicates();
    }
}
