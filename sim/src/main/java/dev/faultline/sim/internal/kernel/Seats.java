package dev.faultline.sim.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads of a simulation. As a rule there is one, and it carries every simulated thread in turn. A
 * virtual thread that waits with a native frame on its stack, as in a static initialiser, cannot leave it: it keeps
 * the platform thread, and a spare one goes on with the run. When it is to have a turn again, it is handed the baton
 * where it sits.
 *
 * <p>Every method is called by the holder of the baton.
 */
public final class Seats {
    private final Runnable spareWork;
    private final List<Seat> idle = new ArrayList<>();
    private final List<Seat> all = new ArrayList<>();
    private Seat holder;

    /**
     * Takes the thread that has the baton first.
     *
     * @param spareWork what another thread does once it is handed the baton
     */
    Seats(Seat first, Runnable spareWork) {
        holder = first;
        all.add(first);
        this.spareWork = spareWork;
    }

    Seat holder() {
        return holder;
    }

    /** Returns the seat that is this platform thread, or null. */
    @Nullable
    Seat of(Object platform) {
        for (Seat each : all) {
            if (each.thread == platform) {
                return each;
            }
        }
        return null;
    }

    /** Hands the baton to a spare thread; returns when the caller is given it back. */
    void leaveToSpare() {
        Seat spare = idle.isEmpty() ? makeSpare() : idle.removeLast();
        pass(holder, spare);
    }

    /** Hands the baton to a thread that is not idle; the caller becomes a spare until it is given it back. */
    void leaveTo(Seat other) {
        idle.add(holder);
        pass(holder, other);
    }

    /** Sees to it that there is a spare thread. */
    void haveSpare() {
        if (idle.isEmpty()) {
            idle.add(makeSpare());
        }
    }

    /** Lets a spare thread do a piece of work, and waits for it. */
    void sendOut(Runnable work) {
        Seat own = holder;
        Seat spare = idle.isEmpty() ? makeSpare() : idle.removeLast();
        holder = spare;
        spare.giveFor(() -> {
            try {
                work.run();
            } finally {
                idle.add(spare);
                holder = own;
                own.give();
            }
        });
        own.await();
    }

    /** Lets the spare threads end; those that a virtual thread keeps stay as they are, for no code may run there. */
    void close() {
        idle.forEach(Seat::close);
    }

    private void pass(Seat own, Seat next) {
        holder = next;
        next.give();
        own.await();
    }

    private Seat makeSpare() {
        Seat[] self = new Seat[1];
        Seat spare = new Seat(() -> {
            try {
                self[0].await();
                spareWork.run();
            } catch (Seat.Stop stop) {
                // the simulation is over
            }
        });
        self[0] = spare;
        all.add(spare);
        spare.start();
        return spare;
    }
}
