package dev.faultline.sim.internal.machine;

import dev.faultline.sim.Standing;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.ThreadDump;
import dev.faultline.sim.internal.net.NetStack;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds out where a node stands. To be asked between two stretches of a run. */
final class Standings {
    /** So many turns in a row that ended in the middle of a loop are no computation: at 200,000 rounds of it each. */
    private static final int BUSY_TURNS = 100;

    private Standings() {}

    static Standing of(SimProcess process, NetStack stack) {
        List<String> ports = stack.listensAt();
        List<Task> deadlocked = LockCycles.among(process.tasks());
        if (!deadlocked.isEmpty()) {
            return standing(Standing.State.DEADLOCKED, ports, deadlocked.stream());
        }
        if (process.isPaused()) {
            return standing(Standing.State.PAUSED, ports, Stream.of());
        }
        if (!ports.isEmpty()) {
            return standing(Standing.State.SERVES, ports, Stream.of());
        }
        Collection<Task> tasks = process.tasks();
        List<Task> main =
                tasks.stream().filter(task -> task == process.mainTask()).toList();
        if (main.stream().anyMatch(task -> task.turnsLooped >= BUSY_TURNS)) {
            return standing(Standing.State.BUSY, ports, main.stream());
        }
        if (tasks.stream().noneMatch(Standings::goesOn) && !stack.hasOpenSockets()) {
            return standing(Standing.State.STUCK, ports, tasks.stream());
        }
        return standing(Standing.State.RUNS, ports, main.stream());
    }

    /** Whether the thread needs no other thread to take a turn again. */
    private static boolean goesOn(Task task) {
        return task.queued
                || task.spendsUntilNanos > 0
                || switch (task.virtual.getState()) {
                    case NEW, RUNNABLE, TIMED_WAITING -> true;
                    case BLOCKED, WAITING, TERMINATED -> false;
                };
    }

    private static Standing standing(Standing.State state, List<String> ports, Stream<Task> tasks) {
        return new Standing(
                state,
                ports,
                tasks.sorted(Comparator.comparingInt(task -> task.number))
                        .map(ThreadDump::of)
                        .toList());
    }
}
