package dev.faultline.sim.internal.code;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a fault has a method return, made of its text. Numbers below a long are integers, as on the stack of the JVM. */
final class ReturnValue {
    private static final Map<String, Object> EMPTY = Map.ofEntries(
            Map.entry(String.class.getName(), ""),
            Map.entry(CharSequence.class.getName(), ""),
            Map.entry(Optional.class.getName(), Optional.empty()),
            Map.entry(OptionalInt.class.getName(), OptionalInt.empty()),
            Map.entry(OptionalLong.class.getName(), OptionalLong.empty()),
            Map.entry(OptionalDouble.class.getName(), OptionalDouble.empty()),
            Map.entry(Iterable.class.getName(), List.of()),
            Map.entry(Collection.class.getName(), List.of()),
            Map.entry(List.class.getName(), List.of()),
            Map.entry(Set.class.getName(), Set.of()),
            Map.entry(Map.class.getName(), Map.of()));

    private static final Set<String> OF_TEXT =
            Set.of("java.lang.String", "java.lang.CharSequence", "java.lang.Object", "java.lang.Comparable");

    private ReturnValue() {}

    /** Makes it, {@link MethodCalls#NULL} for null; it is refused if a method of this descriptor cannot return it. */
    static Made of(String text, String descriptor, @Nullable ClassLoader loader) {
        ClassDesc type = MethodTypeDesc.ofDescriptor(descriptor).returnType();
        ClassDesc named = type;
        while (named.isArray()) {
            named = named.componentType();
        }
        String name = named.descriptorString().replaceAll("^L|;$", "").replace('/', '.');
        try {
            Object value = of(text, type, name, loader);
            return value == null ? Made.refused("") : Made.of(value);
        } catch (ClassNotFoundException e) {
            return Made.absent(name);
        } catch (LinkageError e) {
            return Made.refused(name, e);
        }
    }

    /**
     * Returns the value; null if it is none of that type.
     *
     * @param name of the type, or of what an array consists of
     */
    private static @Nullable Object of(String text, ClassDesc type, String name, @Nullable ClassLoader loader)
            throws ClassNotFoundException {
        if (type.isPrimitive()) {
            return primitive(text, type.descriptorString().charAt(0));
        }
        if (text.equals("null")) {
            return MethodCalls.NULL;
        }
        if (type.isArray()) {
            return text.equals("empty") ? emptyArray(type, loader) : null;
        }
        if (text.startsWith("\"") && text.endsWith("\"") && text.length() > 1) {
            return OF_TEXT.contains(name) ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : null;
        }
        if (text.equals("empty") && EMPTY.containsKey(name)) {
            return EMPTY.get(name);
        }
        Object boxed = boxed(text, name);
        return boxed != null ? boxed : constant(text, name, loader);
    }

    private static @Nullable Object primitive(String text, char type) {
        return switch (type) {
            case 'V' -> text.equals("void") ? MethodCalls.NULL : null;
            case 'Z' -> flag(text, 1, 0);
            case 'B' -> number(text, value -> (int) value.byteValueExact());
            case 'S' -> number(text, value -> (int) value.shortValueExact());
            case 'C' ->
                number(text, value -> {
                    int number = value.intValueExact();
                    if (number < 0 || number > Character.MAX_VALUE) {
                        throw new ArithmeticException();
                    }
                    return number;
                });
            case 'I' -> number(text, BigDecimal::intValueExact);
            case 'J' -> number(text, BigDecimal::longValueExact);
            case 'F' -> number(text, BigDecimal::floatValue);
            default -> number(text, BigDecimal::doubleValue);
        };
    }

    private static @Nullable Object boxed(String text, String type) {
        return switch (type) {
            case "java.lang.Boolean" -> flag(text, true, false);
            case "java.lang.Byte" -> number(text, BigDecimal::byteValueExact);
            case "java.lang.Short" -> number(text, BigDecimal::shortValueExact);
            case "java.lang.Integer" -> number(text, BigDecimal::intValueExact);
            case "java.lang.Long" -> number(text, BigDecimal::longValueExact);
            case "java.lang.Float" -> number(text, BigDecimal::floatValue);
            case "java.lang.Double" -> number(text, BigDecimal::doubleValue);
            default -> null;
        };
    }

    private static @Nullable Object flag(String text, Object yes, Object no) {
        return switch (text) {
            case "true" -> yes;
            case "false" -> no;
            default -> null;
        };
    }

    private static @Nullable Object number(String text, Function<BigDecimal, Object> exactly) {
        try {
            return text.length() > 400 ? null : exactly.apply(new BigDecimal(text));
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static Object emptyArray(ClassDesc type, @Nullable ClassLoader loader) throws ClassNotFoundException {
        Class<?> array = Class.forName(type.descriptorString().replace('/', '.'), false, loader);
        return Array.newInstance(array.getComponentType(), 0);
    }

    private static @Nullable Object constant(String text, String type, @Nullable ClassLoader loader)
            throws ClassNotFoundException {
        if (!Class.forName(type, false, loader).isEnum()) {
            return null; // its initialiser is none of ours to call
        }
        Object[] constants = Class.forName(type, true, loader).getEnumConstants();
        for (Object constant : constants == null ? new Object[0] : constants) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        return null;
    }
}
