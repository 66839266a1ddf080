package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.UnmodelledUse.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run met that the simulator does not model or refuses: each kind is recorded once as an event, and counted, node
 * by node and place by place.
 */
public final class Unmodelled {
    private final Recorder recorder;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<Key, UnmodelledUse> uses = new LinkedHashMap<>();

    private record Key(String what, String node, String thread, String call, String place) {}

    Unmodelled(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Reports that the running thread has met something; {@code what} names the API. */
    public static void report(Task task, Kind kind, String what) {
        report(task, kind, what, "", CallSite.ofCaller());
    }

    /** Reports a library that is refused for a reason of its own. */
    public static void reportLibrary(Task task, Kind kind, String library, String reason) {
        report(task, kind, "native library " + library, reason, CallSite.ofCaller());
    }

    /** Reports a program of the host that is not started, for a reason of its own. */
    static void reportProgram(Task task, Kind kind, String program, String reason) {
        report(task, kind, "process " + program, reason, CallSite.ofCaller());
    }

    /** Reports that a thread which is none of ours woke this one. */
    static void reportWakeUp(Task woken, String by) {
        report(woken, Kind.OUTSIDE_THREAD, "wake-up by a thread outside the simulation", "", new CallSite("", by));
    }

    private static void report(Task task, Kind kind, String what, String reason, CallSite site) {
        Scheduler scheduler = task.scheduler;
        Unmodelled all = scheduler.unmodelled();
        String node = task.life.machine.name();
        Key key = new Key(what, node, task.name(), site.call(), site.place());
        UnmodelledUse use = all.uses.get(key);
        all.uses.put(
                key,
                use == null
                        ? new UnmodelledUse(kind, what, reason, node, task.name(), site.call(), site.place(), 1)
                        : use.again());
        if (kind.isOpen() && all.counts.merge(what, 1, Integer::sum) == 1) {
            task.cause = all.recorder.record(
                    "Unmodelled", node, task.name(), scheduler.nowNanos(), task.cause, "what", what);
        }
    }

    /** Returns a line for each kind that is open, in order of appearance. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        counts.forEach((what, count) -> lines.add(count == 1 ? what : what + " (" + count + " times)"));
        return lines;
    }

    /** Returns everything, in order of appearance. */
    public List<UnmodelledUse> uses() {
        return List.copyOf(uses.values());
    }
}
