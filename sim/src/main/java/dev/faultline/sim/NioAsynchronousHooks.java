package dev.faultline.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads on which asynchronous file channels work. The JDK has one pool of them in a JVM; each process gets its own.
 * Public only to be called by the JDK.
 */
public final class NioAsynchronousHooks {
    private static final Map<SimProcess, ExecutorService> POOLS = new HashMap<>();

    private NioAsynchronousHooks() {}

    /** In place of the JVM's own pool. */
    public static ExecutorService pool(ExecutorService ofJvm) {
        Task task = FileHost.simulated();
        return task == null
                ? ofJvm
                : POOLS.computeIfAbsent(
                        task.process,
                        process -> Executors.newCachedThreadPool(work -> {
                            Thread thread = new Thread(work);
                            thread.setDaemon(true);
                            return thread;
                        }));
    }

    static void processEnded(SimProcess process) {
        POOLS.remove(process);
    }
}
