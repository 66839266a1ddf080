package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one link, in the order in which it was set. */
public final class Chain {
    public final Cuts cuts;
    final Ends ends;
    private final List<Stage> stages = new ArrayList<>(0);
    private final List<Watch> watches = new ArrayList<>(0);

    Chain(Scheduler scheduler, Ends ends) {
        this.ends = ends;
        cuts = new Cuts(scheduler, ends);
    }

    /** Returns whether packets need not go through it. */
    public boolean isIdle() {
        return stages.isEmpty();
    }

    /** Returns whether somebody wants to know of packets of the link. */
    public boolean isWatched() {
        return !watches.isEmpty();
    }

    /** Tells of a packet that is sent now, or that has arrived. */
    public void seen(Packet packet, boolean arrived) {
        watches.forEach(watch -> watch.look(packet, arrived));
    }

    void add(Watch watch) {
        watches.add(watch);
    }

    void remove(Watch watch) {
        watches.remove(watch);
    }

    /** Sends a packet through all of it; what comes out at the end departs. */
    public void send(Packet packet) {
        go(new Course(packet), 0);
    }

    /** Sends on what a stage had held back, or made. */
    void after(Stage stage, Course course) {
        go(course, stages.indexOf(stage) + 1);
    }

    private void go(Course course, int first) {
        for (int i = first; i < stages.size(); i++) {
            if (!stages.get(i).take(course)) {
                return;
            }
        }
        course.depart();
    }

    void add(Stage stage) {
        stages.add(stage);
    }

    /** Takes a stage away; what it holds back goes on first. */
    void remove(Stage stage) {
        stage.release();
        stages.remove(stage);
    }

    /** Forgets what is held back: the machine that would send it has lost its power. */
    public void drop() {
        stages.forEach(Stage::drop);
    }
}
