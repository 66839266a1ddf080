package dev.faultline.chaos.file;

import dev.faultline.chaos.file.Tree.Scalar;
import dev.faultline.chaos.file.Tree.Spot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Makes the tree of a text in TOML. */
final class TomlTree {
    private final Mistakes mistakes;
    private int size;

    private TomlTree(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Returns the tree; an empty one where something is wrong, which is told. */
    static Tree read(String text, Mistakes mistakes) {
        return TomlFile.parse(text, (line, column, problem) -> mistakes.add(new Spot(line, column), "", problem))
                .map(toml -> new TomlTree(mistakes).table(toml, Spot.START, "", 1))
                .orElseGet(() -> new Tree.Table(Spot.START, Map.of(), Map.of()));
    }

    /** Returns the tree of these keys of a table. */
    static Tree of(TomlTable table, Set<String> keys, String path, Mistakes mistakes) {
        Tree.Table all = new TomlTree(mistakes).table(table, Spot.START, path, 1);
        Map<String, Spot> spots = new LinkedHashMap<>(all.keys());
        Map<String, Tree> values = new LinkedHashMap<>(all.values());
        spots.keySet().retainAll(keys);
        values.keySet().retainAll(keys);
        return new Tree.Table(spots.values().stream().findFirst().orElse(Spot.START), spots, values);
    }

    private static Spot spot(@Nullable TomlPosition position) {
        return position == null ? Spot.START : new Spot(position.line(), position.column());
    }

    private Tree.Table table(TomlTable table, Spot spot, String path, int depth) {
        Map<String, Spot> keys = new LinkedHashMap<>();
        Map<String, Tree> values = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            Spot at = spot(table.inputPositionOf(List.of(key)));
            keys.put(key, at);
            String inner = path.isEmpty() ? key : path + "." + key;
            values.put(key, tree(table.get(List.of(key)), at, inner, depth + 1));
        }
        return new Tree.Table(spot, keys, values);
    }

    private Tree tree(@Nullable Object value, Spot spot, String path, int depth) {
        if (depth > Tree.DEPTH_MAX || ++size > Tree.SIZE_MAX) {
            mistakes.add(
                    spot,
                    path,
                    depth > Tree.DEPTH_MAX
                            ? Nesting.TOO_DEEP
                            : "the file holds more than it may, " + Tree.SIZE_MAX + " values");
            return new Tree.Value(spot, Scalar.TEXT, "");
        }
        return switch (value) {
            case TomlTable inner -> table(inner, spot, path, depth);
            case TomlArray array -> {
                List<Tree> items = new ArrayList<>();
                for (int i = 0; i < array.size(); i++) {
                    items.add(tree(array.get(i), spot(array.inputPositionOf(i)), path + "[" + i + "]", depth + 1));
                }
                yield new Tree.Items(spot, items);
            }
            case String text -> new Tree.Value(spot, Scalar.TEXT, text);
            case Long number -> new Tree.Value(spot, Scalar.NUMBER, number.toString());
            case Double number
            when Double.isFinite(number) ->
                new Tree.Value(
                        spot,
                        Scalar.NUMBER,
                        BigDecimal.valueOf(number).stripTrailingZeros().toPlainString());
            case Boolean flag -> new Tree.Value(spot, Scalar.FLAG, flag.toString());
            case null, default -> {
                mistakes.add(
                        spot, path, "'" + value + "' cannot stand here; write a text, a number, a list or a table");
                yield new Tree.Value(spot, Scalar.TEXT, "");
            }
        };
    }
}
