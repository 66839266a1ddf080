package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.security.Provider;
import java.security.Security;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the JDK keeps in static fields, or says of the host, is each process's own. */
@Tag("agent")
class GlobalsTest {
    /** Writes everything that it has found untouched. */
    static final class Writer {
        private Writer() {}

        /** A driver that connects to nothing. */
        public static final class NoDriver implements Driver {
            @Override
            public Connection connect(String url, Properties info) throws SQLException {
                throw new SQLException("reached " + url);
            }

            @Override
            public boolean acceptsURL(String url) {
                return url.startsWith("jdbc:none:");
            }

            @Override
            public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
                return new DriverPropertyInfo[0];
            }

            @Override
            public int getMajorVersion() {
                return 1;
            }

            @Override
            public int getMinorVersion() {
                return 0;
            }

            @Override
            public boolean jdbcCompliant() {
                return false;
            }

            @Override
            public Logger getParentLogger() {
                return Logger.getLogger("none");
            }
        }

        /** A provider that provides nothing. */
        public static final class NoProvider extends Provider {
            private static final long serialVersionUID = 1;

            public NoProvider() {
                super("None", "1", "nothing");
            }
        }

        public static void main(String[] arguments) throws Exception {
            try {
                DriverManager.getConnection("jdbc:none:x");
            } catch (SQLException e) {
                System.out.println(e.getMessage());
            }
            DriverManager.registerDriver(new NoDriver());
            try {
                DriverManager.getConnection("jdbc:none:x");
            } catch (SQLException e) {
                System.out.println(
                        e.getMessage() + " " + DriverManager.drivers().count());
            }

            System.out.println(Security.getProvider("None") + " " + Security.addProvider(new NoProvider()) + " "
                    + Security.getProvider("None").getInfo());

            System.out.println(Locale.getDefault() + " " + TimeZone.getDefault().getID());
            Locale.setDefault(Locale.GERMANY);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            System.out.println(Locale.getDefault(Locale.Category.FORMAT) + " "
                    + TimeZone.getDefault().getID() + " " + String.format("%.1f", 1.5) + " "
                    + java.time.ZoneId.systemDefault());

            Logger root = Logger.getLogger("");
            System.out.println(root.getLevel() + " " + root.getHandlers().length + " "
                    + Logger.getLogger("own").getLevel());
            root.setLevel(Level.FINE);
            Logger.getLogger("own").setLevel(Level.OFF);
            Logger.getLogger("spoken").warning("heard");

            System.out.println(ProcessHandle.current().pid() + " "
                    + ManagementFactory.getRuntimeMXBean().getName() + " "
                    + ManagementFactory.getRuntimeMXBean().getUptime() + " "
                    + ProcessHandle.of(1).isPresent() + " "
                    + ProcessHandle.current().info().startInstant().isPresent());
        }
    }

    private static List<String> writerOn(String... nodes) {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            for (String name : nodes) {
                simulation
                        .add(NodeSpec.of(name, Program.main(Writer.class.getName()))
                                .withClassPath(List.of(OneNode.testClasses())))
                        .start();
                simulation.run(Duration.ofSeconds(1));
            }
        }
        return lines;
    }

    @Test
    void whatOneProcessSetsNoOtherSees() {
        Locale hostLocale = Locale.getDefault();
        TimeZone hostZone = TimeZone.getDefault();
        List<String> first = writerOn("a");
        assertThat(first)
                .startsWith(
                        "No suitable driver found for jdbc:none:x",
                        "reached jdbc:none:x 1",
                        "null " + (Security.getProviders().length + 1) + " nothing",
                        "en UTC",
                        "de_DE Asia/Tokyo 1,5 Asia/Tokyo",
                        "INFO 1 null")
                .anyMatch(line -> line.contains("heard"))
                .contains("1001 1001@a 0 false false");
        assertThat(writerOn("a")).isEqualTo(first);
        List<String> two = writerOn("a", "b");
        assertThat(two.subList(0, first.size())).isEqualTo(first);
        assertThat(two.get(first.size() + 5)).isEqualTo("INFO 1 null");
        assertThat(two).contains("2001 2001@b 0 false false");
        assertThat(Locale.getDefault()).isEqualTo(hostLocale);
        assertThat(TimeZone.getDefault()).isEqualTo(hostZone);
        assertThat(Security.getProvider("None")).isNull();
    }

    @Test
    void managementBeansTellOfTheSimulatedProcess() {
        Program.Body program = () -> {
            Thread sleeper = new Thread(
                    () -> {
                        try {
                            Thread.sleep(100_000);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    "sleeper");
            sleeper.setDaemon(true);
            sleeper.start();
            Thread.sleep(1_500);
            var threads = ManagementFactory.getThreadMXBean();
            System.out.println(threads.getThreadCount() + " " + threads.getDaemonThreadCount() + " "
                    + threads.getTotalStartedThreadCount() + " " + threads.findDeadlockedThreads());
            for (ThreadInfo info : threads.dumpAllThreads(true, true)) {
                System.out.println(info.getThreadName() + " " + info.getThreadState() + " " + info.getThreadId());
            }
            System.out.println(threads.getThreadInfo(sleeper.threadId(), 3).getStackTrace().length + " "
                    + threads.getThreadInfo(987_654_321L));
            System.out.println(threads.getCurrentThreadCpuTime() > 0);
            System.out.println(ManagementFactory.getRuntimeMXBean().getUptime() + " "
                    + ManagementFactory.getRuntimeMXBean().getInputArguments());
            var memory = ManagementFactory.getMemoryMXBean();
            memory.gc();
            System.out.println(memory.getHeapMemoryUsage().getUsed() + " "
                    + memory.getNonHeapMemoryUsage().getUsed());
            ManagementFactory.getMemoryPoolMXBeans()
                    .forEach(pool -> System.out.println(pool.getUsage().getUsed()));
            ManagementFactory.getGarbageCollectorMXBeans()
                    .forEach(bean -> System.out.println(bean.getCollectionCount() + bean.getCollectionTime()));
            var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            System.out.println(system.getSystemLoadAverage() + " " + system.getCpuLoad() + " "
                    + system.getFreeMemorySize() + " " + system.getProcessCpuTime() + " "
                    + system.getAvailableProcessors());
            System.out.println(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() + " "
                    + ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
        };
        List<String> first = OneNode.print(program);
        assertThat(first.getFirst()).isEqualTo("2 1 2 null");
        assertThat(first.get(1)).startsWith("main RUNNABLE");
        assertThat(first.get(2)).startsWith("sleeper TIMED_WAITING");
        assertThat(first).contains("3 null", "true", "1500 []");
        System.gc();
        assertThat(OneNode.print(program)).isEqualTo(first);
    }

    @Test
    void theGarbageCollectorClearsNothingThatAProgramCanSee() {
        assertThat(OneNode.print(() -> {
                    ReferenceQueue<Object> queue = new ReferenceQueue<>();
                    AtomicInteger cleaned = new AtomicInteger();
                    Cleaner cleaner = Cleaner.create();
                    WeakHashMap<Object, String> map = new WeakHashMap<>();
                    List<WeakReference<Object>> weak = new ArrayList<>();
                    List<SoftReference<Object>> soft = new ArrayList<>();
                    List<PhantomReference<Object>> phantoms = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        map.put(new Object(), "value");
                        weak.add(new WeakReference<>(new Object(), queue));
                        soft.add(new SoftReference<>(new Object()));
                        phantoms.add(new PhantomReference<>(new Object(), queue));
                        cleaner.register(new Object(), cleaned::incrementAndGet);
                    }
                    System.gc();
                    // By reflection this is the host's collector, in the middle of a turn.
                    Runtime.class.getMethod("gc").invoke(Runtime.getRuntime());
                    Thread.sleep(1_000);
                    System.out.println(map.size() + " "
                            + weak.stream().filter(each -> each.get() != null).count() + " "
                            + soft.stream().filter(each -> each.get() != null).count() + " "
                            + queue.poll() + " " + cleaned + " " + queue.remove(500));
                    phantoms.getFirst().enqueue();
                    System.out.println(queue.remove() == phantoms.getFirst());
                }))
                .containsExactly("100 100 100 null 0 null", "true");
    }

    /** Says so when it is finalized. */
    private static final class Finalized {
        static final AtomicInteger COUNT = new AtomicInteger();

        @Override
        @SuppressWarnings({"Finalize", "removal", "deprecation"})
        protected void finalize() {
            COUNT.incrementAndGet();
        }
    }

    @Test
    void noObjectOfAProgramIsFinalized() throws Exception {
        assertThat(OneNode.print(() -> {
                    for (int i = 0; i < 100; i++) {
                        new Finalized();
                    }
                    System.out.println("made");
                }))
                .containsExactly("made");
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(Finalized.COUNT).hasValue(0);
    }
}
