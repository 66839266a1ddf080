package dev.faultline.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON for people: two spaces a level, one field or element a line. */
final class PrettyJson {
    private final JsonBytes out = new JsonBytes(Limits.DEFAULT);

    private PrettyJson() {}

    static byte[] bytes(Map<String, ? extends @Nullable Object> object) {
        PrettyJson pretty = new PrettyJson();
        pretty.value(object, 1);
        pretty.out.ascii('\n');
        return Arrays.copyOf(pretty.out.bytes(), pretty.out.size());
    }

    private void value(@Nullable Object value, int depth) {
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() && depth < Limits.DEFAULT.depth() -> object(map, depth);
            case List<?> list when !list.isEmpty() && depth < Limits.DEFAULT.depth() -> list(list, depth);
            case null, default -> out.value(value, depth);
        }
    }

    private void object(Map<?, ?> map, int depth) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.ascii(before);
            before = ',';
            newLine(depth);
            out.text(JsonValues.key(entry.getKey())).ascii(':').ascii(' ');
            value(entry.getValue(), depth + 1);
        }
        newLine(depth - 1);
        out.ascii('}');
    }

    private void list(List<?> list, int depth) {
        char before = '[';
        for (Object element : list) {
            out.ascii(before);
            before = ',';
            newLine(depth);
            value(element, depth + 1);
        }
        newLine(depth - 1);
        out.ascii(']');
    }

    private void newLine(int depth) {
        out.ascii(("\n" + "  ".repeat(depth)).getBytes(StandardCharsets.US_ASCII));
    }
}
