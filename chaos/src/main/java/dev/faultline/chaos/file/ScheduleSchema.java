package dev.faultline.chaos.file;

import dev.faultline.chaos.FaultForm;
import dev.faultline.chaos.MessagePoint;
import dev.faultline.sim.PacketFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Makes the JSON schema of schedule files from the forms of the faults, for editors. */
final class ScheduleSchema {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> LISTS = List.of("step", "steps", "fault", "faults");

    private ScheduleSchema() {}

    static String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "A schedule of Faultline: what breaks, where and when");
        root.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(
                "groups",
                described(
                        "names of several nodes, for use as @NAME",
                        ordered("type", "object", "additionalProperties", list(text("the name of a node")))));
        Map<String, Object> named = ordered("type", "object", "additionalProperties", ref("step"));
        for (String key : LISTS) {
            properties.put(key, key.startsWith("fault") ? anyOf(List.of(ref("steps"), named)) : ref("steps"));
        }
        root.put("properties", properties);
        root.put(
                "anyOf",
                LISTS.stream().map(key -> Map.of("required", List.of(key))).toList());
        root.put("additionalProperties", false);
        root.put("$defs", definitions());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    private static Map<String, Object> definitions() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put("steps", ordered("type", "array", "minItems", 1, "items", ref("step")));
        definitions.put("step", step(Map.of()));
        definitions.put(
                "option",
                step(Map.of(
                        "weight",
                        described(
                                "how likely, beside the others; usually 1",
                                ordered("type", "number", "exclusiveMinimum", 0)))));
        definitions.put("body", body());
        definitions.put(
                "span",
                text("a duration, such as 5s, or a range of which one is drawn: uniform 1s..5s, log 10ms..10s"));
        definitions.put("pattern", table(eventKeys(), List.of()));
        definitions.put("moment", table(momentKeys(), List.of()));
        return definitions;
    }

    /** Returns the schema of a step, with more keys that it may have. */
    private static Map<String, Object> step(Map<String, Object> more) {
        Map<String, Object> table = ref("body");
        if (!more.isEmpty()) {
            table.put("properties", more);
        }
        table.put("unevaluatedProperties", false);
        return anyOf(List.of(text("a fault, with its time before it or at once: 12s kill n1 for 3s"), table));
    }

    /** What a step does is one of many tables; the keys that are wrapped around it are the same for all, and stand here once. */
    private static Map<String, Object> body() {
        List<Map<String, Object>> ways = new ArrayList<>();
        whats().forEach((key, keys) -> ways.add(ordered("properties", keys, "required", List.of(key))));
        for (FaultForm form : FaultForm.all()) {
            Map<String, Object> keys = fault(form);
            keys.put("name", text("by which it can be healed and changed"));
            keys.put("change", text("the name of the fault that becomes this one"));
            keys.put(Words.ROLLING, rolling());
            ways.add(described(form.doc(), ordered("properties", keys, "required", List.of("type"))));
        }
        Map<String, Object> common = around();
        for (String key : List.copyOf(common.keySet())) {
            // A key that is also a part of some fault means that there, and the other in all other tables.
            if (ways.stream().anyMatch(way -> properties(way).containsKey(key))) {
                Object around = common.remove(key);
                ways.forEach(way -> properties(way).putIfAbsent(key, around));
            }
        }
        return ordered("type", "object", "properties", common, "anyOf", ways);
    }

    @SuppressWarnings("unchecked") // made above
    private static Map<String, Object> properties(Map<String, Object> way) {
        return (Map<String, Object>) Objects.requireNonNull(way.get("properties"));
    }

    /** Returns the keys that say how often, when and while what. */
    private static Map<String, Object> around() {
        Map<String, Object> around = new LinkedHashMap<>();
        for (String key : momentKeys().keySet()) {
            around.put(key, ref("moment/properties/" + key));
        }
        around.put("timing", anyOf(List.of(constant("immediate"), ref("moment"))));
        around.put(Words.OPTIONAL, described("its faults need have no effect", constant(true)));
        around.put(
                "chosen",
                described(
                        "how likely it is to be done at all, drawn once a run",
                        ordered("type", "number", "exclusiveMinimum", 0, "maximum", 1)));
        around.put("every", described("from one beginning to the next", ref("span")));
        Map<String, Object> times = anyOf(List.of(ordered("type", "integer", "minimum", 1), constant("forever")));
        around.put("repeat", described("how often", times));
        around.put("times", described("the same as repeat", times));
        around.put(
                "while",
                described(
                        "begins whenever since happens, and is healed when until does",
                        table(
                                ordered("since", nameOr(ref("pattern")), "until", nameOr(ref("pattern"))),
                                List.of("since", "until"))));
        return around;
    }

    private static Map<String, Object> rolling() {
        return described(
                "one node after the other: true, or the time from one to the next",
                anyOf(List.of(constant(true), ref("span"))));
    }

    private static Map<String, Map<String, Object>> whats() {
        Map<String, Map<String, Object>> whats = new LinkedHashMap<>();
        whats.put(
                "fault",
                ordered(
                        "fault",
                        text("a fault, such as kill n1 for 3s"),
                        "name",
                        text("by which it can be healed and changed"),
                        "change",
                        text("the name of the fault that becomes this one"),
                        Words.ROLLING,
                        rolling()));
        whats.put("heal", ordered("heal", text("the name of a fault that is undone")));
        whats.put("wait", ordered("wait", anyOf(List.of(ref("span"), ref("moment")))));
        whats.put("step", ordered("step", ref("step")));
        whats.put("sequence", ordered("sequence", described("one after the other", ref("steps"))));
        whats.put("parallel", ordered("parallel", described("all at once", ref("steps"))));
        whats.put(
                "choose",
                ordered(
                        "choose",
                        described(
                                "one of them, drawn",
                                ordered("type", "array", "minItems", 1, "items", ref("option")))));
        return whats;
    }

    private static Map<String, Object> fault(FaultForm form) {
        Map<String, Object> keys = new LinkedHashMap<>();
        List<String> words = new ArrayList<>(List.of(form.word()));
        words.addAll(form.also());
        List.copyOf(words).stream()
                .filter(word -> word.contains("-"))
                .forEach(word -> words.add(word.replace('-', '_')));
        keys.put("type", ordered("enum", words));
        for (FaultForm.Part part : form.parts()) {
            for (String name : FaultReader.names(form, part)) {
                both(keys, name, described(part.doc() + ": " + part.is() + ", such as " + part.example(), value(part)));
            }
        }
        if (form.also().contains("node-crash")) {
            both(
                    keys,
                    Words.CRASH_TYPE,
                    ordered("enum", Words.CRASHES.keySet().stream().sorted().toList()));
        }
        return keys;
    }

    /** The value of a part may have several forms; which tables are right is for the reader to say. */
    private static Map<String, Object> value(FaultForm.Part part) {
        return switch (part.notation()) {
            case "NODE", "NODES" -> anyOf(List.of(text("a node"), list(text("a node"))));
            case "LINKS", "DISTRIBUTION", "CHANCES", "SETTINGS", "FILTER" ->
                ordered("type", List.of("string", "object"));
            case "CUT", "RULES" -> ordered("type", List.of("string", "object", "array"));
            case "NUMBER", "FACTOR", "PPM" -> ordered("type", List.of("number", "string"));
            case "VALUE" -> ordered("type", List.of("string", "number", "boolean"));
            case "DURATION",
                    "PATTERN",
                    "OTHER_PATH",
                    "OPERATION",
                    "FAILURE",
                    "SHARE",
                    "ORDER",
                    "METHODS",
                    "CLASS",
                    "TEXT" -> ordered("type", "string");
            default -> ordered("type", List.of("string", "number", "array"));
        };
    }

    private static Map<String, Object> eventKeys() {
        return ordered(
                "event", text("the name of an event, such as FaultInjected"),
                "printed", text("what a printed line must have in it, a regular expression"),
                "node", text("where it happens"),
                "where",
                        described(
                                "what must be in the event's data: regular expressions, or whole values",
                                ordered("type", "object")));
    }

    private static Map<String, Object> momentKeys() {
        Map<String, Object> nth = ordered("type", "integer", "minimum", 1);
        Map<String, Object> on = eventKeys();
        on.put("nth", described("the how-manieth time", nth));
        Map<String, Object> line =
                ordered("line", text("a regular expression"), "node", text("who prints it"), "nth", nth);
        Map<String, Object> absent = eventKeys();
        absent.put("quiet", described("for how long there was none", ref("span")));
        Map<String, Object> kind = ordered("enum", CallReader.words());
        Map<String, Object> call = ordered(
                "before",
                kind,
                "after",
                kind,
                "of",
                text("a path, or a pattern of paths; of a method a pattern of methods"),
                "node",
                text("of which node"),
                "nodes",
                anyOf(List.of(text("of which nodes"), list(text("a node")))),
                "nth",
                nth);
        Map<String, Object> hosts = anyOf(List.of(text("a node"), list(text("a node"))));
        Map<String, Object> message = ordered(
                "from",
                hosts,
                "to",
                hosts,
                "protocol",
                ordered("enum", MessageReader.words(PacketFilter.Protocol.values())),
                "port",
                ordered("type", "integer", "minimum", 1, "maximum", 65_535),
                "text",
                text("letters that are in it"),
                "bytes",
                text("bytes that are in it, two hexadecimal digits each"),
                "regex",
                text("a regular expression that is found in it"),
                "when",
                ordered("enum", MessageReader.words(MessagePoint.When.values())),
                "nth",
                nth,
                "number",
                nth);
        return ordered(
                "message", described("when a message is sent or has arrived", table(message, List.of())),
                "call", described("in the middle of a call of the disk or of a method", table(call, List.of("of"))),
                "at", described("a time of the schedule", ref("span")),
                "after", described("after some time; beside on, printed and absent a delay after these", ref("span")),
                "on", described("when something happens", nameOr(table(on, List.of()))),
                "printed", described("when a node prints such a line", nameOr(table(line, List.of("line")))),
                "absent", described("when something has not happened for a time", table(absent, List.of("quiet"))));
    }

    private static Map<String, Object> nameOr(Map<String, Object> other) {
        return anyOf(List.of(ordered("type", "string"), other));
    }

    private static void both(Map<String, Object> keys, String key, Object value) {
        keys.put(key, value);
        keys.put(key.replace('-', '_'), value);
    }

    private static Map<String, Object> table(Map<String, Object> keys, List<String> required) {
        Map<String, Object> table = ordered("type", "object", "properties", keys);
        if (!required.isEmpty()) {
            table.put("required", required);
        }
        table.put("additionalProperties", false);
        return table;
    }

    private static Map<String, Object> text(String description) {
        return ordered("type", "string", "description", description);
    }

    private static Map<String, Object> list(Object items) {
        return ordered("type", "array", "items", items);
    }

    private static Map<String, Object> constant(Object word) {
        return ordered("const", word);
    }

    private static Map<String, Object> ref(String name) {
        return ordered("$ref", "#/$defs/" + name);
    }

    private static Map<String, Object> anyOf(List<?> ways) {
        return ordered("anyOf", ways);
    }

    private static Map<String, Object> described(String description, Map<String, Object> schema) {
        Map<String, Object> described = ordered("description", description);
        described.putAll(schema);
        return described;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
