package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Task;
import java.util.ArrayList;
import java.util.List;

/** Whether the threads of a process get turns: not while it is paused, nor while it rests. */
final class ProcessTurns {
    private final Life process;
    private final Scheduler scheduler;
    /** The threads that would have a turn otherwise, in the order in which they became ready. */
    private final List<Task> held = new ArrayList<>();

    private boolean paused;
    private boolean resting;

    ProcessTurns(Life process, Scheduler scheduler) {
        this.process = process;
        this.scheduler = scheduler;
    }

    boolean isPaused() {
        return paused;
    }

    boolean areHeld() {
        return paused || resting;
    }

    int held() {
        return held.size();
    }

    void hold(Task task) {
        if (!task.queued) {
            task.queued = true;
            held.add(task);
        }
    }

    void pause() {
        paused = true;
        scheduler.ready.removeAllOf(process, this::hold);
    }

    void resume() {
        paused = false;
        release();
    }

    /** Gives no turns for so long. */
    void rest(long nanos) {
        if (nanos > 0) {
            resting = true;
            scheduler.ready.removeAllOf(process, this::hold);
            var _ = scheduler.after(nanos, () -> {
                resting = false;
                release();
            });
        }
    }

    private void release() {
        if (areHeld()) {
            return;
        }
        for (Task task : held) {
            task.queued = false;
            scheduler.ready.add(task);
        }
        held.clear();
    }

    void forget() {
        held.clear();
    }
}
