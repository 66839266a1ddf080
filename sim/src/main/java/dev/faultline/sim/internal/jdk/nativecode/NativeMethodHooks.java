package dev.faultline.sim.internal.jdk.nativecode;

import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.Unmodelled;

/** What code of the JDK calls before a native method that is refused. Public only for that. */
public final class NativeMethodHooks {
    private NativeMethodHooks() {}

    /**
     * Refuses, where a process calls.
     *
     * @throws UnsupportedOperationException in a simulated thread, unless the JDK sets up something for the whole JVM
     */
    public static void refuse(String method) {
        Task task = Task.current();
        if (task != null && !task.setsUpJvm) {
            Unmodelled.report(task, UnmodelledUse.Kind.NATIVE_METHOD, "native method " + method);
            throw new UnsupportedOperationException("native method " + method
                    + " of the JDK is not let into the simulation: what it does to the host could not be controlled");
        }
    }
}
