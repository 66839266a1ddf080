package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the JVM throws itself is the same in a method that it has compiled as in one that it has not: else it would follow from how
 * warm the JVM is whether an exception says anything.
 */
@Tag("agent")
class HotExceptionTest {
    /** So often that the JVM compiles the methods, and compiles them anew for what they throw. */
    private static final int TIMES = 100_000;

    /** Throws, and counts what has no message or no stack. */
    public static final class Thrower {
        private Thrower() {}

        /** Runs on a node. */
        public static void main(String[] args) {
            List<String> bare = new ArrayList<>();
            bare.add("null " + bare(() -> length(null)));
            bare.add("zero " + bare(() -> quotient(0)));
            bare.add("index " + bare(() -> element(new int[1], 1)));
            bare.add("cast " + bare(() -> cast("text")));
            bare.add("store " + bare(() -> store(new Integer[1])));
            System.out.println(String.join(", ", bare));
        }

        private static int bare(Runnable thrower) {
            int bare = 0;
            for (int i = 0; i < TIMES; i++) {
                try {
                    thrower.run();
                } catch (RuntimeException e) {
                    bare += e.getMessage() == null || e.getStackTrace().length == 0 ? 1 : 0;
                }
            }
            return bare;
        }

        @SuppressWarnings("NullAway") // it is to throw
        private static int length(@Nullable String text) {
            return text.length();
        }

        private static int quotient(int by) {
            return TIMES / by;
        }

        private static int element(int[] array, int index) {
            return array[index];
        }

        private static Integer cast(Object value) {
            return (Integer) value;
        }

        private static Object store(Object[] array) {
            array[0] = "text";
            return array;
        }
    }

    @Test
    void anExceptionOfACompiledMethodHasItsMessageAndItsStack() {
        assertThat(OneNode.run(
                                SimulationOptions.withSeed(1),
                                Program.main(Thrower.class.getName()),
                                spec -> spec.withClassPath(List.of(OneNode.testClasses())))
                        .lines())
                .containsExactly("null 0, zero 0, index 0, cast 0, store 0");
    }
}
