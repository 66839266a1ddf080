package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.check.Outcome;
import dev.faultline.check.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients on several nodes: each meets the network where it is, and what they ask is decided for all together. */
class ClientNodesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String FAR = """
        name = "far"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1"]
        main = "dev.faultline.experiment.Everything"
        arguments = ["counter", "false", "counter-bounds"]
        [network]
        regions = { eu = ["n1", "client-eu"], us = ["client-us"] }
        latency = "80ms"
        within = "1ms"
        [client]
        nodes = ["client-eu", "client-us"]
        class = "dev.faultline.workload.LineClient"
        class-path = ["CLASSES"]
        artifacts = ["faultline:workload"]
        settings = { port = 7000 }
        [workload]
        kind = "counter"
        clients = 5
        duration = "20s"
        operation-timeout = "1s"
        [check]
        model = "counter-bounds"
        """;

    private static final String CUT = "\n[faults]\nschedule = \"6s partition one-way client-us > n1 for 8s\"\n";

    @TempDir
    private Path folder;

    /** Returns the median of what was answered ok, in milliseconds, by the nodes of the clients. */
    private static Map<String, Double> medians(RunResult result, String f) {
        Map<String, Double> medians = new LinkedHashMap<>();
        for (ClientPlace place : result.clients().orElseThrow().places()) {
            place.traffic().rows().stream()
                    .filter(row -> row.f().equals(f) && row.outcome() == Outcome.OK)
                    .forEach(row -> medians.put(place.node(), row.median() / 1e6));
        }
        return medians;
    }

    private static void assertValid(RunResult result) {
        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(RunResult.Kind.VALID);
    }

    @Test
    void whoIsFartherWaitsLongerByTheWayThereAndBack() {
        RunResult result = Trials.run(FAR, 1);

        assertValid(result);
        Map<String, Double> medians = medians(result, "read");
        assertThat(medians.get("client-eu")).isCloseTo(2, Percentage.withPercentage(3));
        assertThat(medians.get("client-us")).isCloseTo(160, Percentage.withPercentage(3));
        List<ClientPlace> places = result.clients().orElseThrow().places();
        assertThat(places).extracting(ClientPlace::clients).containsExactly(List.of(0, 2, 4), List.of(1, 3));
        int all = result.traffic().orElseThrow().rows().stream()
                .mapToInt(Traffic.Row::count)
                .sum();
        assertThat(places.stream()
                        .flatMap(place -> place.traffic().rows().stream())
                        .mapToInt(Traffic.Row::count)
                        .sum())
                .isEqualTo(all)
                .isEqualTo(result.counts().operations());
    }

    @Test
    void whoIsCutOffIsNotServedAndTheOthersAre() throws IOException {
        Trials.run(FAR + CUT, 1, RunOptions.standard().into(folder.resolve("run")));

        Map<String, Integer> served = new LinkedHashMap<>(Map.of("eu", 0, "us", 0));
        int before = 0;
        for (String line : Files.readAllLines(folder.resolve("run/history.jsonl"))) {
            JsonNode one = JSON.readTree(line);
            long nanos = one.get("time").asLong();
            boolean ok = one.get("type").asString().equals("ok");
            if (!one.get("process").isNumber()) {
                continue; // a fault
            }
            String region = one.get("process").asInt() % 5 % 2 == 0 ? "eu" : "us";
            if (ok && nanos > 6_200_000_000L && nanos < 14_000_000_000L) {
                served.merge(region, 1, Integer::sum);
            }
            before += ok && nanos < 6_000_000_000L && region.equals("us") ? 1 : 0;
        }
        assertThat(served.get("us")).isZero();
        assertThat(served.get("eu")).isGreaterThan(100);
        assertThat(before).isPositive();
        JsonNode verdict = JSON.readTree(Files.readString(folder.resolve("run/verdict.json")));
        assertThat(verdict.get("verdict").asString()).isEqualTo("VALID");
        assertThat(verdict.get("clientNodes").get(1).get("node").asString()).isEqualTo("client-us");
        assertThat(verdict.get("recovery").get("outcome").asString()).isEqualTo("RECOVERED");
        assertThat(Files.readString(folder.resolve("run/report.html")))
                .contains("Latencies by the nodes of the clients", "client-us");
    }

    @Test
    void aNodeWhoseClientsAreNeverServedIsNotTested() {
        RunResult result = Trials.run(FAR + CUT.replace("6s", "100ms").replace("8s", "60s"), 1);

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(result.verdict().sentence()).contains("the clients on client-us asked");
    }

    @Test
    void twoRunsAreTheSameByteForByte() throws IOException {
        for (String run : List.of("one", "two")) {
            Trials.run(FAR + CUT, 3, RunOptions.standard().into(folder.resolve(run)));
        }
        for (String file : List.of("history.jsonl", "events.ndjson", "verdict.json", "report.html")) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
        }
    }

    /** The first node loads what is asked, and clients of the others wait for those of the first. */
    @ParameterizedTest
    @ValueSource(strings = {"InTurns", "AddAndRead"})
    void aWorkloadOfOnesOwnIsOneForAllNodes(String workload) {
        RunResult result = Trials.run(
                FAR.replace("kind = \"counter\"", "class = \"dev.faultline.experiment." + workload + "\"")
                        .replace("counter-bounds\"\n", "counter\"\n"),
                1);

        assertValid(result);
        assertThat(medians(result, "read").keySet()).containsExactly("client-eu", "client-us");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[client]\nnodes = [\"client\"]\n", "[client]\nnodes = [\"client-eu\", \"client-us\"]\n"})
    void clientsThatEndTheirProgramEndTheRun(String nodes) {
        RunResult result = Trials.run(
                FAR.replaceAll("(?s)\\[network].*?\\[client]\\n[^\\n]*\\n", nodes)
                        .replace("kind = \"counter\"", "class = \"dev.faultline.experiment.Exits\"")
                        .replace("counter-bounds\"\n", "counter\"\n"),
                1);

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(result.verdict().sentence()).contains("a client could not go on", "the program of the node client");
        assertThat(result.counts().virtualNanos()).isLessThan(3_000_000_000L);
    }

    @Test
    void oneNodeByTheUsualNameIsAsIfNothingWereSaid() {
        String usual = FAR.replaceAll("(?s)\\[network].*?\\[client]\\n[^\\n]*\\n", "[client]\n");
        RunResult unsaid = Trials.run(usual, 1);
        RunResult said = Trials.run(usual.replace("[client]\n", "[client]\nnodes = [\"client\"]\n"), 1);

        assertThat(said.fingerprint()).isEqualTo(unsaid.fingerprint());
        assertThat(said.clients().orElseThrow().places()).isEmpty();
    }

    @Test
    void theDocumentedRegionsHaveTheLatenciesThatTheDocumentSays() throws IOException {
        String docs = Files.readString(Path.of("..", "docs", "workloads.md"));
        String section = docs.substring(docs.indexOf("## Clients in several regions"));
        Matcher example = Pattern.compile("(?s)```toml\\n(.*?)```").matcher(section);
        assertThat(example.find()).isTrue();
        RunResult result = Trials.run("""
            name = "documented"
            [system]
            class-path = ["CLASSES"]
            nodes = ["n1", "n2", "n3"]
            main = "dev.faultline.experiment.Servers$Forwarding"
            arguments = ["${node.name}", "${nodes}"]
            """ + example.group(1) + "duration = \"20s\"\n", 1);

        assertValid(result);
        Matcher row = Pattern.compile("(?m)^\\| `(client-\\w+)` \\| .* \\| (\\d+) ms \\|$")
                .matcher(section);
        Map<String, Double> documented = new LinkedHashMap<>();
        while (row.find()) {
            documented.put(row.group(1), Double.parseDouble(row.group(2)));
        }
        Map<String, Double> medians = medians(result, "read");
        assertThat(documented.keySet()).containsExactlyElementsOf(medians.keySet());
        documented.forEach(
                (node, millis) -> assertThat(medians.get(node)).as(node).isCloseTo(millis, within(1 + millis / 50)));
    }
}
