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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All clients of a run: what the main thread of the client node does. */
final class Clients {
    private final WorkloadPlan plan;
    private final String clientClass;
    private final HistoryRecorder recorder;
    private final List<FinalReading> finalReadings = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable Asking asking;
    private @Nullable Arrivals arrivals;
    private Map<String, Integer> usualShares = Map.of();
    private volatile boolean finished;

    Clients(WorkloadPlan plan, String clientClass, HistoryRecorder recorder) {
        this.plan = plan;
        this.clientClass = clientClass;
        this.recorder = recorder;
    }

    /** Runs the clients, each in a thread of its own, and returns when all have ended. */
    void run() throws InterruptedException {
        try {
            runAll();
        } catch (RuntimeException | Error e) { // of the user's workload, too
            failure.compareAndSet(null, e);
        }
    }

    private void runAll() throws InterruptedException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        RequestSpec requests = plan.spec().requests();
        Workload workload = requests.ready().orElseGet(() -> make(loader, requests.kind(), Workload.class));
        usualShares = Objects.requireNonNull(workload.shares(), "shares() of the workload returned null");
        Setting setting = plan.setting();
        Generator generator = workload.generator(setting);
        Asking proper = asking(paced(generator, setting), setting);
        asking = proper;
        Once<Optional<Asking>> afterwards =
                new Once<>(() -> workload.afterwards(setting, generator).map(last -> asking(last, setting)));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < plan.spec().clients(); i++) {
            ClientSession session = new ClientSession(i, plan, () -> make(loader, clientClass, Client.class), recorder);
            FinalReading finalReading = new FinalReading(i, plan, session, workload, generator, afterwards);
            ClientLoop loop = new ClientLoop(i, plan, proper, session, finalReading);
            finalReadings.add(finalReading);
            Thread thread = new Thread(loop, "client-" + i);
            thread.setContextClassLoader(loader);
            thread.setUncaughtExceptionHandler((dying, thrown) -> failure.compareAndSet(null, thrown));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        finished = true;
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
        return finished;
    }

    /** Returns what ended a client that should have gone on, or null. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** Returns whether what all clients do together when all faults are over did not come to its end in time. */
    boolean hasUnfinishedEnd() {
        return finalReadings.stream().anyMatch(FinalReading::isUnfinished);
    }

    /** Returns what was asked so far, in the workload proper. */
    Produced produced() {
        Asking proper = asking;
        return proper == null ? new Produced("", Map.of(), Map.of(), 0, 0, 0) : proper.produced();
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
                finalReadings.stream()
                        .flatMap(reading -> reading.reads().stream())
                        .toList()));
    }
}
