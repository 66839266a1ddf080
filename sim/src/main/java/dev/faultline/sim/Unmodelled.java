package dev.faultline.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run met that the simulator does not model: each kind is recorded once as an event, and counted. */
final class Unmodelled {
    private final Recorder recorder;
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    Unmodelled(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Reports that the thread has met something; {@code what} names the API. */
    static void report(Task task, String what) {
        Scheduler scheduler = task.scheduler;
        if (scheduler.unmodelled().counts.merge(what, 1, Integer::sum) == 1) {
            task.cause = scheduler
                    .unmodelled()
                    .recorder
                    .record(
                            "Unmodelled",
                            task.process.node.name(),
                            task.name(),
                            scheduler.nowNanos(),
                            task.cause,
                            "what",
                            what);
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        counts.forEach((what, count) -> lines.add(count == 1 ? what : what + " (" + count + " times)"));
        return lines;
    }
}
