package dev.faultline.sim.internal.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObjectSizesTest {
    @SuppressWarnings("unused") // it is about their sizes
    private static class Mixed {
        static long ofAll;
        byte one;
        long two;
        Object three;
        boolean four;
    }

    @SuppressWarnings("unused")
    private static final class Below extends Mixed {
        char five;
        double six;
        int[] seven;
    }

    private final ObjectSizes sizes = new ObjectSizes(HostClasses::fileOfJdk);

    /** HotSpot, with references of 4 bytes as it has them below 32 GB, is asked where the last field of an object ends. */
    @Test
    void objectsAreAsLargeAsTheJvmMakesThem() {
        ObjectSizes ofTests = new ObjectSizes(ObjectSizesTest::file);
        for (Class<?> type : List.of(
                Object.class,
                String.class,
                ArrayList.class,
                HashMap.class,
                ConcurrentHashMap.class,
                BigDecimal.class,
                Long.class,
                Byte.class,
                ThreadPoolExecutor.class,
                Exception.class,
                Mixed.class,
                Below.class)) {
            assertThat(ofTests.of(type.getName().replace('.', '/')))
                    .as(type.getName())
                    .isEqualTo(measured(type));
        }
    }

    private static byte @Nullable [] file(String name) {
        try (InputStream in = HostClasses.HOST.getResourceAsStream(name + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As what calls it by its name is a warning. */
    private static int unsafe(String method, Object argument) {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field instance = type.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            Class<?> parameter = argument instanceof Class ? Class.class : argument.getClass();
            return ((Number) type.getMethod(method, parameter).invoke(instance.get(null), argument)).intValue();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int measured(Class<?> type) {
        long end = 12;
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            for (Field field : above.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    long at = unsafe("objectFieldOffset", field);
                    end = Math.max(
                            end, at + ObjectSizes.elementBytes(field.getType().descriptorString()));
                }
            }
        }
        return (int) (end + 7) / 8 * 8;
    }

    @Test
    void arraysHaveAHeaderAndTheirElements() {
        Map<Class<?>, Integer> types = Map.of(
                boolean[].class,
                1,
                byte[].class,
                1,
                char[].class,
                2,
                int[].class,
                4,
                double[].class,
                8,
                String[].class,
                4);
        types.forEach((type, bytes) -> {
            assertThat(unsafe("arrayIndexScale", type)).isEqualTo(bytes);
            assertThat(unsafe("arrayBaseOffset", type)).isEqualTo(16);
            assertThat(ObjectSizes.elementBytes(type.componentType().descriptorString()))
                    .isEqualTo(bytes);
        });
        assertThat(ObjectSizes.ofArray(0, 8)).isEqualTo(16);
        assertThat(ObjectSizes.ofArray(9, 1)).isEqualTo(32);
        assertThat(ObjectSizes.ofArray(Integer.MAX_VALUE, 8)).isEqualTo(16 + 8L * Integer.MAX_VALUE);
        assertThat(ObjectSizes.ofArray(-1, 8)).isEqualTo(-1);
        assertThat(ObjectSizes.ofArrays(ObjectSizes.ofArray(3, 4), 2)).isEqualTo(24 + 2 * 32);
        assertThat(ObjectSizes.ofArrays(ObjectSizes.ofArray(-3, 4), 2)).isEqualTo(-1);
        assertThat(ObjectSizes.ofArrays(ObjectSizes.ofArray(3, 4), -2)).isEqualTo(-1);
        long huge = ObjectSizes.ofArrays(ObjectSizes.ofArray(Integer.MAX_VALUE, 8), Integer.MAX_VALUE);
        assertThat(huge).isGreaterThan(1L << 60);
        assertThat(ObjectSizes.ofArrays(huge, Integer.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aClassThatIsNotThereOrIsNoneCountsAsOneWithoutFields() {
        assertThat(sizes.of("org/example/Missing")).isEqualTo(16);
        assertThat(new ObjectSizes(name -> new byte[] {1, 2, 3}).of("org/example/Damaged"))
                .isEqualTo(16);
    }
}
