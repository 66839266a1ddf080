package dev.faultline.check.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values that stand alone, as in an option of a command. */
public final class Literal {

    private static final ReadLimits LIMITS = new ReadLimits(1 << 20, 64);

    private Literal() {}

    /** The value that the text is in EDN, such as {@code 5}, {@code nil} or {@code {"a" 10}}; other text is itself. */
    public static @Nullable Object of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (ByteSource source = new ByteSource(new ByteArrayInputStream(bytes), "value", LIMITS)) {
            EdnParser parser = new EdnParser(source, LIMITS);
            if (parser.skipBlank() == ByteSource.END) {
                return text;
            }
            Object value = parser.value();
            return parser.skipBlank() == ByteSource.END ? value : text;
        } catch (FormatException notEdn) {
            return text;
        }
    }
}
