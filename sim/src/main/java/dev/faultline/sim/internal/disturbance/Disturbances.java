package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;
import dev.faultline.sim.Disturbance;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** What disturbs the network of a run. */
public final class Disturbances {
    private final Scheduler scheduler;
    private final long seed;
    private final List<Chain> chains = new ArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
    /** In the order in which they were set. */
    private final List<Force> inForce = new ArrayList<>();
    /** How often each was set; looked up only. */
    private final Map<String, Integer> times = new HashMap<>();

    public Disturbances(Scheduler scheduler, long seed) {
        this.scheduler = scheduler;
        this.seed = seed;
    }

    /** Returns the chain of a new link, with all that is in force there. */
    public Chain chain(Ends ends) {
        Chain chain = new Chain(scheduler, ends);
        chains.add(chain);
        // Links are made when they are first used: whoever uses this one is not the cause of what is wrong with it.
        Cause before = scheduler.cause();
        inForce.forEach(force -> force.begin(chain));
        scheduler.setCause(before);
        watches.stream().filter(watch -> watch.touches(ends)).forEach(chain::add);
        return chain;
    }

    public Force set(Disturbance what) {
        Cause began = record("DisturbanceBegan", what);
        String text = what.toString();
        int time = times.merge(text, 1, Integer::sum);
        Force force = new Force(what, scheduler, seed, new Tally(began), "disturbance " + text + " #" + time);
        inForce.add(force);
        chains.forEach(force::begin);
        return force;
    }

    /** Lets somebody know of packets, when they are sent or when they arrive. */
    public Watch watch(PacketFilter which, boolean arrivals, LongConsumer seen) {
        Watch watch = new Watch(which, arrivals, seen, scheduler);
        watches.add(watch);
        chains.stream().filter(chain -> watch.touches(chain.ends)).forEach(chain -> chain.add(watch));
        return watch;
    }

    public void end(Watch watch) {
        watches.remove(watch);
        chains.forEach(chain -> chain.remove(watch));
    }

    public boolean isOn(Force force) {
        return inForce.contains(force);
    }

    public void undo(Force force) {
        if (inForce.remove(force)) {
            record("DisturbanceEnded", force.what);
            force.end();
        }
    }

    /** Undoes whatever cuts links. */
    public void undoCuts() {
        List.copyOf(inForce).stream().filter(Force::isCut).forEach(this::undo);
    }

    private Cause record(String name, Disturbance what) {
        Cause cause = scheduler.recorder.record(
                name, "", "", scheduler.nowNanos(), scheduler.cause(), "what", what.toString());
        scheduler.setCause(cause);
        return cause;
    }
}
