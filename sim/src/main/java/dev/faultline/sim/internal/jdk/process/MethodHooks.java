package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.code.MethodCalls;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import org.jspecify.annotations.Nullable;

/** What methods with a probe call. Public only for woven code. */
public final class MethodHooks {
    private MethodHooks() {}

    /** At the start of a method: returns what it is to return instead, to be unwrapped by {@link #value}; null if it goes on. */
    public static @Nullable Object entered(@Nullable Class<?> owner, String key) {
        Task task = Task.current();
        return task == null ? null : SimProcess.of(task).node.methods().entered(task, owner, key);
    }

    /** At the start of an initialiser, which has no result. */
    public static void begun(@Nullable Class<?> owner, String key) {
        Object _ = entered(owner, key);
    }

    /** Before a method returns. */
    public static void left(String key) {
        Task task = Task.current();
        if (task != null) {
            SimProcess.of(task).node.methods().left(task, key);
        }
    }

    /** Before a constructor returns. */
    public static void made(Object object, String key) {
        Task task = Task.current();
        if (task != null) {
            SimProcess.of(task).node.methods().made(task, object, key);
        }
    }

    public static @Nullable Object value(Object wrapped) {
        return wrapped == MethodCalls.NULL ? null : wrapped;
    }
}
