package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Machine;
import dev.faultline.sim.internal.kernel.Task;

/** A machine with a disk: what the rooms above the disk ask a thread's machine for. */
public interface Storage extends Machine {
    /** Returns what its programs can do with its disk. */
    DiskCalls calls();

    /** Returns the class path as its programs see it. */
    Library library();

    /** Returns the machine of a thread. */
    static Storage of(Task task) {
        return (Storage) task.life.machine;
    }
}
