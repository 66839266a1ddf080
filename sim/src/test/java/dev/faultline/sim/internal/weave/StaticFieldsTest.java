package dev.faultline.sim.internal.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.internal.weave.JdkStaticFields.Candidate;
import dev.faultline.sim.internal.weave.JdkStaticFields.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The walk over static fields finds those that may change, and no others. */
class StaticFieldsTest {
    /** A class with fields of all kinds; the names say what is to be found. */
    @SuppressWarnings("unused") // the walk looks at it
    private static final class Sample {
        static int written;
        static final List<String> CHANGED_LIST = new ArrayList<>();
        static final int[] CHANGED_ARRAY = new int[2];
        static final AtomicInteger CHANGED_COUNT = new AtomicInteger();
        static final int[] HOLDS_RETURNED = new int[2];
        static final int[] HOLDS_GIVEN_TO_A_WRITER = new int[2];
        static final List<int[]> HOLDS_STORED = new ArrayList<>();
        static final Memory HOLDS_MEMORY = new Memory();
        static final int[] FIXED_TABLE = {1, 2};
        static final int[] FIXED_GIVEN_TO_A_READER = {1, 2};
        static final int[] FIXED_LOCAL = {1, 2};
        static final Map<String, String> FIXED_NAMES = new HashMap<>();
        static final List<String> FIXED_LIST = List.of("a", "b");
        static final String FIXED_TEXT = " x".trim();
        static final Runnable FIXED_LAMBDA = () -> {};
        static final Pair FIXED_PAIR = new Pair("a", 1);
        static int fixedNumber = 3;

        @Nullable
        Object kept;

        static {
            FIXED_NAMES.put("a", "b");
        }

        void change() {
            written++;
            CHANGED_LIST.add("x");
            CHANGED_ARRAY[1] = 2;
            CHANGED_COUNT.incrementAndGet();
            clear(HOLDS_GIVEN_TO_A_WRITER);
            kept = HOLDS_STORED;
        }

        static int[] give() {
            return HOLDS_RETURNED;
        }

        static int read(int i, boolean which) {
            int[] local = which ? FIXED_LOCAL : FIXED_TABLE;
            int sum = local[i] + FIXED_TABLE.length + fixedNumber + FIXED_LIST.size();
            for (Map.Entry<String, String> each : FIXED_NAMES.entrySet()) {
                sum += each.getKey().length() + FIXED_PAIR.number() + HOLDS_MEMORY.last;
            }
            FIXED_LAMBDA.run();
            return sum + sum(FIXED_GIVEN_TO_A_READER, FIXED_TEXT);
        }

        private static int sum(int[] numbers, String text) {
            int sum = text.length();
            for (int each : numbers) {
                sum += each;
            }
            return sum;
        }

        private static void clear(int[] numbers) {
            numbers[0] = 0;
        }
    }

    /** A class that asks for a property: what it puts later may follow from that. */
    @SuppressWarnings("unused") // the walk looks at it
    private static final class Asking {
        static final String FIXED_BEFORE = " x".trim();
        static final List<String> SET_LIST = new ArrayList<>();
        static final boolean SET = asks("x");

        static {
            SET_LIST.add("x");
        }

        private static boolean asks(String name) {
            return Boolean.getBoolean(name);
        }
    }

    private record Pair(String name, int number) {}

    private static final class Memory {
        int last;

        void remember(int number) {
            last = number;
        }
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(ClassLoader.getSystemResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void findsWhatMayChange() throws IOException {
        JdkClasses classes = new JdkClasses(
                "sample",
                List.of(
                        classFile(Sample.class),
                        classFile(Asking.class),
                        classFile(Pair.class),
                        classFile(Memory.class)));
        FixedTypes types = new FixedTypes(classes, Set.of("java/lang/String", "java/lang/Record"));
        Map<String, Kind> expected = new TreeMap<>();
        List<Field> fields = new ArrayList<>(List.of(Sample.class.getDeclaredFields()));
        fields.addAll(List.of(Asking.class.getDeclaredFields()));
        for (Field field : fields) {
            for (Kind kind : Kind.values()) {
                if (field.getName().toUpperCase(java.util.Locale.ROOT).startsWith(kind.name())) {
                    expected.put(field.getName(), kind);
                }
            }
        }
        Map<String, Kind> found = new TreeMap<>();
        for (Candidate each : new JdkStaticFields(classes, types).of(Set.of("sample"))) {
            found.put(each.name(), each.kind());
        }
        assertThat(found).isEqualTo(expected).hasSize(10);
    }
}
