package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Behaving.check;
import static dev.faultline.sim.conformance.Behaving.same;
import static dev.faultline.sim.conformance.Behaving.start;
import static dev.faultline.sim.conformance.Behaving.thrown;

import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** References, and what there is one of in a JVM. */
final class JvmCases {
    private JvmCases() {}

    private static Case of(String name, Case.Body body) {
        return new Case("the JVM", name, body);
    }

    static List<Case> cases() {
        return java.util.stream.Stream.concat(references().stream(), jvm().stream())
                .toList();
    }

    private static List<Case> references() {
        return List.of(
                of("what is strongly reachable is not cleared", () -> {
                    Object kept = new Object();
                    WeakReference<Object> weak = new WeakReference<>(kept);
                    SoftReference<Object> soft = new SoftReference<>(kept);
                    System.gc();
                    check(weak.refersTo(kept) && soft.get() == kept, "cleared");
                }),
                of("a cleared reference refers to nothing", () -> {
                    WeakReference<Object> weak = new WeakReference<>(new Object());
                    weak.clear();
                    same(null, weak.get());
                    check(weak.refersTo(null), "refers to something");
                }),
                of("an enqueued reference is found in its queue, once", () -> {
                    ReferenceQueue<Object> queue = new ReferenceQueue<>();
                    Object kept = new Object();
                    WeakReference<Object> weak = new WeakReference<>(kept, queue);
                    check(weak.enqueue() && !weak.enqueue(), "not once");
                    same(weak, queue.poll());
                    same(null, queue.poll());
                    check(kept.hashCode() == kept.hashCode(), "unreachable");
                }),
                of("a phantom reference never gives its referent", () -> {
                    Object kept = new Object();
                    PhantomReference<Object> phantom = new PhantomReference<>(kept, new ReferenceQueue<>());
                    same(null, phantom.get());
                    check(phantom.refersTo(kept), "refers to something else");
                }),
                of("ReferenceQueue.remove waits for a reference, or for its time", () -> {
                    ReferenceQueue<Object> queue = new ReferenceQueue<>();
                    same(null, queue.remove(5));
                    Object kept = new Object();
                    WeakReference<Object> weak = new WeakReference<>(kept, queue);
                    start(() -> {
                        Thread.sleep(3);
                        weak.enqueue();
                    });
                    same(weak, queue.remove());
                    check(kept.hashCode() == kept.hashCode(), "unreachable");
                }),
                of("clean runs the action of a cleaner once", () -> {
                    AtomicInteger runs = new AtomicInteger();
                    Object owner = new Object();
                    Cleaner.Cleanable cleanable = Cleaner.create().register(owner, runs::incrementAndGet);
                    cleanable.clean();
                    cleanable.clean();
                    same(1, runs.get());
                    check(owner.hashCode() == owner.hashCode(), "unreachable");
                }),
                of("a weak map keeps the entries of keys that are in use", () -> {
                    WeakHashMap<Object, Integer> map = new WeakHashMap<>();
                    Object[] keys = new Object[50];
                    for (int i = 0; i < keys.length; i++) {
                        keys[i] = new Object();
                        map.put(keys[i], i);
                    }
                    System.gc();
                    for (int i = 0; i < keys.length; i++) {
                        same(i, map.get(keys[i]));
                    }
                    same(50, map.size());
                }));
    }

    private static List<Case> jvm() {
        return List.of(
                of("identity hash codes stay, and are spread", () -> {
                    Set<Integer> codes = new HashSet<>();
                    for (int i = 0; i < 1_000; i++) {
                        Object object = new Object();
                        same(object.hashCode(), System.identityHashCode(object));
                        codes.add(object.hashCode());
                    }
                    check(codes.size() > 950, "only " + codes.size());
                }),
                of("random UUIDs and numbers differ", () -> {
                    Set<Object> drawn = new HashSet<>();
                    for (int i = 0; i < 100; i++) {
                        drawn.add(UUID.randomUUID());
                        drawn.add(ThreadLocalRandom.current().nextLong());
                        drawn.add(Math.random());
                    }
                    same(300, drawn.size());
                }),
                of("shutdown hooks are registered once and can be taken back", () -> {
                    Thread hook = new Thread(() -> {});
                    Runtime.getRuntime().addShutdownHook(hook);
                    thrown(IllegalArgumentException.class, () -> {
                        Runtime.getRuntime().addShutdownHook(hook);
                        return null;
                    });
                    check(Runtime.getRuntime().removeShutdownHook(hook), "not registered");
                    check(!Runtime.getRuntime().removeShutdownHook(hook), "registered still");
                }),
                of("a default locale that is set is used, and put back", () -> {
                    Locale before = Locale.getDefault();
                    Locale.setDefault(Locale.FRANCE);
                    try {
                        same("1,50", String.format("%.2f", 1.5));
                    } finally {
                        Locale.setDefault(before);
                    }
                    same(before, Locale.getDefault());
                }),
                of("loggers pass records to their handlers and their parents", () -> {
                    AtomicReference<String> seen = new AtomicReference<>("");
                    Handler handler = new Handler() {
                        @Override
                        public void publish(LogRecord record) {
                            seen.accumulateAndGet(record.getMessage(), String::concat);
                        }

                        @Override
                        public void flush() {}

                        @Override
                        public void close() {}
                    };
                    Logger parent = Logger.getLogger("behaviour");
                    Logger child = Logger.getLogger("behaviour.child");
                    parent.addHandler(handler);
                    parent.setUseParentHandlers(false);
                    child.info("a");
                    child.fine("b");
                    parent.removeHandler(handler);
                    same("a", seen.get());
                    same(parent, child.getParent());
                }),
                of("a process knows its id, name and time of start", () -> {
                    long pid = ProcessHandle.current().pid();
                    var runtime = ManagementFactory.getRuntimeMXBean();
                    check(pid > 0 && runtime.getName().startsWith(pid + "@"), runtime.getName());
                    same(pid, runtime.getPid());
                    check(runtime.getUptime() >= 0, "negative");
                    check(runtime.getStartTime() <= System.currentTimeMillis(), "starts in the future");
                    check(ProcessHandle.of(pid).isPresent(), "does not find itself");
                }),
                of("beans tell of memory and of threads that live", () -> {
                    Runtime runtime = Runtime.getRuntime();
                    check(runtime.freeMemory() <= runtime.totalMemory(), "more free than there is");
                    check(runtime.totalMemory() <= runtime.maxMemory(), "more than there may be");
                    check(
                            ManagementFactory.getMemoryMXBean()
                                            .getHeapMemoryUsage()
                                            .getUsed()
                                    > 0,
                            "uses nothing");
                    Thread thread = start(() -> Thread.sleep(2_000));
                    var threads = ManagementFactory.getThreadMXBean();
                    same(
                            thread.getName(),
                            threads.getThreadInfo(thread.threadId()).getThreadName());
                    check(threads.getThreadCount() >= 1, "no thread");
                }));
    }
}
