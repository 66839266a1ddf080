package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.internal.vm.Unchecked;
import dev.faultline.sim.internal.vm.Vm;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Defines classes on a platform thread, in the name of a simulated one.
 *
 * <p>While an agent is there, a virtual thread that defines a class gets a state of its own in the VM's tool interface,
 * which keeps the thread alive until it ends. A killed thread never ends, so it and its whole process would never become
 * garbage. And what a class loader does on the way, such as to read files, a thread that was interrupted could not.
 */
public final class ClassDefiner {
    private static final ClassDefiner INSTANCE = new ClassDefiner();

    private final Thread thread;
    private volatile @Nullable Supplier<Class<?>> order;
    /** The carrier of the simulated thread that waits; null if another thread does. */
    private @Nullable Thread waiter;

    private @Nullable Class<?> result;
    private @Nullable Throwable failure;

    private ClassDefiner() {
        thread = new Thread(this::serve);
        thread.setName("faultline-class-definer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes the thread start, which must not happen first in a simulated thread. */
    public static void prepare() {
        Vm.UNSAFE.ensureClassInitialized(ClassDefiner.class);
    }

    /** Carries out the order on the platform thread; the carrier waits for it and does nothing else. */
    public static Class<?> define(Supplier<Class<?>> order) {
        return INSTANCE.await(order);
    }

    private Class<?> await(Supplier<Class<?>> next) {
        result = null;
        failure = null;
        Task task = Task.current();
        waiter = task == null ? null : task.scheduler.seats.holder().thread;
        order = next;
        LockSupport.unpark(thread);
        while (order != null) {
            if (waiter == null) {
                Thread.onSpinWait();
            } else {
                Vm.UNSAFE.park(false, 0); // LockSupport would give up the simulated thread's turn
            }
        }
        if (failure != null) {
            Unchecked.throwUnchecked(failure);
        }
        Class<?> defined = result;
        if (defined == null) {
            throw new IllegalStateException("no class was defined");
        }
        return defined;
    }

    private void serve() {
        while (true) {
            Supplier<Class<?>> next = order;
            if (next == null) {
                LockSupport.park(this);
                continue;
            }
            try {
                result = next.get();
            } catch (Throwable thrown) {
                failure = thrown;
            }
            Thread waiting = waiter;
            order = null;
            if (waiting != null) {
                Vm.UNSAFE.unpark(waiting);
            }
        }
    }
}
