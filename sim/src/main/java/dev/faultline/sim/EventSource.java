package dev.faultline.sim;

/** Records events on behalf of code outside the simulator's own. */
final class EventSource {
    private EventSource() {}

    static long record(Scheduler scheduler, String name, Object... pairs) {
        long step = scheduler.recorder.events();
        Task task = Task.current();
        String node = task == null ? "" : task.process.node.name();
        String thread = task == null ? "" : task.name();
        scheduler.setCause(
                scheduler.recorder.record(name, node, thread, scheduler.nowNanos(), scheduler.cause(), pairs));
        return step;
    }
}
