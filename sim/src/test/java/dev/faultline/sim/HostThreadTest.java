package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads of the JVM that are not simulated, such as those of a test runner, do not reach into a run. */
@Tag("agent")
class HostThreadTest {
    private static final List<Class<?>> TYPES = List.of(
            Runnable.class,
            Callable.class,
            AutoCloseable.class,
            Readable.class,
            RandomAccess.class,
            Comparator.class,
            Iterator.class,
            BooleanSupplier.class,
            IntSupplier.class,
            LongSupplier.class,
            DoubleSupplier.class,
            CharSequence.class,
            Cloneable.class);

    /** Needs to be taken for a simulated thread all the time. */
    static final class Reader {
        private Reader() {}

        public static void main(String[] arguments) throws InterruptedException {
            int missing = 0;
            for (int i = 0; i < 400; i++) {
                Thread.sleep(1);
                for (int j = 0; j < 5_000; j++) {
                    missing += "there".equals(System.getProperty("mode")) ? 0 : 1;
                }
            }
            System.out.println("missing " + missing);
        }
    }

    /** Asks for hash codes of objects of classes that the JVM makes for the question; returns of how many. */
    private static int askForHashes(AtomicBoolean isOver) {
        Set<Object> seen = new HashSet<>();
        for (int subset = 1; subset < 1 << TYPES.size() && !isOver.get(); subset++) {
            int chosen = subset;
            Class<?>[] types = TYPES.stream()
                    .filter(type -> (chosen >> TYPES.indexOf(type) & 1) == 1)
                    .toArray(Class<?>[]::new);
            seen.add(Proxy.newProxyInstance(
                    null,
                    types,
                    (proxy, method, arguments) -> method.getName().equals("hashCode") ? (Object) chosen : false));
        }
        return seen.size();
    }

    @Test
    void aThreadThatAsksForHashCodesDoesNotTakeTheTurnFromTheProgram() throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        int[] asked = new int[1];
        Thread host = new Thread(() -> asked[0] = askForHashes(isOver), "host");
        host.start();
        List<String> lines = OneNode.run(
                        SimulationOptions.withSeed(1),
                        Program.main(Reader.class.getName()),
                        spec -> spec.withClassPath(List.of(OneNode.testClasses()))
                                .withProperty("mode", "there"))
                .lines();
        isOver.set(true);
        host.join();

        assertThat(lines).containsExactly("missing 0");
        assertThat(asked[0]).as("classes asked about while the program ran").isGreaterThan(20);
    }
}
