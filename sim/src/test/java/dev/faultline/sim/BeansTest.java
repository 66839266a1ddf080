package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.rmi.registry.LocateRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a process tells of itself by beans: to itself, and to another node. */
@Tag("agent")
class BeansTest {
    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String nameOf(LockInfo lock) {
        return lock == null ? "nothing" : lock.getClassName();
    }

    @Test
    void threadsThatWaitForEachOtherAreFoundWithWhatTheyHaveAndWant() {
        assertThat(OneNode.print(() -> {
                    StringBuilder left = new StringBuilder();
                    StringBuffer right = new StringBuffer();
                    Thread a = daemon("a", () -> enterBoth(left, right));
                    Thread b = daemon("b", () -> enterBoth(right, left));
                    sleep(1_000);
                    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
                    System.out.println(Arrays.equals(
                                    bean.findDeadlockedThreads(), new long[] {a.threadId(), b.threadId()})
                            + " " + Arrays.equals(bean.findMonitorDeadlockedThreads(), bean.findDeadlockedThreads()));
                    ThreadInfo info = bean.getThreadInfo(new long[] {a.threadId()}, true, true)[0];
                    System.out.println(info.getThreadState() + " for " + nameOf(info.getLockInfo()) + " of "
                            + info.getLockOwnerName() + ", in "
                            + info.getLockedMonitors()[0].getClassName() + " at "
                            + info.getLockedMonitors()[0].getLockedStackFrame().getMethodName() + ", blocked "
                            + info.getBlockedCount() + ", waited " + info.getWaitedCount());
                }))
                .containsExactly(
                        "true true",
                        "BLOCKED for java.lang.StringBuffer of b, in java.lang.StringBuilder at enterBoth,"
                                + " blocked 1, waited 1");
    }

    private static void enterBoth(Object first, Object second) {
        synchronized (first) {
            sleep(100);
            synchronized (second) {
                System.out.println("has both");
            }
        }
    }

    @Test
    void locksAreFoundAsMonitorsAre() {
        assertThat(OneNode.print(() -> {
                    ReentrantLock left = new ReentrantLock();
                    ReentrantLock right = new ReentrantLock();
                    Thread a = daemon("a", () -> lockBoth(left, right));
                    daemon("b", () -> lockBoth(right, left));
                    Thread waiter = daemon("waiter", () -> new CountDownLatchOfNobody().await());
                    sleep(1_000);
                    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
                    System.out.println(bean.findDeadlockedThreads().length + " " + bean.findMonitorDeadlockedThreads());
                    ThreadInfo info = bean.getThreadInfo(new long[] {a.threadId()}, true, true)[0];
                    System.out.println(info.getLockOwnerName() + " " + nameOf(info.getLockInfo()) + " "
                            + info.getLockedSynchronizers().length);
                    System.out.println(
                            nameOf(bean.getThreadInfo(waiter.threadId()).getLockInfo()));
                }))
                .containsExactly(
                        "2 null",
                        "b java.util.concurrent.locks.ReentrantLock$NonfairSync 1",
                        "java.util.concurrent.CountDownLatch$Sync");
    }

    private static void lockBoth(ReentrantLock first, ReentrantLock second) {
        first.lock();
        sleep(100);
        second.lock();
    }

    private static final class CountDownLatchOfNobody {
        void await() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void eachProcessHasAPlatformServerWithTheBeansOfTheJdk() {
        List<String> host = new TreeSet<>(
                        ManagementFactory.getPlatformMBeanServer().queryNames(null, null))
                .stream().map(ObjectName::toString).toList();
        assertThat(OneNode.print(() -> {
                    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
                    new TreeSet<>(server.queryNames(null, null)).forEach(System.out::println);
                }))
                .isEqualTo(host)
                .hasSizeGreaterThan(15);
    }

    private static void printAttributes() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : new TreeSet<>(server.queryNames(null, null))) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                System.out.println(name + " " + attribute.getName() + " " + value(server, name, attribute.getName()));
            }
        }
    }

    private static String value(MBeanServer server, ObjectName name, String attribute) {
        try {
            Object value = server.getAttribute(name, attribute);
            return value instanceof Object[] many
                    ? Arrays.deepToString(many)
                    : value instanceof long[] ids ? Arrays.toString(ids) : String.valueOf(value);
        } catch (JMException | RuntimeMBeanException e) {
            return e.toString();
        }
    }

    @Test
    void noAttributeTellsOfTheHost() {
        List<String> before = OneNode.print(BeansTest::printAttributes);
        List<ByteBuffer> held = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            held.add(ByteBuffer.allocateDirect(1 << 16));
            held.add(ByteBuffer.allocate(1 << 20));
        }
        System.gc();
        assertThat(OneNode.print(BeansTest::printAttributes)).isEqualTo(before).hasSizeGreaterThan(100);
        assertThat(held).hasSize(40);
    }

    private static JMXServiceURL address() throws Exception {
        return new JMXServiceURL("service:jmx:rmi:///jndi/rmi://a:9010/jmxrmi");
    }

    private static void serve() throws Exception {
        LocateRegistry.createRegistry(9010);
        JMXConnectorServerFactory.newJMXConnectorServer(address(), null, ManagementFactory.getPlatformMBeanServer())
                .start();
        Thread.sleep(60_000);
    }

    private static void ask() throws Exception {
        Thread.sleep(2_000);
        try (JMXConnector connector = JMXConnectorFactory.connect(address())) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            System.out.println(beans.getAttribute(new ObjectName("java.lang:type=Runtime"), "Name"));
            CompositeData heap =
                    (CompositeData) beans.getAttribute(new ObjectName("java.lang:type=Memory"), "HeapMemoryUsage");
            System.out.println((long) heap.get("used") > 0);
        }
    }

    private static List<String> overTheNetwork() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(node + " " + line));
            simulation.add(NodeSpec.of("a", Program.code(BeansTest::serve)));
            simulation.add(NodeSpec.of("b", Program.code(BeansTest::ask)));
            simulation.nodes().forEach(Node::start);
            simulation.run(Duration.ofSeconds(30));
            lines.add(simulation.fingerprint() + "");
        }
        return lines;
    }

    @Test
    void anotherNodeIsAskedOverTheNetwork() {
        List<String> first = overTheNetwork();
        assertThat(first).hasSize(3).contains("b true");
        assertThat(first.getFirst()).matches("b \\d+@a");
        // The client of RMI tells the server when a stub is garbage: not when the host's collector finds it.
        try (var _ = new BusyCollector()) {
            for (int i = 0; i < 5; i++) {
                assertThat(overTheNetwork()).isEqualTo(first);
            }
        }
    }
}
