package dev.faultline.chaos;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of a kind of fault: its word, and its parts in their order, as the annotations on its record tell them. A kind of
 * fault is described there and nowhere else; reading and writing, the schema and the reference follow from its form.
 */
final class Form {
    /** The key of how long a fault lasts. */
    static final String LASTING = "for";

    private static final List<Form> ALL = records(Fault.class).map(Form::new).toList();

    private static final Map<String, Form> BY_WORD = new TreeMap<>(ALL.stream()
            .flatMap(form -> Stream.concat(Stream.of(form.word()), form.otherWords().stream())
                    .map(word -> Map.entry(word, form)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));

    private final Class<?> type;
    private final Kind kind;
    private final List<Slot> slots;
    private final Constructor<?> constructor;

    /**
     * A part of the form.
     *
     * @param key its name in a table
     * @param part how it is written
     * @param accessor gets it from a fault
     */
    record Slot(String key, Part part, Method accessor) {
        Notation notation() {
            return part.is();
        }

        boolean isUsual(Object value) {
            return !part.usual().isEmpty() && part.is().write(value).equals(part.usual());
        }

        /** Returns the value that the part has where it is not given. */
        Optional<Object> usual() {
            return part.usual().isEmpty()
                    ? Optional.empty()
                    : Optional.of(part.is().read(new Line(part.usual())));
        }
    }

    private Form(Class<?> type) {
        this.type = type;
        kind = annotation(type.getAnnotation(Kind.class), type.getSimpleName());
        slots = Arrays.stream(type.getRecordComponents())
                .map(component -> new Slot(
                        key(component.getName()),
                        annotation(part(component), type.getSimpleName() + "." + component.getName()),
                        component.getAccessor()))
                .toList();
        try {
            constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what the component says itself, or by one of {@link Parts}; null if it says nothing. */
    private static @Nullable Part part(RecordComponent component) {
        return Arrays.stream(component.getAnnotations())
                .map(each ->
                        each instanceof Part part ? part : each.annotationType().getAnnotation(Part.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static <A> A annotation(@Nullable A annotation, String where) {
        if (annotation == null) {
            throw new IllegalStateException(where + " does not say how it is written");
        }
        return annotation;
    }

    private static Stream<Class<?>> records(Class<?> sealed) {
        return sealed.isRecord()
                ? Stream.of(sealed)
                : Arrays.stream(sealed.getPermittedSubclasses()).flatMap(Form::records);
    }

    /** Returns the name as it stands in tables: {@code pathPattern} is {@code path-pattern}. */
    private static String key(String name) {
        return name.equals("lasting")
                ? "for"
                : name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns every form, in the order of the records. */
    static List<Form> all() {
        return ALL;
    }

    static Form of(Fault fault) {
        for (Form form : ALL) {
            if (form.type == fault.getClass()) {
                return form;
            }
        }
        throw new IllegalStateException("no form of " + fault.getClass());
    }

    /**
     * Returns the form of that word.
     *
     * @throws IllegalArgumentException if there is none; the message names those that there are
     */
    static Form ofWord(String word) {
        Form form = BY_WORD.get(word);
        if (form == null) {
            throw new IllegalArgumentException("'" + word + "' is no kind of fault; the kinds are "
                    + ALL.stream().map(Form::word).collect(Collectors.joining(", ")));
        }
        return form;
    }

    String word() {
        return kind.word();
    }

    List<String> otherWords() {
        return List.of(kind.also());
    }

    String doc() {
        return kind.doc();
    }

    List<Slot> slots() {
        return slots;
    }

    /**
     * Makes the fault.
     *
     * @param values of the slots, in their order
     * @throws IllegalArgumentException if one is out of its range
     */
    Fault make(List<Object> values) {
        try {
            return (Fault) constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the values of the slots. */
    List<Object> values(Fault fault) {
        List<Object> values = new ArrayList<>();
        for (Slot slot : slots) {
            try {
                values.add(slot.accessor().invoke(fault));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }

    /** Returns the fault with another duration. */
    static Fault withLasting(Fault fault, Duration lasting) {
        Form form = of(fault);
        List<Object> values = form.values(fault);
        for (int i = 0; i < values.size(); i++) {
            if (form.slots.get(i).key().equals(LASTING)) {
                values.set(i, lasting);
            }
        }
        return form.make(values);
    }

    /** Returns the nodes that the fault begins with. */
    static List<String> targets(Fault fault) {
        if (of(fault).values(fault).getFirst() instanceof List<?> nodes) {
            return nodes.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException("'" + fault + "' does not begin with nodes");
    }

    /** Returns the fault with other nodes in place of those that it begins with. */
    static Fault withTargets(Fault fault, List<String> nodes) {
        Form form = of(fault);
        List<Object> values = form.values(fault);
        values.set(0, nodes);
        return form.make(values);
    }

    /** Returns the line that is read back as this fault. */
    static String line(Fault fault) {
        Form form = of(fault);
        List<Object> values = form.values(fault);
        StringBuilder line = new StringBuilder(form.word());
        for (int i = 0; i < values.size(); i++) {
            Slot slot = form.slots.get(i);
            if (!slot.isUsual(values.get(i))) {
                line.append(
                                slot.part().said().isEmpty()
                                        ? ""
                                        : " " + slot.part().said())
                        .append(' ')
                        .append(slot.notation().write(values.get(i)));
            }
        }
        return line.toString();
    }
}
