package dev.faultline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.bench.Row.Bar;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A machine on which a unit takes twice as long takes twice as long for the rest, and meets the same bars. */
    @Test
    void barsAreAboutTheRatioToTheUnitOfWork() {
        Gauge.Reading slow = new Gauge.Reading(500, 250, 2);
        assertThat(Row.cost("cost", slow, new Bar.AtMost(300), "").misses()).isFalse();
        assertThat(Row.cost("cost", slow, new Bar.AtMost(200), "").misses()).isTrue();
        assertThat(Row.rate("speed", slow, "things", new Bar.AtLeast(250), "").misses())
                .isFalse();
        assertThat(Row.cost("nothing done", new Gauge.Reading(Double.NaN, Double.NaN, 2), new Bar.AtMost(1e9), "")
                        .misses())
                .isTrue();
    }

    @Test
    void figuresOfPeersAreScaledToThisMachine() {
        assertThat(new Peer("Elle", 1_000, 3_000).beside(500, 2))
                .isEqualTo("Elle 1,000 to 3,000 ms there, about 2,000 to 6,000 ms here, 4.00 to 12.0 x");
    }

    @Test
    void aRowIsPrintedBeforeTheNextIsMeasured() {
        Table table = new Table(out, false);
        new Parts()
                .with("first", rows -> rows.accept(Row.ratio("speed", 12, 3, "M/s", new Bar.AtLeast(4), "a note")))
                .with("second", rows -> {
                    assertThat(printed())
                            .containsPattern("speed +12\\.0 M/s +3\\.00 M/s +4\\.00 x +>= 4\\.00 +pass\n    a note");
                    rows.accept(Row.ratio("cost", 12, 3, "ms", new Bar.AtMost(3.99), ""));
                })
                .measure(List.of(), line -> {}, table);
        assertThat(table.end()).isEqualTo(1);
        assertThat(printed()).contains("FAIL").endsWith("1 bar is missed\n");
    }

    @Test
    void jsonIsAnObjectForEachRow() {
        Table table = new Table(out, true);
        table.accept(Row.missing("a \"row\"", "ms CPU", new Bar.AtMost(5), "two\nlines"));
        assertThat(table.end()).isEqualTo(1);
        assertThat(printed()).isEqualTo("""
            {"what":"a \\"row\\"","figure":null,"unit":"ms CPU","beside":"","ratio":null,"ratioUnit":"units",\
            "bar":"<= 5.00","outcome":"FAIL","note":"two\\u000alines"}
            {"rows":1,"missed":1}
            """);
    }

    @Test
    void onlyTheRowsThatAreAskedForAreMeasuredAndOthersRefused() {
        List<String> measured = new ArrayList<>();
        Parts parts = new Parts()
                .with("one", rows -> measured.add("one"))
                .with("two", rows -> measured.add("two"))
                .with("three", rows -> measured.add("three"));
        parts.measure(List.of("three", "one"), line -> {}, row -> {});
        assertThat(measured).containsExactly("one", "three");
        assertThatThrownBy(() -> parts.measure(List.of("four"), line -> {}, row -> {}))
                .hasMessageContainingAll("--only four", "one, two, three");
        assertThat(SimBench.names()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(CheckerBench.names());
        assertThat(CheckerBench.names()).doesNotHaveDuplicates();
        assertThat(new Table(out, false).end()).as("nothing measured").isEqualTo(1);
    }

    @Test
    void theUnitOfWorkIsWhatItWas() {
        assertThat(new WorkMix().once()).isEqualTo(WorkMix.RESULT);
    }
}
