package dev.faultline.chaos.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.sim.Rng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema for editors is made from the forms, and fits what the reader takes. */
class ScheduleSchemaTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```(toml|yaml|text)\\n(.*?)^```$");

    private final JsonNode schema = JsonMapper.builder().build().readTree(ScheduleFile.schema());

    private static Tree tree(String text, Format format) {
        Mistakes mistakes = new Mistakes("");
        Tree tree = format == Format.TOML ? TomlTree.read(text, mistakes) : YamlTree.read(text, mistakes);
        mistakes.check();
        return tree;
    }

    private boolean fits(Tree tree, JsonNode at) {
        if (at.has("$ref") && !fits(tree, target(at))) {
            return false;
        }
        if (at.has("anyOf") && at.get("anyOf").valueStream().noneMatch(way -> fits(tree, way))) {
            return false;
        }
        return isOfType(tree, at.get("type"))
                && isOneOf(tree, at)
                && hasWhatItMust(tree, at)
                && (!at.has("unevaluatedProperties")
                        || !(tree instanceof Tree.Table table)
                        || evaluated(table, at).containsAll(table.keys().keySet()));
    }

    private JsonNode target(JsonNode at) {
        return schema.at(at.get("$ref").asString().substring(1));
    }

    /** Returns the keys of which the schema says something. */
    private Set<String> evaluated(Tree.Table table, JsonNode at) {
        Set<String> keys = new HashSet<>();
        if (at.has("$ref")) {
            keys.addAll(evaluated(table, target(at)));
        }
        if (at.has("properties")) {
            keys.addAll(at.get("properties").propertyNames());
        }
        if (at.has("anyOf")) {
            at.get("anyOf")
                    .valueStream()
                    .filter(way -> fits(table, way))
                    .forEach(way -> keys.addAll(evaluated(table, way)));
        }
        return keys;
    }

    private static boolean isOfType(Tree tree, JsonNode type) {
        if (type == null) {
            return true;
        }
        List<String> types =
                type.isArray() ? type.valueStream().map(JsonNode::asString).toList() : List.of(type.asString());
        return switch (tree) {
            case Tree.Table ignored -> types.contains("object");
            case Tree.Items ignored -> types.contains("array");
            case Tree.Value value ->
                types.contains(
                        switch (value.type()) {
                            case TEXT -> "string";
                            case FLAG -> "boolean";
                            case NUMBER ->
                                types.contains("integer") && !value.text().contains(".") ? "integer" : "number";
                        });
        };
    }

    private static boolean isOneOf(Tree tree, JsonNode at) {
        if (at.has("const")) {
            return tree instanceof Tree.Value value
                    && value.text().equals(at.get("const").asString());
        }
        return !at.has("enum")
                || (tree instanceof Tree.Value value
                        && at.get("enum")
                                .valueStream()
                                .anyMatch(word -> word.asString().equals(value.text())));
    }

    private boolean hasWhatItMust(Tree tree, JsonNode at) {
        return switch (tree) {
            case Tree.Value value ->
                (!at.has("minimum")
                                || Double.parseDouble(value.text())
                                        >= at.get("minimum").asDouble())
                        && (!at.has("exclusiveMinimum")
                                || Double.parseDouble(value.text())
                                        > at.get("exclusiveMinimum").asDouble());
            case Tree.Items list ->
                list.items().size() >= (at.has("minItems") ? at.get("minItems").asInt() : 0)
                        && (!at.has("items") || list.items().stream().allMatch(item -> fits(item, at.get("items"))));
            case Tree.Table table ->
                (!at.has("required")
                                || at.get("required")
                                        .valueStream()
                                        .allMatch(key -> table.keys().containsKey(key.asString())))
                        && table.values().entrySet().stream().allMatch(entry -> fits(entry, at));
        };
    }

    private boolean fits(Map.Entry<String, Tree> entry, JsonNode at) {
        if (at.has("properties") && at.get("properties").has(entry.getKey())) {
            return fits(entry.getValue(), at.get("properties").get(entry.getKey()));
        }
        JsonNode others = at.get("additionalProperties");
        return others == null || (others.isObject() ? fits(entry.getValue(), others) : others.asBoolean());
    }

    @Test
    void theSchemaInTheDocsIsThatOfTheForms() throws IOException {
        Path file = DOCS.resolve("schedule.schema.json");
        if (Boolean.getBoolean("faultline.renew")) {
            Files.writeString(file, ScheduleFile.schema());
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("docs/schedule.schema.json is out of date; renew it with: ./mvnw -B verify -pl chaos -am"
                        + " -Dtest=ScheduleSchemaTest -Dsurefire.failIfNoSpecifiedTests=false -Dfaultline.renew=true")
                .isEqualTo(ScheduleFile.schema());
    }

    @Test
    void theEventsThatAScheduleMayWaitForAreThoseOfTheDocs() throws IOException {
        List<String> rows = Files.readString(DOCS.resolve("events.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell ->
                        Pattern.compile("`([A-Z][A-Za-z]+)`").matcher(cell).results())
                .map(name -> name.group(1))
                .sorted()
                .toList();
        assertThat(EventNames.ALL).isEqualTo(rows);
    }

    @Test
    void whatTheDataOfAnEventMayHaveStandsInTheDocs() throws IOException {
        for (String row : Files.readString(DOCS.resolve("events.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList()) {
            String[] cells = row.split("\\|", -1);
            Pattern.compile("`([A-Z][A-Za-z]+)`").matcher(cells[1]).results().forEach(name -> {
                for (String word : EventNames.dataOf(name.group(1))) {
                    assertThat(cells[2]).as(name.group(1)).contains("`" + word + "`");
                }
            });
        }
    }

    @Test
    void theExamplesOfTheDocsAreReadAndFitTheSchema() throws IOException {
        List<MatchResult> examples = EXAMPLE.matcher(Files.readString(DOCS.resolve("schedules.md")))
                .results()
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
        for (MatchResult example : examples) {
            String text = example.group(2);
            Format format = Format.ofName("a." + example.group(1));
            assertThat(ScheduleFile.read(text, format, "docs/schedules.md").steps())
                    .isNotEmpty();
            if (format != Format.LINES) {
                assertThat(fits(tree(text, format), schema)).as(text).isTrue();
            }
        }
    }

    @Test
    void whatIsWrittenFitsTheSchema() {
        for (long seed = 0; seed < 200; seed++) {
            String text = ScheduleFile.write(new RandomScenarios(seed).next(), Format.TOML);
            assertThat(fits(tree(text, Format.TOML), schema))
                    .as("seed %d:%n%s", seed, text)
                    .isTrue();
        }
    }

    @Test
    void whatDoesNotFitIsRefusedByTheReaderToo() {
        // The other way the reader knows more than the schema says.
        int unfit = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            String text = new AlmostSchedules(new Rng(seed)).next(Format.YAML);
            Tree tree;
            try {
                tree = tree(text, Format.YAML);
            } catch (ScheduleFileException e) {
                continue;
            }
            if (!fits(tree, schema)) {
                unfit++;
                assertThat(taken(text)).as("seed %d:%n%s", seed, text).isFalse();
            }
        }
        assertThat(unfit).isGreaterThan(100);
    }

    private static boolean taken(String text) {
        try {
            ScheduleFile.read(text, Format.YAML, "");
            return true;
        } catch (ScheduleFileException e) {
            return false;
        }
    }
}
