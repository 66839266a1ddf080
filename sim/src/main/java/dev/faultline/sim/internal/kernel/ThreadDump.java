package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Ending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the threads of a run stand. */
public final class ThreadDump {
    private ThreadDump() {}

    /** Returns every live thread of every machine, by number of the thread. */
    static List<Ending.ThreadState> of(Iterable<? extends Machine> machines) {
        List<Task> tasks = new ArrayList<>();
        for (Machine machine : machines) {
            tasks.addAll(machine.tasks());
        }
        tasks.sort(Comparator.comparingInt(task -> task.number));
        return tasks.stream().map(ThreadDump::of).toList();
    }

    public static Ending.ThreadState of(Task task) {
        return new Ending.ThreadState(
                task.life.machine.name(), task.name(), task.virtual.getState(), List.of(task.virtual.getStackTrace()));
    }
}
