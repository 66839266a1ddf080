package dev.faultline.check.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Random data that both notations can hold, a plain writer of it, and random damage. */
final class Values {

    private static final String[] STRINGS = {"", "a", "x y", "é€😀", "q\"\\\n\t", "0123456789".repeat(9)};

    private Values() {}

    static @Nullable Object random(SplittableRandom random, int depth) {
        int kind = random.nextInt(depth == 0 ? 5 : 8);
        return switch (kind) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextInt(1000) / 8.0 + 0.0625;
            case 4 -> STRINGS[random.nextInt(STRINGS.length)];
            case 5 -> {
                Map<Object, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put("k" + i, random(random, depth - 1));
                }
                yield map;
            }
            default -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(kind == 6 ? (Object) random.nextLong() : random(random, depth - 1));
                }
                yield list;
            }
        };
    }

    static String write(@Nullable Object value, boolean json) {
        return switch (value) {
            case null -> json ? "null" : "nil";
            case String text ->
                '"'
                        + text.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\t", "\\t")
                        + '"';
            case List<?> list ->
                list.stream()
                        .map(element -> write(element, json))
                        .collect(Collectors.joining(json ? "," : " ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> (json ? "\"" + e.getKey() + "\" :" : ":" + e.getKey() + " ")
                                + write(e.getValue(), json))
                        .collect(Collectors.joining(",", "{", "}"));
            default -> value.toString();
        };
    }

    /** The text with some bytes changed, cut out, doubled, or all after a place gone. */
    static byte[] damaged(String text, SplittableRandom random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(9));
            byte[] head = Arrays.copyOf(bytes, at);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                case 2 -> bytes = concat(head, Arrays.copyOfRange(bytes, to, bytes.length));
                case 3 -> bytes = concat(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
                default -> bytes = at > 0 ? head : bytes;
            }
            if (bytes.length == 0) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
