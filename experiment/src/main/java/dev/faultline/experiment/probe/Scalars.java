package dev.faultline.experiment.probe;

import dev.faultline.invariant.Probe;
import dev.faultline.invariant.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Objects that are a value. They are of the JDK, and what is called here no class of a program can have overridden. */
final class Scalars {
    /** What holds a value may be held, and a mistake may let it hold itself. */
    private static final int DEPTH_MAX = 20;

    private Scalars() {}

    /** Returns the value; null if the object is none. */
    static @Nullable Value of(@Nullable Object object) {
        return of(object, 0);
    }

    private static @Nullable Value of(@Nullable Object object, int depth) {
        return switch (object) {
            case null -> Value.nil();
            case Boolean flag -> Value.of(flag.booleanValue());
            case Byte number -> Value.of(number.longValue());
            case Short number -> Value.of(number.longValue());
            case Integer number -> Value.of(number.longValue());
            case Long number -> Value.of(number.longValue());
            case Float number -> decimal(Float.toString(number), Float.isFinite(number));
            case Double number -> decimal(Double.toString(number), Double.isFinite(number));
            case Character letter -> Value.of(Character.toString(letter));
            case String text -> text.length() > Probe.LENGTH_MAX ? null : Value.of(text);
            case Enum<?> constant -> Value.of(constant.name());
            case AtomicInteger number -> Value.of(number.get());
            case AtomicLong number -> Value.of(number.get());
            case AtomicBoolean flag -> Value.of(flag.get());
            case AtomicReference<?> to -> depth < DEPTH_MAX ? of(to.get(), depth + 1) : null;
            case Optional<?> perhaps -> depth < DEPTH_MAX ? of(perhaps.orElse(null), depth + 1) : null;
            case OptionalInt perhaps -> perhaps.isPresent() ? Value.of(perhaps.getAsInt()) : Value.nil();
            case OptionalLong perhaps -> perhaps.isPresent() ? Value.of(perhaps.getAsLong()) : Value.nil();
            case OptionalDouble perhaps -> perhaps.isPresent() ? of(perhaps.getAsDouble()) : Value.nil();
            case UUID id -> Value.of(id.toString());
            // Classes that a program may extend.
            case BigInteger number when isExactly(number, BigInteger.class) -> new Value.Num(new BigDecimal(number));
            case BigDecimal number when isExactly(number, BigDecimal.class) -> new Value.Num(number);
            case LongAdder sum when isExactly(sum, LongAdder.class) -> Value.of(sum.sum());
            default -> null;
        };
    }

    /** Returns whether both are the same value, for sure and for ever: what holds a value may hold another the next time. */
    static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case null -> other == null;
            case Long number -> number.equals(other);
            case Integer number -> number.equals(other);
            case Boolean flag -> flag.equals(other);
            case String text -> text.equals(other);
            case Enum<?> constant -> constant == other;
            default -> false;
        };
    }

    private static boolean isExactly(Object object, Class<?> type) {
        return object.getClass() == type;
    }

    private static Value decimal(String text, boolean finite) {
        return finite ? new Value.Num(new BigDecimal(text)) : Value.of(text);
    }

    /** Returns the text by which a key of a map is known; null if it has none. */
    static @Nullable String key(@Nullable Object key) {
        return switch (key) {
            case String text -> text;
            case Byte number -> number.toString();
            case Short number -> number.toString();
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case Character letter -> letter.toString();
            case Boolean flag -> flag.toString();
            case Enum<?> constant -> constant.name();
            case UUID id -> id.toString();
            case null, default -> null;
        };
    }
}
