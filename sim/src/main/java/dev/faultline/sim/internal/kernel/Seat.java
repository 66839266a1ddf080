package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.internal.vm.Vm;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that can carry simulated ones. Of all seats of a simulation one has the baton; only that one runs,
 * the others are stopped in {@link #await}.
 */
final class Seat {
    private static final long INTERRUPTED = Vm.threadField("interrupted");

    final Thread thread;

    /** Where the VM keeps the state of the thread's identity hash codes; known once the thread has started. */
    long hashAddress;

    /** The task that keeps the thread while it waits. */
    @Nullable
    Task keeper;

    private volatile boolean hasBaton;
    private volatile boolean closed;
    private @Nullable Runnable errand;

    Seat(Runnable body) {
        thread = new Thread(Vm.ROOT_GROUP, body, "faultline-carrier", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    void start() {
        thread.start();
        hashAddress = IdentityHash.addressFor(thread);
    }

    /** Hands over the baton; the caller must go to {@link #await} at once. */
    void give() {
        hasBaton = true;
        Vm.UNSAFE.unpark(thread);
    }

    /** As {@link #give}, for this one piece of work only. */
    void giveFor(Runnable work) {
        errand = work;
        give();
    }

    /** Lets the thread come to its end if it waits for the baton. */
    void close() {
        closed = true;
        Vm.UNSAFE.unpark(thread);
    }

    /**
     * Waits for the baton. The wait is below the virtual thread that may be mounted here, so it stops the platform
     * thread itself.
     *
     * @throws Stop if the simulation is over
     */
    void await() {
        while (true) {
            while (!hasBaton) {
                if (closed) {
                    throw new Stop();
                }
                Vm.UNSAFE.park(false, 0);
                // An interrupt of the virtual thread has reached this one too, which could not wait any more.
                Vm.UNSAFE.putBoolean(thread, INTERRUPTED, false);
            }
            hasBaton = false;
            Runnable work = errand;
            if (work == null) {
                return;
            }
            errand = null;
            work.run();
        }
    }

    /** Ends a carrier's work. */
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stop() {
            super(null, null, false, false);
        }
    }
}
