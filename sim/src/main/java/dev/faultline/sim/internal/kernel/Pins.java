package dev.faultline.sim.internal.kernel;

/** What may bind a thread to its carrier: a native frame of the VM, which calls initialisers and class loaders of programs. */
public final class Pins {
    /** How many static initialisers and class loaders of applications are at work, in all threads of the run. */
    public static int open;

    private Pins() {}

    /** Returns whether there may be a native frame on the thread's stack. */
    public static boolean mayBePinned(Task task) {
        return task.initializers > 0 || task.loads > 0;
    }

    /** At the start of a static initialiser. */
    public static void enterInitializer(Task task) {
        task.initializers++;
        open++;
    }

    /** At its end. */
    public static void leaveInitializer(Task task) {
        task.initializers--;
        open--;
    }

    /** At the start of a class loader's work, for which the VM may have called. */
    public static void enterLoader(Task task) {
        task.loads++;
        open++;
    }

    /** At its end. */
    public static void leaveLoader(Task task) {
        task.loads--;
        open--;
    }

    /** Takes note that a task will never leave the initialisers and class loaders that it is in. */
    static void forget(Task task) {
        open -= task.initializers + task.loads;
        task.initializers = 0;
        task.loads = 0;
    }
}
