package dev.faultline.journal;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON object out of a text: strict (no field twice, nothing after the object, whole numbers within 64 bits) and
 * within limits. Recursion is as deep as the depth limit allows and no deeper.
 */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private final String source;
    private final long firstLine;
    private final int depthLimit;
    private final JsonParser parser;

    private JsonText(String source, long firstLine, int depthLimit, JsonParser parser) {
        this.source = source;
        this.firstLine = firstLine;
        this.depthLimit = depthLimit;
        this.parser = parser;
    }

    /** The fields of the object that the text, which starts at {@code firstLine} of its source, consists of. */
    static Fields object(String source, long firstLine, int depthLimit, CharBuffer text) {
        try (JsonParser parser = JSON.createParser(
                ObjectReadContext.empty(), text.array(), text.arrayOffset() + text.position(), text.remaining())) {
            return new JsonText(source, firstLine, depthLimit, parser).document();
        } catch (JacksonException e) {
            throw fault(source, firstLine, e.getLocation(), "not JSON: " + e.getOriginalMessage());
        }
    }

    private Fields document() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw fault("expected one JSON object");
        }
        Fields fields = new Fields(source);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (fields.has(name)) {
                throw fault("field \"" + name + "\" is there twice");
            }
            parser.nextToken();
            TokenStreamLocation at = parser.currentTokenLocation();
            fields.put(name, firstLine + at.getLineNr() - 1, at.getColumnNr(), value(1));
        }
        TokenStreamLocation end = parser.currentTokenLocation();
        fields.endAt(firstLine + end.getLineNr() - 1, end.getColumnNr());
        if (parser.nextToken() != null) {
            throw fault("expected nothing after the object");
        }
        return fields;
    }

    private @Nullable Object value(int depth) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(depth + 1);
            case START_ARRAY -> list(depth + 1);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> real();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw fault("expected a value");
        };
    }

    private Map<String, @Nullable Object> map(int depth) {
        enter(depth);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (map.containsKey(name)) {
                throw fault("field \"" + name + "\" is there twice");
            }
            parser.nextToken();
            map.put(name, value(depth));
        }
        return Collections.unmodifiableMap(map);
    }

    private List<@Nullable Object> list(int depth) {
        enter(depth);
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(depth));
        }
        return Collections.unmodifiableList(list);
    }

    private void enter(int depth) {
        if (depth > depthLimit) {
            throw fault("nested deeper than " + depthLimit + " levels");
        }
    }

    private Long whole() {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw fault("a whole number has at most 64 bits");
        }
        return parser.getLongValue();
    }

    private Double real() {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
            throw fault("a number is within the range of a double");
        }
        return number;
    }

    private MalformedJournalException fault(String message) {
        return fault(source, firstLine, parser.currentTokenLocation(), message);
    }

    private static MalformedJournalException fault(
            String source, long firstLine, @Nullable TokenStreamLocation at, String message) {
        long line = at == null ? firstLine : firstLine + Math.max(1, at.getLineNr()) - 1;
        long column = at == null ? 1 : Math.max(1, at.getColumnNr());
        return new MalformedJournalException(source, line, column, message);
    }
}
