package dev.faultline.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.Rng;
import dev.faultline.workload.ready.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/workloads.md}: the ready workloads, and what each generator makes of two clients. */
class WorkloadReferenceTest {
    private static final Path DOCS = Path.of("..", "docs", "workloads.md");
    private static final Request A = new Request.Call("a", "k1", null, true);
    private static final Request B = new Request.Call("b", "k1", null, true);
    private static final Request C = new Request.Call("c", "k1", null, true);
    private static final int STEPS = 8;

    private static Generator a() {
        return Generators.repeat(A);
    }

    private static Generator b() {
        return Generators.repeat(B);
    }

    /** The text of an example is its line here, from the lambda on. */
    private static final List<Supplier<Generator>> EXAMPLES = List.of(
            () -> Generators.once(A),
            () -> Generators.repeat(A),
            () -> Generators.repeatedly(() -> A),
            () -> Generators.nothing(),
            () -> Generators.limit(3, a()),
            () -> Generators.sequence(Generators.limit(2, a()), b()),
            () -> Generators.phases(Generators.limit(2, a()), b()),
            () -> Generators.mix(new Rng(1), a(), b()),
            () -> Generators.weighted(new Rng(1), new Generators.Weight(3, a()), new Generators.Weight(1, b())),
            () -> Generators.any(Generators.limit(2, a()), b()),
            () -> Generators.cycle(() -> Generators.sequence(Generators.once(A), Generators.once(B))),
            () -> Generators.eachClient(client -> Generators.limit(2, a())),
            () -> Generators.eachProcess(process -> Generators.sequence(Generators.once(A), b())),
            () -> Generators.on(client -> client == 1, Generators.limit(2, a())),
            () -> Generators.reserve(List.of(new Generators.Reserved(1, a())), b()),
            () -> Generators.untilOk(a()),
            () -> Generators.stagger(new Rng(1), Duration.ofMillis(100), a()),
            () -> Generators.rate(new Rng(1), 10, a()),
            () -> Generators.delay(Duration.ofMillis(100), a()),
            () -> Generators.sequence(Generators.sleep(Duration.ofSeconds(1)), a()),
            () -> Generators.timeLimit(Duration.ofMillis(250), Generators.delay(Duration.ofMillis(100), a())),
            () -> Generators.phases(Generators.limit(2, a()), Generators.mark("half"), b()));

    @Test
    void theTablesAreThoseOfTheCode() throws IOException {
        String page = Files.readString(DOCS);
        String renewed = within(
                within(within(page, "kinds", kinds()), "generators", generators()), "produced", ProducedTable.lines());
        if (Boolean.getBoolean("faultline.renew")) {
            Files.writeString(DOCS, renewed);
        }
        assertThat(page)
                .as("docs/workloads.md; renew it with -Dfaultline.renew=true")
                .isEqualTo(renewed);
    }

    /** Puts lines between two comments. */
    private static String within(String page, String name, List<String> lines) {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        int from = page.indexOf(begin) + begin.length();
        return page.substring(0, from) + String.join("\n", lines) + "\n" + page.substring(page.indexOf(end));
    }

    private static List<String> kinds() {
        List<String> lines = new ArrayList<>(
                List.of("| `kind` | functions, in percent | judged as | settings |", "|---|---|---|---|"));
        for (String name : Workloads.names()) {
            Workload workload = Workloads.named(name).orElseThrow();
            String shares = workload.shares().isEmpty()
                    ? "in an order of its own"
                    : workload.shares().entrySet().stream()
                            .map(share -> share.getKey() + " " + share.getValue())
                            .collect(Collectors.joining(", "));
            String models =
                    workload.models().stream().map(model -> "`" + model + "`").collect(Collectors.joining(", "));
            String settings = new TreeMap<>(workload.settings())
                    .entrySet().stream()
                            .map(setting -> "`" + setting.getKey() + "`: " + setting.getValue())
                            .collect(Collectors.joining("; "));
            lines.add("| `%s` | %s | %s | %s |".formatted(name, shares, models, settings));
        }
        return lines;
    }

    private static List<String> generators() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| generator | what two clients do |", "|---|---|"));
        List<String> texts = texts();
        assertThat(texts).hasSameSizeAs(EXAMPLES);
        for (int i = 0; i < texts.size(); i++) {
            lines.add("| `%s` | %s |"
                    .formatted(
                            texts.get(i), String.join(", ", made(EXAMPLES.get(i).get()))));
        }
        return lines;
    }

    private static List<String> texts() throws IOException {
        String source = Files.readString(
                Path.of("src", "test", "java", "dev", "faultline", "workload", "WorkloadReferenceTest.java"));
        String list = source.substring(source.indexOf("EXAMPLES = List.of("), source.indexOf("    @Test"));
        List<String> texts = new ArrayList<>();
        for (String part : list.split("\n            \\(\\) -> ")) {
            String text = part.replaceAll("\\s*\n\\s*", "").strip();
            if (!text.startsWith("EXAMPLES")) {
                texts.add(text.substring(0, text.endsWith(");") ? text.length() - 2 : text.length() - 1));
            }
        }
        return texts;
    }

    /** Asks two clients in turn, whose requests take a millisecond each and are answered ok, but the first, which nobody answers. */
    private static List<String> made(Generator generator) {
        List<String> made = new ArrayList<>();
        Map<Integer, Integer> processes = new LinkedHashMap<>(Map.of(0, 0, 1, 1));
        long now = 0;
        int asked = 0;
        for (int step = 0; made.size() < STEPS && step < STEPS; step++) {
            int client = step % 2;
            Turn turn = new Turn(client, processes.getOrDefault(client, client), 2, now);
            switch (generator.next(turn)) {
                case Next.Ask(Request request) -> {
                    made.add("%d: %s".formatted(client, request.f()));
                    now += 1_000_000;
                    Reply reply = asked++ == 0 ? new Reply.Unknown("lost") : Reply.ok();
                    if (reply instanceof Reply.Unknown) {
                        processes.merge(client, 2, Integer::sum);
                    }
                    generator.completed(new Completion(turn, request, reply, now));
                }
                case Next.Later(long at) -> {
                    made.add("%d: until %.0f ms".formatted(client, at / 1e6));
                    now = at;
                }
                case Next.Waiting _ -> made.add(client + ": waits");
                case Next.Mark(String name) -> made.add(client + ": mark " + name);
                case Next.Over _ -> {
                    made.add("over");
                    return made;
                }
            }
        }
        made.add("...");
        return made;
    }
}
