package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one process does to a static field of the JDK that is each process's own, no other process and no later run sees. */
@Tag("agent")
class OwnStaticsTest {
    private static final Object UNSAFE = unsafe();
    private static final MethodHandles.Lookup TRUSTED = trusted();
    private static final List<Entry> ENTRIES = entries();

    /** A line of the list. */
    private record Entry(String start, Class<?> owner, String name, Class<?> type) {
        @Override
        public String toString() {
            return owner.getName() + "." + name;
        }

        boolean isFinal() throws NoSuchFieldException {
            return Modifier.isFinal(owner.getDeclaredField(name).getModifiers());
        }

        @Nullable
        Object get() throws Throwable {
            return TRUSTED.findStaticGetter(owner, name, type).invoke();
        }

        void set(@Nullable Object value) throws Throwable {
            TRUSTED.findStaticSetter(owner, name, type)
                    .asType(MethodType.methodType(void.class, Object.class))
                    .invoke(value);
        }
    }

    /** What nodes found in a field, in the order in which they looked; and what they wrote there then; the field itself if nothing. */
    private record Found(List<@Nullable Object> values, List<@Nullable Object> written) {}

    private static Object unsafe() {
        try {
            Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe"); // no supported class
            field.setAccessible(true);
            return Objects.requireNonNull(field.get(null));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandles.Lookup trusted() {
        try {
            Class<?> type = UNSAFE.getClass();
            Field lookup = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
            Object base = type.getMethod("staticFieldBase", Field.class).invoke(UNSAFE, lookup);
            Object offset = type.getMethod("staticFieldOffset", Field.class).invoke(UNSAFE, lookup);
            return (MethodHandles.Lookup)
                    type.getMethod("getObject", Object.class, long.class).invoke(UNSAFE, base, offset);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(
                ClassLoader.getSystemResourceAsStream("dev/faultline/sim/internal/jdk/own-statics.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split(" ");
                    int dot = parts[1].lastIndexOf('.');
                    Class<?> owner = Class.forName(parts[1].substring(0, dot).replace('/', '.'));
                    Class<?> type = MethodType.fromMethodDescriptorString("()" + parts[2], null)
                            .returnType();
                    entries.add(new Entry(parts[0], owner, parts[1].substring(dot + 1), type));
                }
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
        return entries;
    }

    /** Looks at every field, and then changes what can be changed. */
    private static void lookAndChange(Map<String, Found> found) throws Exception {
        try {
            for (Entry entry : ENTRIES) {
                Found here =
                        found.computeIfAbsent(entry.toString(), _ -> new Found(new ArrayList<>(), new ArrayList<>()));
                Object value = entry.get();
                here.values().add(value);
                Object other = entry.isFinal() ? value : other(entry.type(), value);
                if (other != value) {
                    entry.set(other);
                    if (!Objects.equals(entry.get(), other)) {
                        throw new AssertionError(entry + " does not keep what was written");
                    }
                }
                here.written().add(other);
            }
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns something else that a field of the type can hold. */
    private static @Nullable Object other(Class<?> type, @Nullable Object value) {
        return switch (value) {
            case Boolean it -> !it;
            case Integer it -> it + 1;
            case Long it -> it + 1;
            case Short it -> (short) (it + 1);
            case null -> madeUp(type);
            default -> null;
        };
    }

    private static @Nullable Object madeUp(Class<?> type) {
        if (type.isArray()) {
            return Array.newInstance(type.componentType(), 1);
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        try {
            return UNSAFE.getClass().getMethod("allocateInstance", Class.class).invoke(UNSAFE, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Found> run(Map<String, Found> found) {
        List<String> failures = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onEnd((node, how) -> {
                if (!how.equals("exited with status 0")) {
                    failures.add(node + " " + how);
                }
            });
            for (String name : List.of("a", "b")) {
                simulation
                        .add(NodeSpec.of(name, Program.code(() -> lookAndChange(found))))
                        .start();
                simulation.run(Duration.ofSeconds(1));
            }
        }
        assertThat(failures).isEmpty();
        return found;
    }

    @Test
    void noOtherProcessAndNoLaterRunSeesAChange() throws ReflectiveOperationException {
        Map<String, Found> found = run(run(new LinkedHashMap<>()));
        assertThat(found).hasSizeGreaterThan(450);
        int changed = 0;
        for (Entry entry : ENTRIES) {
            Found here = Objects.requireNonNull(found.get(entry.toString()));
            assertThat(here.values()).as("%s", entry).hasSize(4);
            Object first = here.values().getFirst();
            for (int i = 0; i < 4; i++) {
                Object value = here.values().get(i);
                assertThat(value == null).as("%s was null", entry).isEqualTo(first == null);
                if (isValue(value)) {
                    // It may be drawn, and then differs between the nodes, but not between the runs.
                    assertThat(value).as("%s", entry).isEqualTo(here.values().get(i % 2));
                    if (here.written().get(0) != first) {
                        assertThat(value)
                                .as("%s", entry)
                                .isNotEqualTo(here.written().get(0));
                    }
                }
            }
            if (!entry.start().equals("same") && isOneOfItsKind(first)) {
                Set<@Nullable Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
                all.addAll(here.values());
                assertThat(all).as("%s is an object of each process", entry).hasSize(4);
            }
            changed += here.written().get(0) == first ? 0 : 1;
        }
        assertThat(changed).as("fields that were changed").isGreaterThan(45);
    }

    /** Whether what is found there is an object with a state, or a lock. */
    private static boolean isOneOfItsKind(@Nullable Object value) {
        return value != null
                && !isValue(value)
                && !(value instanceof ThreadGroup)
                && !(value instanceof Enum)
                && !value.getClass().getName().startsWith("java.util.ImmutableCollections")
                && !value.getClass().getName().startsWith("java.util.Collections$Empty")
                && !value.getClass().isHidden();
    }

    private static boolean isValue(@Nullable Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Boolean
                || value instanceof String;
    }

    /** The handle of a field that is not in the list is not touched. */
    @Test
    void otherFieldsAreTheJvms() throws Throwable {
        MethodHandle reader = TRUSTED.findStaticGetter(Thread.class, "NEW_THREAD_BINDINGS", Object.class);
        Object ofJvm = reader.invoke();
        List<Boolean> same = new ArrayList<>();
        OneNode.run(1, () -> {
            try {
                same.add(TRUSTED.findStaticGetter(Thread.class, "NEW_THREAD_BINDINGS", Object.class)
                                .invoke()
                        == ofJvm);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(same).containsExactly(true);
    }
}
