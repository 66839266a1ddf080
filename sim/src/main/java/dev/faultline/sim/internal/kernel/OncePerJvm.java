package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Rng;

/**
 * Keeps what the JDK does once per JVM from shifting a run.
 *
 * <p>A static initialiser of the JDK, or the linking of one of its lambdas, happens in whichever run comes first, and
 * may draw random numbers and identity hash codes. Such code is put into brackets: at its end, the streams of the thread
 * stand where they stood at its start, as if it had happened before the run. Public only for woven code.
 */
public final class OncePerJvm {
    private OncePerJvm() {}

    /** Returns what {@link #leave} needs; null outside a simulated thread. */
    public static Object enter() {
        Task task = Task.current();
        if (task == null) {
            return Outside.OUTSIDE;
        }
        Streams streams = task.scheduler.streams(task);
        task.setsUpJvm = true;
        return streams;
    }

    public static void leave(Object streams) {
        if (streams instanceof Streams saved) {
            saved.restore();
        }
    }

    private enum Outside {
        OUTSIDE
    }

    /** Where the streams of a thread stand, and whether it was in brackets before. */
    record Streams(Task task, boolean setsUpJvm, Rng random, long randomState, IdentityHash.State hashes) {
        static Streams of(Task task, long hashAddress) {
            Rng random = task.random();
            return new Streams(task, task.setsUpJvm, random, random.state(), IdentityHash.state(hashAddress));
        }

        void restore() {
            task.setsUpJvm = setsUpJvm;
            random.restore(randomState);
            hashes.restore();
        }
    }
}
