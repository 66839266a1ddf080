package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.Models;
import dev.faultline.check.Traffic;
import dev.faultline.check.Verdict;
import dev.faultline.check.ViolationPicture;
import dev.faultline.check.picture.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages in a browser: no words lie on others, nothing is cut at the side, and all letters can be read, in a wide window, a
 * narrow one, and those between.
 */
class PageBoxesTest {
    private static final int[] WIDTHS = {360, 420, 640, 900, 1400};
    private static final long SECOND = 1_000_000_000L;

    private static final String LONG = "long_" + "abc ".repeat(25) + "x".repeat(100);
    private static final String RIGHT_TO_LEFT = "\u0645\u0631\u062d\u0628\u0627 ".repeat(12) + "\u202eturned";
    private static final String MARKUP = "<script>alert(1)</script><b>&amp;\"'";

    /** Where the pages are kept to be looked at, if somebody wants that. */
    private static final @Nullable String KEPT = System.getProperty("faultline.pages");

    @TempDir
    private Path folder;

    private Browser browser() {
        Optional<Browser> browser = Browser.find(folder);
        assumeThat(browser)
                .as("a chromium or chrome on the PATH, to measure pages in; there is none")
                .isPresent();
        return browser.orElseThrow();
    }

    @Test
    void measuringFindsWhatIsWrong() throws Exception {
        String bad = """
            <!DOCTYPE html><body><p style="margin:0">one</p><p style="margin:-12px 0 0">two</p>
            <p style="font-size:9px">three</p><p style="width:600px;white-space:nowrap">four</p>
            <svg viewBox="0 0 200 40" width="100"><text x="0" y="20" style="font-size:16px">five</text></svg>
            """;
        List<String> found = browser().measure(Map.of("bad", bad), 420);
        assertThat(found)
                .anyMatch(line -> line.contains("'one' lies on 'two'"))
                .anyMatch(line -> line.contains("letters of 9.0 px: three"))
                .anyMatch(line -> line.contains("letters of 8.0 px: five"))
                .anyMatch(line -> line.contains("scrolls sideways"));
    }

    @Test
    void nothingLiesOnAnythingElseAtAnyWidth() throws Exception {
        Browser browser = browser();
        Map<String, String> pages = new LinkedHashMap<>();
        for (int faults : new int[] {0, 1, 3, 40}) {
            pages.put("counterexample with " + faults + " faults", withFaults(faults));
        }
        pages.put("long words", check("long.edn", longWords(), "--model", "register", "--set", "initial=nil"));
        pages.put("cycle of long words", check("cycle.edn", longCycle(), "--level", "serializable"));
        pages.put("many clients", check("many.edn", manyClients(), "--model", "register", "--set", "initial=nil"));
        pages.put("one operation", check("one.edn", operation(0, "write", "1", 0, 1), "--model", "register"));
        for (String example :
                List.of("causal", "counter-add", "bank-totals", "lock", "long-fork", "strict-serializable")) {
            Path file = Path.of("..", "docs", "examples", example + ".edn");
            if (Files.exists(file)) {
                String[] command = Files.readAllLines(file).getFirst().split(" ", -1);
                pages.put(example, check(file, List.of(command).subList(4, command.length)));
            }
        }
        pages.put(
                "a run with a violation",
                run("violation", "stale-read", "duration", "10s", "first", "400ms", "interval", "400ms", "heal", "1s"));
        pages.put("a run of nothing", run("nothing", "", "duration", "20s", "think-time", "50s"));
        if (KEPT != null) {
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(Path.of(KEPT, page.getKey().replace(' ', '-') + ".html"), page.getValue());
            }
        }
        List<String> lines = browser.measure(pages, WIDTHS);
        List<String> measured =
                lines.stream().filter(line -> line.startsWith("measured ")).toList();
        assertThat(measured).hasSize(pages.size() * WIDTHS.length).noneMatch(line -> line.startsWith("measured 0 "));
        assertThat(lines).filteredOn(line -> !line.startsWith("measured ")).isEmpty();
    }

    /** A stale read, and so many faults within a second of a run of a minute. */
    private static String withFaults(int count) {
        History.Builder builder = History.builder();
        for (int i = 0; i < 600; i++) {
            long at = i * SECOND / 10;
            builder.invoke(i % 5, "write", null, i, at);
            builder.ok(i % 5, "write", null, i, at + SECOND / 100);
        }
        builder.invoke(7, "read", null, null, 61 * SECOND);
        builder.ok(7, "read", null, 7, 62 * SECOND);
        History history = builder.build();
        List<ViolationPicture.Span> spans = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            long from = 60 * SECOND + i * SECOND / (count + 1);
            String words = i % 2 == 0 ? "reset n1 <> n2" : "partition halves n1,n2,n3 | n4,n5 for 1.511s";
            spans.add(new ViolationPicture.Span(String.valueOf(i), words, from, i % 2 == 0 ? from : from + SECOND / 2));
        }
        Verdict.Violation violation =
                (Verdict.Violation) Check.linearizability(Models.register(null)).run(history);
        return new Page("A run with " + count + " faults")
                .verdict(Page.Mood.BAD, "VIOLATION", violation.sentence())
                .picture(ViolationPicture.of(Models.register(null), violation, spans))
                .picture(Traffic.of(history).picture(spans))
                .table("Latencies", Traffic.headings(), Traffic.of(history).table())
                .html();
    }

    private static String operation(int process, String f, String value, int from, int to) {
        return """
            {:process %d, :type :invoke, :f :%s, :value %s, :index %d, :time %d}
            {:process %d, :type :ok, :f :%s, :value %s, :index %d, :time %d}
            """.formatted(process, f, f.equals("read") ? "nil" : value, from, from, process, f, value, to, to);
    }

    private static String quoted(String words) {
        return "\"" + words.replace("\"", "\\\"") + "\"";
    }

    private static String longWords() {
        List<String> values = List.of(quoted(LONG), quoted(RIGHT_TO_LEFT), quoted(MARKUP), "nil");
        StringBuilder text = new StringBuilder();
        int index = 0;
        for (String value : values) {
            text.append(operation(index % 3, "write", value, index++, index++));
        }
        return text.append(operation(9, "read", quoted(LONG), index++, index)).toString();
    }

    private static String longCycle() {
        String x = quoted(LONG);
        String y = quoted(RIGHT_TO_LEFT + MARKUP);
        return """
            {:process 0, :type :invoke, :f :txn, :value [[:append %1$s 1] [:r %2$s nil]], :index 0}
            {:process 1, :type :invoke, :f :txn, :value [[:append %2$s 1] [:r %1$s nil]], :index 1}
            {:process 0, :type :ok, :f :txn, :value [[:append %1$s 1] [:r %2$s []]], :index 2}
            {:process 1, :type :ok, :f :txn, :value [[:append %2$s 1] [:r %1$s []]], :index 3}
            """.formatted(x, y);
    }

    /** Sixty clients write at one time, and one reads what is not there any more. */
    private static String manyClients() {
        StringBuilder text = new StringBuilder(operation(99, "write", "0", 0, 1));
        int clients = 60;
        for (String type : List.of("invoke", "ok")) {
            for (int p = 0; p < clients; p++) {
                int index = 2 + p + (type.equals("ok") ? clients : 0);
                text.append("{:process %d, :type :%s, :f :write, :value %d, :index %d, :time %d}\n"
                        .formatted(p, type, p + 1, index, index));
            }
        }
        return text.append(operation(99, "read", "0", 2 + 2 * clients, 3 + 2 * clients))
                .toString();
    }

    private String check(String name, String content, String... options) throws IOException {
        return check(Files.writeString(folder.resolve(name), content), List.of(options));
    }

    private String check(Path file, List<String> options) throws IOException {
        Path html = folder.resolve("answer.html");
        String[] words = Stream.concat(Stream.of("check", file.toString(), "--html", html.toString()), options.stream())
                .toArray(String[]::new);
        CommandOutcome outcome = CommandOutcome.of(words);
        assertThat(outcome.exitCode()).as(outcome.toString()).isLessThanOrEqualTo(2);
        String page = Files.readString(html);
        assertThat(page).doesNotContain("<script");
        return page;
    }

    /** The report of a run of the example store, with some lines of its experiment file changed. */
    private String run(String name, String bug, String... changes) throws IOException {
        String experiment;
        try (InputStream in = Page.class.getResourceAsStream("/dev/faultline/experiment/builtin/kv.toml")) {
            experiment = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        for (int i = 0; i < changes.length; i += 2) {
            experiment = experiment.replaceFirst(
                    "(?m)^" + changes[i] + " = .*$", changes[i] + " = \"" + changes[i + 1] + "\"");
        }
        Path file = Files.writeString(folder.resolve(name + ".toml"), experiment);
        Path out = folder.resolve(name);
        CommandOutcome outcome = CommandOutcome.of(
                "run", file.toString(), "--seed", "2", "--set", "bug=" + bug, "--out", out.toString());
        assertThat(outcome.exitCode()).as(outcome.toString()).isLessThanOrEqualTo(2);
        return Files.readString(out.resolve("report.html"));
    }
}
