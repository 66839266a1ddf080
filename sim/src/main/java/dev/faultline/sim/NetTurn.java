package dev.faultline.sim;

/**
 * Lets one simulated thread at a time into an operation that may wait half-way, such as writing a large array: others
 * queue up behind it, as behind the lock of a real socket.
 */
final class NetTurn {
    private final WaitQueue queue = new WaitQueue();
    private boolean taken;

    void take(Task task) {
        while (taken) {
            queue.await(task, WaitQueue.NEVER);
        }
        taken = true;
    }

    void giveBack() {
        taken = false;
        queue.wakeAll();
    }
}
