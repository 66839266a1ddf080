package dev.faultline.sim.internal.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Timed waits that time alone does not end, while the code that drives the simulation wants it so. */
public final class HeldWaits {
    private final TimerHeap held = new TimerHeap();
    private final TimerHeap timers;
    private boolean on;

    HeldWaits(TimerHeap timers) {
        this.timers = timers;
    }

    public void hold() {
        on = true;
    }

    /** Gives all back to time. */
    public void pass() {
        on = false;
        for (Timer timer : all()) {
            timer.moveTo(timers);
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Returns where a timer belongs. What a thread spends is work, which is no wait of the program. */
    TimerHeap heapFor(@Nullable Task owner) {
        return on && owner != null && owner.spendsUntilNanos == 0 ? held : timers;
    }

    /** Returns those that are held, in the order in which they began. */
    public List<Timer> all() {
        List<Timer> all = new ArrayList<>();
        held.forEach(all::add);
        all.sort(Comparator.comparingLong(timer -> timer.sequence));
        return all;
    }

    void removeAllOf(Life life) {
        held.removeAllOf(life);
    }
}
