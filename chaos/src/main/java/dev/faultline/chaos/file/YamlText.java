package dev.faultline.chaos.file;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes tables as YAML, in block style, every text in quotes. */
final class YamlText {
    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    static String of(Map<String, Object> table) {
        YamlText yaml = new YamlText();
        yaml.table(table, 0, false);
        return yaml.text.toString();
    }

    /** Writes the table; its first key stands on the line that is begun, if one is. */
    private void table(Map<?, ?> table, int indent, boolean begun) {
        boolean first = begun;
        for (Map.Entry<?, ?> entry : table.entrySet()) {
            text.append(first ? "" : "  ".repeat(indent))
                    .append(Quoted.key(String.valueOf(entry.getKey())))
                    .append(':');
            first = false;
            value(entry.getValue(), indent);
        }
    }

    private void value(Object value, int indent) {
        switch (value) {
            case Map<?, ?> inner
            when !inner.isEmpty() -> {
                text.append('\n');
                table(inner, indent + 1, false);
            }
            case Map<?, ?> ignored -> text.append(" {}\n");
            case List<?> list
            when !list.isEmpty() && list.getFirst() instanceof Map -> {
                text.append('\n');
                for (Object item : list) {
                    text.append("  ".repeat(indent + 1)).append("- ");
                    table((Map<?, ?>) item, indent + 2, true);
                }
            }
            case List<?> list -> {
                text.append(" [");
                for (int i = 0; i < list.size(); i++) {
                    text.append(i == 0 ? "" : ", ").append(Quoted.of(list.get(i).toString()));
                }
                text.append("]\n");
            }
            case BigDecimal number ->
                text.append(' ').append(number.toPlainString()).append('\n');
            case Boolean flag -> text.append(' ').append(flag).append('\n');
            default -> text.append(' ').append(Quoted.of(value.toString())).append('\n');
        }
    }
}
