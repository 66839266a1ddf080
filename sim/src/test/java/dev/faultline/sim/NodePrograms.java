package dev.faultline.sim;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Programs that nodes load from the folder of the test classes, each with statics of its own. */
final class NodePrograms {
    private NodePrograms() {}

    /** Prints how often it was started with these statics. */
    static final class Statics {
        private static int starts;

        private Statics() {}

        public static void main(String[] arguments) {
            System.out.println(Arrays.toString(arguments) + " " + ++starts);
        }
    }

    /** Writes to, and prints, what a JVM has one of. */
    static final class Globals {
        private Globals() {}

        /** A bean to register. */
        public interface CountMBean {
            int getCount();
        }

        /** Its implementation. */
        public static final class Count implements CountMBean {
            @Override
            public int getCount() {
                return 5;
            }
        }

        public static void main(String[] arguments) throws Exception {
            System.out.println("own property " + System.getProperty("own") + ", written "
                    + System.getProperty("written") + ", of the host " + System.getProperty("faultline.ofHost"));
            System.setProperty("written", "yes");
            System.out.println("variable " + System.getenv("OWN") + " of "
                    + System.getenv().size() + ", PATH " + System.getenv("PATH"));
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("dev.faultline:type=Count");
            System.out.println("registered before " + server.isRegistered(name));
            server.registerMBean(new Count(), name);
            System.out.println("count " + server.getAttribute(name, "Count"));
        }
    }

    /** Keeps some memory, and threads that wait while they hold a monitor and a thread local. */
    static final class Hog {
        private static final byte[][] MEMORY = new byte[16][];

        private Hog() {}

        public static void main(String[] arguments) throws InterruptedException {
            for (int i = 0; i < MEMORY.length; i++) {
                MEMORY[i] = new byte[64 * 1024];
            }
            Object shared = new Object();
            ThreadLocal<byte[]> local = new ThreadLocal<>();
            for (int i = 0; i < 10; i++) {
                Object monitor = i % 2 == 0 ? shared : new Object();
                new Thread(() -> {
                            local.set(new byte[16 * 1024]);
                            holdFor(monitor);
                        })
                        .start();
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
            Thread.sleep(Long.MAX_VALUE);
        }

        private static void holdFor(Object monitor) {
            synchronized (monitor) {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Initializes classes, and prints what came of each. */
    public static final class Initializes {
        private Initializes() {}

        public static void main(String[] names) {
            List<String> results = new ArrayList<>();
            for (String name : names) {
                try {
                    results.add(Class.forName(name).getName());
                } catch (VerifyError e) {
                    results.add(name + " VerifyError");
                } catch (ClassNotFoundException | LinkageError e) {
                    results.add(name + " " + e.getClass().getSimpleName() + ": " + e.getMessage());
                }
            }
            System.out.println(results);
        }
    }

    /** Prints the order of an identity map, with objects of the JDK asked for their hash codes in between. */
    public static final class IdentityKeys {
        private IdentityKeys() {}

        public static void main(String[] arguments) {
            Object[] onlyOnceInAJvm = {
                BigInteger.TWO, BigDecimal.TEN, Collections.EMPTY_MAP, DayOfWeek.MONDAY, ZoneOffset.MAX, LocalDate.EPOCH
            };
            Map<Runnable, Integer> order = new IdentityHashMap<>();
            for (int i = 0; i < onlyOnceInAJvm.length; i++) {
                new IdentityHashMap<>().put(onlyOnceInAJvm[i], i);
                int number = i;
                order.put(() -> System.out.println(number), i);
                order.put(
                        new Runnable() {
                            @Override
                            public void run() {}
                        },
                        -i);
            }
            System.out.println(order.values());
        }
    }
}
