package dev.faultline.chaos.file;

import dev.faultline.chaos.file.Tree.Scalar;
import dev.faultline.chaos.file.Tree.Spot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes the tree of a text in YAML 1.2, from the events of the parser, which does not call itself for what is nested. A key
 * stands once in a table; there are no tags, and a few aliases only.
 */
final class YamlTree {
    private static final int ALIASES_MAX = 1_000;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?");
    private static final List<String> NOTHING = List.of("", "~", "null", "Null", "NULL");

    private final Iterator<Event> events;
    private final StreamReader reader;
    private final Mistakes mistakes;
    private final Map<String, Tree> anchors = new HashMap<>();
    private int size;
    private int aliases;

    /** The rest of the file makes no sense any more; what is wrong is told. */
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private YamlTree(Iterator<Event> events, StreamReader reader, Mistakes mistakes) {
        this.events = events;
        this.reader = reader;
        this.mistakes = mistakes;
    }

    /** Returns the tree; an empty one where something is wrong, which is told. */
    static Tree read(String text, Mistakes mistakes) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setCodePointLimit(ScheduleFile.SIZE_MAX + 1)
                    // All at once: where a pair of surrogates crosses the end of its buffer, version 3.0.1 fails.
                    .setBufferSize(text.length() + 16)
                    .build();
            StreamReader reader = new StreamReader(settings, text);
            return new YamlTree(new ParserImpl(settings, reader), reader, mistakes).document();
        } catch (MarkedYamlEngineException e) {
            Spot spot = spot(e.getProblemMark().or(e::getContextMark));
            mistakes.add(spot, "", String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            mistakes.add(Spot.START, "", String.valueOf(e.getMessage()));
        } catch (Lost e) {
            // It is told.
        }
        return new Tree.Table(Spot.START, Map.of(), Map.of());
    }

    private static Spot spot(Optional<Mark> mark) {
        return mark.map(at -> new Spot(at.getLine() + 1, at.getColumn() + 1)).orElse(Spot.START);
    }

    private Tree document() {
        Tree tree = new Tree.Table(Spot.START, Map.of(), Map.of());
        int documents = 0;
        while (hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw lost(event, "", "one file is one schedule; there is a second document");
            }
            if (event instanceof NodeEvent node) {
                tree = tree(node, "", 1);
            }
        }
        return tree;
    }

    private Lost lost(Event event, String path, String problem) {
        mistakes.add(spot(event.getStartMark()), path, problem);
        return new Lost();
    }

    private Tree tree(NodeEvent event, String path, int depth) {
        Spot spot = spot(event.getStartMark());
        if (depth > Tree.DEPTH_MAX) {
            throw lost(event, path, Nesting.TOO_DEEP);
        }
        grow(event, path, 1);
        Tree tree = switch (event) {
            case AliasEvent alias -> followed(alias, path, depth);
            case ScalarEvent scalar -> value(scalar, path);
            case CollectionStartEvent start -> {
                if (start.getTag().isPresent()) {
                    throw lost(
                            event,
                            path,
                            "tags have no meaning here: " + start.getTag().get());
                }
                yield start instanceof MappingStartEvent ? table(spot, path, depth) : list(spot, path, depth);
            }
            default -> throw lost(event, path, "this cannot stand here");
        };
        if (!(event instanceof AliasEvent)) {
            event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), tree));
        }
        return tree;
    }

    private void grow(Event event, String path, int more) {
        size += more;
        if (size > Tree.SIZE_MAX) {
            throw lost(event, path, "the file holds more than it may, " + Tree.SIZE_MAX + " values");
        }
    }

    private Tree followed(AliasEvent alias, String path, int depth) {
        String name = alias.getAlias().getValue();
        Tree tree = anchors.get(name);
        if (tree == null) {
            throw lost(alias, path, "nothing before it has the anchor &" + name);
        }
        if (++aliases > ALIASES_MAX) {
            throw lost(alias, path, "there are more than " + ALIASES_MAX + " aliases");
        }
        grow(alias, path, size(tree));
        if (depth + depth(tree) > Tree.DEPTH_MAX) {
            throw lost(alias, path, Nesting.TOO_DEEP);
        }
        return tree;
    }

    private static int depth(Tree tree) {
        return switch (tree) {
            case Tree.Value ignored -> 0;
            case Tree.Items list ->
                1 + list.items().stream().mapToInt(YamlTree::depth).max().orElse(0);
            case Tree.Table table ->
                1
                        + table.values().values().stream()
                                .mapToInt(YamlTree::depth)
                                .max()
                                .orElse(0);
        };
    }

    private static int size(Tree tree) {
        return switch (tree) {
            case Tree.Value ignored -> 1;
            case Tree.Items list ->
                1 + list.items().stream().mapToInt(YamlTree::size).sum();
            case Tree.Table table ->
                1 + table.values().values().stream().mapToInt(YamlTree::size).sum();
        };
    }

    private Tree value(ScalarEvent scalar, String path) {
        Spot spot = spot(scalar.getStartMark());
        String text = scalar.getValue();
        if (scalar.getTag().isPresent()) {
            throw lost(
                    scalar,
                    path,
                    "tags have no meaning here: " + scalar.getTag().get());
        }
        if (!scalar.isPlain()) {
            return new Tree.Value(spot, Scalar.TEXT, text);
        }
        if (NOTHING.contains(text)) {
            mistakes.add(spot, path, "nothing stands here; write a value, or leave the key out");
            return new Tree.Value(spot, Scalar.TEXT, "");
        }
        if (text.equals("true") || text.equals("false")) {
            return new Tree.Value(spot, Scalar.FLAG, text);
        }
        return NUMBER.matcher(text).matches()
                ? new Tree.Value(spot, Scalar.NUMBER, plain(text))
                : new Tree.Value(spot, Scalar.TEXT, text);
    }

    /** Returns the number without exponent. A name of digits, such as that of a node, stays what it is. */
    private static String plain(String number) {
        return number.matches("[0-9]+") ? number : new BigDecimal(number).toPlainString();
    }

    private Tree list(Spot spot, String path, int depth) {
        List<Tree> items = new ArrayList<>();
        while (true) {
            Event event = next();
            if (event instanceof SequenceEndEvent) {
                return new Tree.Items(spot, items);
            }
            items.add(tree(node(event, path), path + "[" + items.size() + "]", depth + 1));
        }
    }

    private Tree table(Spot spot, String path, int depth) {
        Map<String, Spot> keys = new LinkedHashMap<>();
        Map<String, Tree> values = new LinkedHashMap<>();
        while (true) {
            Event event = next();
            if (event instanceof MappingEndEvent) {
                return new Tree.Table(spot, keys, values);
            }
            if (!(event instanceof ScalarEvent scalar) || scalar.getTag().isPresent()) {
                throw lost(event, path, "a key must be a text");
            }
            grow(event, path, 1);
            String key = scalar.getValue();
            String inner = path.isEmpty() ? key : path + "." + key;
            Tree value = tree(node(next(), inner), inner, depth + 1);
            if (keys.containsKey(key)) {
                mistakes.add(
                        spot(scalar.getStartMark()),
                        inner,
                        "the key is there already, in line " + keys.get(key).line());
            } else {
                keys.put(key, spot(scalar.getStartMark()));
                values.put(key, value);
            }
        }
    }

    private NodeEvent node(Event event, String path) {
        if (event instanceof NodeEvent node) {
            return node;
        }
        throw lost(event, path, "this cannot stand here");
    }

    private Event next() {
        if (!hasNext()) {
            throw new ParserException("the file ends in the middle", Optional.empty());
        }
        return events.next();
    }

    /** Looks whether there is another event, which is when the library reads on. */
    private boolean hasNext() {
        try {
            return events.hasNext();
        } catch (YamlEngineException e) {
            throw e;
        } catch (RuntimeException e) { // version 3.0.1 fails so where an escape, as \\u, has not all of its digits
            mistakes.add(
                    spot(reader.getMark()),
                    "",
                    "cannot be read as YAML up to here; does an escape, as \\u00e4, lack digits?");
            throw new Lost();
        }
    }
}
