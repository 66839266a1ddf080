package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads on which asynchronous file channels work. The JDK has one pool of them in a JVM; each process gets its own.
 * Public only to be called by the JDK.
 */
public final class NioAsynchronousHooks {
    private static final String POOL = "pool of asynchronous file channels";

    private NioAsynchronousHooks() {}

    /** In place of the JVM's own pool. */
    public static ExecutorService pool(ExecutorService ofJvm) {
        Task task = FileHost.simulated();
        return task == null
                ? ofJvm
                : (ExecutorService) SimProcess.of(task).globals.single(POOL, NioAsynchronousHooks::newPool);
    }

    private static ExecutorService newPool() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
    }
}
