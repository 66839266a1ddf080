package dev.faultline.experiment;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All clients of a run: what the main thread of the client node does. */
final class Clients {
    private final WorkloadPlan plan;
    private final long seed;
    private final String clientClass;
    private final HistoryRecorder recorder;
    private final RequestMix mix;
    private final List<FinalReading> finalReadings = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean finished;

    Clients(WorkloadPlan plan, long seed, String clientClass, HistoryRecorder recorder) {
        this.plan = plan;
        this.seed = seed;
        this.clientClass = clientClass;
        this.recorder = recorder;
        mix = new RequestMix(plan.spec(), plan.initial(), seed);
    }

    /** Runs the clients, each in a thread of its own, and returns when all have ended. */
    void run() throws InterruptedException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < plan.spec().clients(); i++) {
            ClientSession session = new ClientSession(i, plan, () -> create(loader), recorder);
            ClientLoop loop = new ClientLoop(i, plan, seed, mix, session);
            finalReadings.add(loop.finalReading());
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

    private Client create(ClassLoader loader) throws ReflectiveOperationException {
        try {
            return Class.forName(clientClass, false, loader)
                    .asSubclass(Client.class)
                    .getConstructor()
                    .newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of the client threw " + e.getCause(), e);
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

    /** Returns the shares of the requests so far, in the workload proper. */
    Shares shares() {
        return mix.shares();
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
