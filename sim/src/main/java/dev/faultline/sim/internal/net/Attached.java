package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.disk.Storage;
import dev.faultline.sim.internal.kernel.Task;

/** A machine in a network: what the rooms above the network ask a thread's machine for. */
public interface Attached extends Storage {
    /** Returns its part of the network. */
    NetStack stack();

    /** Returns the machine of a thread. */
    static Attached of(Task task) {
        return (Attached) task.life.machine;
    }
}
