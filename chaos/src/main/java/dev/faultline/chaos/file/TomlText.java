package dev.faultline.chaos.file;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes tables as TOML: top-level lists of tables as {@code [[key]]}, what is nested in them inline. */
final class TomlText {
    private final StringBuilder text = new StringBuilder();

    private TomlText() {}

    static String of(Map<String, Object> table) {
        TomlText toml = new TomlText();
        table.forEach((key, value) -> {
            if (value instanceof List<?> list) {
                list.forEach(item -> toml.section("[[" + key + "]]", (Map<?, ?>) item));
            } else {
                toml.section("[" + key + "]", (Map<?, ?>) value);
            }
        });
        return toml.text.toString();
    }

    private void section(String head, Map<?, ?> table) {
        text.append(text.isEmpty() ? "" : "\n").append(head).append('\n');
        table.forEach((key, value) -> {
            text.append(Quoted.key(String.valueOf(key))).append(" = ");
            value(value, 0);
            text.append('\n');
        });
    }

    private void value(Object value, int indent) {
        switch (value) {
            case Map<?, ?> table -> inline(table, indent);
            case List<?> list
            when !list.isEmpty() && list.getFirst() instanceof Map -> {
                text.append("[\n");
                for (Object item : list) {
                    text.append("  ".repeat(indent + 1));
                    value(item, indent + 1);
                    text.append(",\n");
                }
                text.append("  ".repeat(indent)).append(']');
            }
            case List<?> list -> {
                text.append('[');
                for (int i = 0; i < list.size(); i++) {
                    text.append(i == 0 ? "" : ", ");
                    value(list.get(i), indent);
                }
                text.append(']');
            }
            case BigDecimal number -> text.append(number.toPlainString());
            case Boolean flag -> text.append(flag);
            default -> text.append(Quoted.of(value.toString()));
        }
    }

    private void inline(Map<?, ?> table, int indent) {
        text.append('{');
        String before = " ";
        for (Map.Entry<?, ?> entry : table.entrySet()) {
            text.append(before)
                    .append(Quoted.key(String.valueOf(entry.getKey())))
                    .append(" = ");
            value(entry.getValue(), indent);
            before = ", ";
        }
        text.append(table.isEmpty() ? "}" : " }");
    }
}
