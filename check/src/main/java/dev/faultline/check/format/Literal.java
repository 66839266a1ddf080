package dev.faultline.check.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values that stand alone, as in an option of a command. */
public final class Literal {

    private static final ReadLimits LIMITS = new ReadLimits(1 << 20, 64);

    private Literal() {}

    /** What begins so is meant as EDN, and no word. */
    private static final String OPENING = "{}[]()\"#:\\";

    /**
     * The value that the text is in EDN, such as {@code 5}, {@code nil} or {@code {"a" 10}}; other text is itself.
     *
     * @throws FormatException if it begins as a collection, a string or the like, and is none
     */
    public static @Nullable Object of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (ByteSource source = new ByteSource(new ByteArrayInputStream(bytes), text, LIMITS)) {
            EdnParser parser = new EdnParser(source, LIMITS);
            if (parser.skipBlank() == ByteSource.END) {
                return text;
            }
            Object value = parser.value();
            if (parser.skipBlank() == ByteSource.END) {
                return value;
            }
            if (isMeantAsEdn(text)) {
                throw new FormatException(text, 0, "more follows after its end");
            }
            return text;
        } catch (FormatException notEdn) {
            if (isMeantAsEdn(text)) {
                throw notEdn;
            }
            return text;
        }
    }

    private static boolean isMeantAsEdn(String text) {
        return OPENING.indexOf(text.stripLeading().charAt(0)) >= 0;
    }
}
