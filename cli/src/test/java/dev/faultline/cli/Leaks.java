package dev.faultline.cli;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.text.ChoiceFormat;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.swing.text.StyleContext;

/** Programs whose runs are not a function of the seed. */
final class Leaks {
    private Leaks() {}

    /** Counts its runs by keys of styles, a part of the desktop that all processes of a JVM share. */
    static final class Counter {
        private Counter() {}

        public static void main(String[] arguments) {
            int run = 1;
            while (StyleContext.getStaticAttribute(StyleContext.getStaticAttributeKey("run " + run)) != null) {
                run++;
            }
            StyleContext.registerStaticAttributeKey("run " + run);
            System.out.println("run " + run);
        }
    }

    /** Sleeps for as long as a file of the host says, another with every look. */
    static final class HostFile {
        private HostFile() {}

        public static void main(String[] arguments) throws Exception {
            try (InputStream in = HostFile.class.getClassLoader().getResourceAsStream("uuid")) {
                String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                Thread.sleep(0, Math.floorMod(text.hashCode(), 900_000));
                System.out.println("awake");
            }
        }
    }

    /** Prints whatever a program sees of hash codes, and of the names that the JDK makes. No leak, if all is well. */
    static final class HashCodes {
        private HashCodes() {}

        private interface Own {}

        public static void main(String[] arguments) throws Exception {
            Supplier<String> lambda = () -> "lambda";
            Object proxy = Proxy.newProxyInstance(
                    HashCodes.class.getClassLoader(), new Class<?>[] {Own.class}, (_, _, _) -> "");
            System.out.println(lambda + " " + proxy.getClass().getName());
            Map<Object, Integer> order = new HashMap<>();
            for (Object key : List.of(
                    String.class,
                    BigDecimal.class,
                    UUID.class,
                    LocalDate.class,
                    ChoiceFormat.class,
                    Cipher.class,
                    lambda.getClass(),
                    proxy.getClass(),
                    new Object(),
                    new Thread(),
                    new AtomicLong(),
                    lambda,
                    Function.<String>identity().andThen(String::length))) {
                order.put(key, order.size());
            }
            System.out.println(order.values());
            int parsed = (int) Math.class.getMethod("abs", int.class).invoke(null, -3);
            System.out.println(parsed + " " + new Object().hashCode() + " "
                    + List.of(new Object(), new Thread()).hashCode());
        }
    }

    /** Prints collections of the JDK whose order follows from numbers that each JVM draws. No leak, if all is well. */
    static final class Orders {
        private Orders() {}

        public static void main(String[] arguments) {
            for (int size = 1; size < 40; size++) {
                List<Integer> numbers = IntStream.range(0, size).boxed().toList();
                System.out.println(Set.copyOf(numbers) + " "
                        + Map.copyOf(numbers.stream().collect(Collectors.toMap(n -> n, n -> -n))));
            }
        }
    }
}
