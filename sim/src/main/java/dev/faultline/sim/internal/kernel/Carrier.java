package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Ending;
import dev.faultline.sim.SimulationException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever carries a simulation: one platform thread at a time, as a rule always the same (see {@link Seats}). It is a
 * fresh one for each simulation, so that nothing in it, such as a thread local of the JDK, comes from a run before. The
 * thread that drives the simulation hands over work and waits; while it waits for a stretch of the run, it watches that
 * the turns go on.
 */
public final class Carrier {
    private static final long LOOK_MILLIS = 50;

    /** What keeps the JVM from further simulations for good: a thread of an earlier one, which nobody can stop. */
    private static volatile @Nullable String obstacle;

    private final Duration watchdog;
    private final SynchronousQueue<Runnable> work = new SynchronousQueue<>();
    private final Seat first;
    private final Scheduler scheduler;
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean stopped;
    private boolean stuck;

    public Carrier(Function<Seats, Scheduler> scheduler, Duration watchdog) {
        this.watchdog = watchdog;
        first = new Seat(this::serve);
        this.scheduler = scheduler.apply(new Seats(first, this::serveAsSpare));
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public void start() {
        if (Scheduler.active != null) {
            String known = obstacle;
            throw new SimulationException(
                    known == null ? "another simulation is live in this JVM; close it first" : known);
        }
        first.start();
        submit(() -> {
            scheduler.mount();
            return true;
        });
    }

    public boolean isUsable() {
        return !stopped && !stuck;
    }

    /** Runs the action on the carrier and waits for it; at once where the caller is the carrier. */
    public void control(Runnable action) {
        if (scheduler.onCarrier()) {
            action.run();
        } else {
            submit(() -> {
                scheduler.drive(action);
                return true;
            });
        }
    }

    public Ending run(long untilNanos, long turnsMax, BooleanSupplier done) {
        if (scheduler.onCarrier()) {
            throw new IllegalStateException("a simulation cannot be run from inside itself");
        }
        requireUsable();
        CompletableFuture<Ending> ending = new CompletableFuture<>();
        hand(() -> scheduler.run(new Stretch(untilNanos, turnsMax, done, ending)));
        return await(ending);
    }

    public void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        if (!stuck) {
            hand(() -> {
                scheduler.unmount();
                throw new Seat.Stop();
            });
            join();
        }
    }

    /** Returns why this JVM can run no further simulation; null if it can. */
    public static @Nullable String obstacle() {
        return obstacle;
    }

    private <T> T submit(Supplier<T> action) {
        requireUsable();
        CompletableFuture<T> result = new CompletableFuture<>();
        hand(() -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    private void requireUsable() {
        if (!isUsable()) {
            throw new IllegalStateException("the simulation is over" + (stuck ? ": a thread is in a busy loop" : ""));
        }
    }

    @SuppressWarnings("unchecked") // only a stretch of a run can be in a busy loop, and its result is an ending
    private <T> T await(CompletableFuture<T> result) {
        Watchdog dog = new Watchdog(watchdog, scheduler);
        while (true) {
            try {
                return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw rethrown(Objects.requireNonNull(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SimulationException("interrupted while the simulation ran", e);
            } catch (TimeoutException e) {
                Task running = Task.running;
                if (dog.seesBusyLoop() && running != null) {
                    stuck = true;
                    obstacle = "this JVM can run no further simulation: in an earlier one, thread \"" + running.name()
                            + "\" of node " + running.life.machine.name() + " did not give up its turn for "
                            + watchdog.toSeconds() + " s; it computes, or native code or the JVM has stopped it";
                    return (T) new Ending.BusyLoop(ThreadDump.of(running), watchdog.toSeconds());
                }
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new SimulationException("the simulation failed", cause);
    }

    private void hand(Runnable action) {
        boolean interrupted = false;
        while (true) {
            try {
                work.put(action);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void join() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serveAsSpare() {
        scheduler.takeOver();
        serve();
    }

    /** What the holder of the baton does between two stretches of the run. */
    private void serve() {
        while (true) {
            try {
                work.take().run();
            } catch (Seat.Stop stop) {
                over.countDown();
                return;
            } catch (InterruptedException ignored) {
                // Nobody interrupts the carrier for a reason of ours; a program may through a stale reference.
            }
        }
    }
}
