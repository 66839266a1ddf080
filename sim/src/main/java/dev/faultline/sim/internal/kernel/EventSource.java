package dev.faultline.sim.internal.kernel;

/** Records events on behalf of code outside the simulator's own. */
public final class EventSource {
    private EventSource() {}

    public static long record(Scheduler scheduler, String name, Object... pairs) {
        long step = scheduler.recorder.events();
        Task task = Task.current();
        String node = task == null ? "" : task.life.machine.name();
        String thread = task == null ? "" : task.name();
        scheduler.setCause(
                scheduler.recorder.record(name, node, thread, scheduler.nowNanos(), scheduler.cause(), pairs));
        return step;
    }
}
