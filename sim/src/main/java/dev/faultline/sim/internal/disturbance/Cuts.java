package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.ArrayList;
import java.util.List;

/** Who has cut a link: it is whole again only when nobody does any more. */
public final class Cuts {
    private final Scheduler scheduler;
    private final Ends ends;
    private final List<Tally> holders = new ArrayList<>(0);
    private boolean byName;
    private boolean cut;
    /** The event that cut it last. */
    private Cause cutCause = Cause.NONE;
    /** The event that healed it last. */
    private Cause healedCause = Cause.NONE;

    Cuts(Scheduler scheduler, Ends ends) {
        this.scheduler = scheduler;
        this.ends = ends;
    }

    public boolean isCut() {
        return cut;
    }

    /** Returns whether it is cut in the name of whoever drives the run; disturbances may have cut it, too. */
    public boolean isByName() {
        return byName;
    }

    public Cause healedCause() {
        return healedCause;
    }

    /** Returns what becomes of a packet that meets the cut. */
    public Lost lost() {
        return new Lost(Lost.Why.CUT, cutCause);
    }

    /** Counts a packet that was lost. */
    public void countLost() {
        for (Tally holder : holders) {
            holder.met();
            holder.hit(0);
        }
    }

    /** Cuts the link, or undoes that, in the name of whoever drives the run; once is as good as twice. */
    public void setByName(boolean on) {
        byName = on;
        update();
    }

    void hold(Tally holder) {
        holders.add(holder);
        update();
    }

    void release(Tally holder) {
        holders.remove(holder);
        update();
    }

    private void update() {
        boolean before = cut;
        cut = byName || !holders.isEmpty();
        if (cut != before) {
            Cause cause = scheduler.recorder.record(
                    cut ? "LinkCut" : "LinkHealed",
                    "",
                    "",
                    scheduler.nowNanos(),
                    scheduler.cause(),
                    "from",
                    ends.from().name(),
                    "to",
                    ends.to().name());
            scheduler.setCause(cause);
            if (cut) {
                cutCause = cause;
            } else {
                healedCause = cause;
            }
        }
    }
}
