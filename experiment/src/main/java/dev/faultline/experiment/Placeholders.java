package dev.faultline.experiment;

import dev.faultline.journal.Spelling;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What may stand for {@code ${NAME}} at some place of an experiment file. A second dollar before it keeps it as it is.
 *
 * <p>Immutable: a scope within another, as that of a node, is made by {@link #with}.
 */
final class Placeholders {
    /** What each node is called in a template that is repeated for every node. */
    static final String EACH = "each";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^{}\\n]*)\\}|\\$\\{");
    private static final Pattern REPEATED = Pattern.compile("(?<!\\$)\\$\\{each\\.");

    private final Map<String, String> values;
    private final Problems problems;
    /** Shared with the scopes within this one. */
    private final Set<String> used;

    Placeholders(Map<String, String> values, Problems problems) {
        this(values, problems, new HashSet<>());
    }

    private Placeholders(Map<String, String> values, Problems problems, Set<String> used) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.problems = problems;
        this.used = used;
    }

    Placeholders with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new Placeholders(all, problems, used);
    }

    /** Adds the name and number of a node under this prefix. */
    Placeholders withNode(String prefix, String name, int number) {
        Map<String, String> node = new LinkedHashMap<>();
        node.put(prefix + ".name", name);
        node.put(prefix + ".number", Integer.toString(number));
        return with(node);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns whether a template had it, in this scope or one that was made from it. */
    boolean isUsed(String name) {
        return used.contains(name);
    }

    /** Fills in the template; what is wrong with it is added to the problems and left as it is. */
    String fill(Template template) {
        return fill(template, template.text());
    }

    /** Fills in the template; each line that names a node as {@code each} is repeated once for each node. */
    String fillLines(Template template, List<String> nodes) {
        return template.text()
                .lines()
                .map(line -> REPEATED.matcher(line).find()
                        ? String.join("\n", fillForEach(template, line, nodes))
                        : fill(template, line))
                .collect(Collectors.joining("\n", "", template.text().endsWith("\n") ? "\n" : ""));
    }

    /** Fills in the template once for each node. */
    List<String> fillForEach(Template template, List<String> nodes) {
        return fillForEach(template, template.text(), nodes);
    }

    private List<String> fillForEach(Template template, String text, List<String> nodes) {
        String[] filled = new String[nodes.size()];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = withNode(EACH, nodes.get(i), i + 1).fill(template, text);
        }
        return List.of(filled);
    }

    private String fill(Template template, String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(filled, Matcher.quoteReplacement(replacement(template, matcher)));
        }
        return matcher.appendTail(filled).toString();
    }

    private String replacement(Template template, Matcher matcher) {
        if (matcher.group().equals("$${")) {
            return "${";
        }
        Optional<String> name = Optional.ofNullable(matcher.group(1));
        if (name.isEmpty()) {
            problems.add(template.place(), "a placeholder is not closed by '}'; a literal ${ is written $${");
            return matcher.group();
        }
        used.add(name.get());
        String value = values.get(name.get());
        if (value == null) {
            problems.add(template.place(), unknown(name.get()));
            return matcher.group();
        }
        return value;
    }

    private String unknown(String name) {
        String what = "unknown placeholder ${" + name + "}; ";
        if (name.equals("each.name") || name.equals("each.number")) {
            return what + "it stands in lines of [system.files] and in [system.lists]";
        }
        if (name.equals("node.name") || name.equals("node.number")) {
            return what + "it stands in what each node has of its own: arguments, properties, environment, files";
        }
        return what + Spelling.hint(name, "placeholders", values.keySet());
    }
}
