package dev.faultline.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the threads of a run stand. */
final class ThreadDump {
    private ThreadDump() {}

    /** Returns every live thread of every node, by number of the thread. */
    static List<Ending.ThreadState> of(Iterable<Node> nodes) {
        List<Task> tasks = new ArrayList<>();
        for (Node node : nodes) {
            tasks.addAll(node.liveTasks());
        }
        tasks.sort(Comparator.comparingInt(task -> task.number));
        return tasks.stream().map(ThreadDump::of).toList();
    }

    static Ending.ThreadState of(Task task) {
        return new Ending.ThreadState(
                task.process.node.name(), task.name(), task.virtual.getState(), List.of(task.virtual.getStackTrace()));
    }
}
