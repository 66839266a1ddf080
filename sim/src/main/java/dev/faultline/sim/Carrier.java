package dev.faultline.sim;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The platform thread of a simulation. It is a fresh one for each, so that nothing in it, such as a thread local of the
 * JDK, comes from a run before. The thread that drives the simulation hands it work and waits; while it waits for a
 * stretch of the run, it watches that the turns go on.
 */
final class Carrier {
    private static final long LOOK_MILLIS = 50;

    private final Scheduler scheduler;
    private final Duration watchdog;
    private final SynchronousQueue<Runnable> work = new SynchronousQueue<>();
    private final Thread thread;
    private boolean stopped;
    private boolean stuck;

    Carrier(Scheduler scheduler, Duration watchdog) {
        this.scheduler = scheduler;
        this.watchdog = watchdog;
        thread = new Thread(this::loop);
        thread.setName("faultline-carrier");
        thread.setDaemon(true);
    }

    void start() {
        if (Scheduler.active != null) {
            throw new SimulationException("another simulation is live in this JVM; close it first");
        }
        thread.start();
        submit(() -> {
            scheduler.mount();
            return true;
        });
    }

    boolean isUsable() {
        return !stopped && !stuck;
    }

    /** Runs the action on the carrier and waits for it; at once where the caller is the carrier. */
    void control(Runnable action) {
        if (scheduler.onCarrier()) {
            action.run();
        } else {
            submit(() -> {
                scheduler.drive(action);
                return true;
            });
        }
    }

    Ending run(long untilNanos, long turnsMax, BooleanSupplier done) {
        if (scheduler.onCarrier()) {
            throw new IllegalStateException("a simulation cannot be run from inside itself");
        }
        return submit(() -> scheduler.loop(untilNanos, turnsMax, done));
    }

    void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        if (!stuck) {
            hand(() -> {
                scheduler.unmount();
                throw new Stop();
            });
            join();
        }
    }

    private <T> T submit(Supplier<T> action) {
        if (!isUsable()) {
            throw new IllegalStateException("the simulation is over" + (stuck ? ": a thread is in a busy loop" : ""));
        }
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

    @SuppressWarnings("unchecked") // only a stretch of a run can be in a busy loop, and its result is an ending
    private <T> T await(CompletableFuture<T> result) {
        long turns = scheduler.turns();
        long since = System.nanoTime();
        while (true) {
            try {
                return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw rethrown(Objects.requireNonNull(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SimulationException("interrupted while the simulation ran", e);
            } catch (TimeoutException e) {
                if (scheduler.turns() != turns) {
                    turns = scheduler.turns();
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > watchdog.toNanos()) {
                    Task running = Task.running;
                    if (running != null) {
                        stuck = true;
                        return (T) new Ending.BusyLoop(ThreadDump.of(running), watchdog.toSeconds());
                    }
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
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (true) {
            try {
                work.take().run();
            } catch (Stop stop) {
                return;
            } catch (InterruptedException ignored) {
                // Nobody interrupts the carrier for a reason of ours; a program may through a stale reference.
            }
        }
    }

    /** Ends the loop. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stop() {
            super(null, null, false, false);
        }
    }
}
