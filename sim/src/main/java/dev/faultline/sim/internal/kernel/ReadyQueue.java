package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Strategy;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tasks that can run. Taking one moves the last into its place, so every operation but a kill is O(1). */
public final class ReadyQueue implements Strategy.Ready {
    private @Nullable Task[] tasks = new @Nullable Task[64];
    private int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    public int thread(int index) {
        return at(index).number;
    }

    @Override
    public int node(int index) {
        return at(index).life.machine.number();
    }

    private Task at(int index) {
        return Objects.requireNonNull(tasks[index]);
    }

    public void add(Task task) {
        if (size == tasks.length) {
            tasks = Arrays.copyOf(tasks, size * 2);
        }
        tasks[size++] = task;
        task.queued = true;
    }

    Task take(int index) {
        Task task = at(index);
        tasks[index] = tasks[--size];
        tasks[size] = null;
        task.queued = false;
        return task;
    }

    /** Takes out the tasks of a life, in order. */
    public void removeAllOf(Life life, Consumer<Task> taken) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Task task = at(i);
            if (task.life == life) {
                task.queued = false;
                taken.accept(task);
            } else {
                tasks[kept++] = task;
            }
        }
        Arrays.fill(tasks, kept, size, null);
        size = kept;
    }
}
