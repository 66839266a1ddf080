package dev.faultline.experiment;

import dev.faultline.workload.Client;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Workload;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All clients of a run: what the main threads of the client nodes do. What is asked is decided for all of them together. */
final class Clients {
    private final WorkloadPlan plan;
    private final ClientSpec client;
    private final HistoryRecorder recorder;
    /** By the numbers of the clients. */
    private final NavigableMap<Integer, FinalReading> finalReadings = new TreeMap<>();

    private final CountDownLatch decided = new CountDownLatch(1);
    /** The nodes on which all clients are done. */
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable Arrivals arrivals;
    private Map<String, Integer> usualShares = Map.of();
    private @Nullable Common common;

    Clients(WorkloadPlan plan, ClientSpec client, HistoryRecorder recorder) {
        this.plan = plan;
        this.client = client;
        this.recorder = recorder;
    }

    /** What the clients of all nodes have in common. */
    private record Common(Workload workload, Generator generator, Asking asking, Once<Optional<Asking>> afterwards) {}

    /**
     * Runs the clients of a node, each in a thread of its own, and returns when they have ended. A workload of the user's is loaded by the
     * first node; the others wait until it is there.
     */
    void run(int node) throws InterruptedException {
        try {
            if (node == 0) {
                common = decide(Thread.currentThread().getContextClassLoader());
                decided.countDown();
            }
            decided.await();
            runThose(node, Objects.requireNonNull(common));
            done.add(client.nodes().get(node));
        } catch (RuntimeException | Error e) { // of the user's workload, too
            failure.compareAndSet(null, e);
        }
    }

    private Common decide(ClassLoader loader) {
        RequestSpec requests = plan.spec().requests();
        Workload workload = requests.ready().orElseGet(() -> make(loader, requests.kind(), Workload.class));
        usualShares = Objects.requireNonNull(workload.shares(), "shares() of the workload returned null");
        Setting setting = plan.setting();
        Generator generator = workload.generator(setting);
        Asking proper = asking(paced(generator, setting), setting);
        Once<Optional<Asking>> afterwards =
                new Once<>(() -> workload.afterwards(setting, generator).map(last -> asking(last, setting)));
        return new Common(workload, generator, proper, afterwards);
    }

    private void runThose(int node, Common all) throws InterruptedException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        List<Thread> threads = new ArrayList<>();
        for (int i = node; i < plan.spec().clients(); i += client.nodes().size()) {
            ClientSession session =
                    new ClientSession(i, plan, () -> make(loader, client.className(), Client.class), recorder);
            FinalReading finalReading =
                    new FinalReading(i, plan, session, all.workload(), all.generator(), all.afterwards());
            ClientLoop loop = new ClientLoop(i, plan, all.asking(), session, finalReading);
            finalReadings.put(i, finalReading);
            Thread thread = new Thread(loop, "client-" + i);
            thread.setContextClassLoader(loader);
            thread.setUncaughtExceptionHandler((dying, thrown) -> failure.compareAndSet(null, thrown));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** In an open loop requests come by themselves; else each client waits between two of its own. */
    private Generator paced(Generator generator, Setting setting) {
        if (!plan.spec().isOpen()) {
            return generator;
        }
        double perSecond = plan.spec().clients() * 1e9 / plan.spec().thinkTime().toNanos();
        Arrivals coming = new Arrivals(setting.random("arrivals"), perSecond, generator);
        arrivals = coming;
        return coming;
    }

    private Asking asking(Generator generator, Setting setting) {
        Generator safe = plan.spec().requests().isOwn() ? new OneAtATime(generator) : generator;
        return new Asking(safe, plan, setting.keys(), recorder);
    }

    private static <T> T make(ClassLoader loader, String name, Class<T> type) {
        try {
            return Class.forName(name, false, loader)
                    .asSubclass(type)
                    .getConstructor()
                    .newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of " + name + " threw " + e.getCause(), e);
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new IllegalStateException("the class " + name + " cannot be used: " + e, e);
        }
    }

    boolean isFinished() {
        return done.size() == client.nodes().size();
    }

    /** Takes notice that the program of a node has ended: a client that ends it takes all that work there with it. */
    void ended(String node, String how) {
        if (client.nodes().contains(node) && !done.contains(node)) {
            failure.compareAndSet(
                    null, new IllegalStateException("the program of the node " + node + " has ended: " + how));
        }
    }

    /** Returns what ended a client that should have gone on, or null. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** Returns whether what all clients do together when all faults are over did not come to its end in time. */
    boolean hasUnfinishedEnd() {
        return finalReadings.values().stream().anyMatch(FinalReading::isUnfinished);
    }

    /** Returns what was asked so far, in the workload proper. */
    Produced produced() {
        Common all = common;
        return all == null
                ? new Produced("", Map.of(), Map.of(), 0, 0, 0)
                : all.asking().produced();
    }

    /** Returns how the clients of an open loop kept up so far; empty if each waits for its answers. */
    Optional<OpenLoop> openLoop() {
        return Optional.ofNullable(arrivals).map(coming -> coming.until(Math.min(plan.nowNanos(), plan.endNanos())));
    }

    /** Returns the shares of the requests so far, in the workload proper. */
    Shares shares() {
        Map<String, Integer> said = plan.spec().requests().shares();
        Map<String, Integer> wanted = new LinkedHashMap<>(said.isEmpty() ? usualShares : said);
        wanted.values().removeIf(share -> share == 0);
        return new Shares(wanted, produced().byFunction());
    }

    /** Returns what became of the final reads; empty if there were to be none, or their time had not come. */
    Optional<FinalReads> finalReads() {
        if (!plan.spec().finalReads() || plan.nowNanos() < plan.finalReadsNanos()) {
            return Optional.empty();
        }
        return Optional.of(new FinalReads(
                plan.endNanos(),
                plan.limitNanos(),
                finalReadings.values().stream()
                        .flatMap(reading -> reading.reads().stream())
                        .toList()));
    }
}
