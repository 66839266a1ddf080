package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;

/**
 * Lets one simulated thread at a time into an operation that may wait half-way, such as writing a large array: others
 * queue up behind it, as behind the lock of a real socket.
 */
public final class NetTurn {
    private final WaitQueue queue = new WaitQueue();
    private boolean taken;

    public void take(Task task) {
        while (taken) {
            queue.await(task, WaitQueue.NEVER);
        }
        taken = true;
    }

    public void giveBack() {
        taken = false;
        queue.wakeAll();
    }
}
