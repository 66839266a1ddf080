package dev.faultline.sim.internal.machine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What monitors a virtual thread has and which it waits for, as the JVM tells it for thread dumps.
 *
 * @param blockedOn the monitor that it waits to enter; null if it does not
 * @param waitsOn the object that it waits for a notice of; null if it does not
 * @param monitors those that its program's and the JDK's frames are in, the last entered first
 */
public record LockSnapshot(
        @Nullable Object blockedOn, @Nullable Object waitsOn, List<Held> monitors) {
    /**
     * A monitor that the thread is in.
     *
     * @param depth of the frame that has entered it; 0 is the top of the stack that a program sees
     */
    public record Held(Object monitor, int depth) {}

    private static final MethodHandle OF;
    private static final MethodHandle STACK;
    private static final MethodHandle STATE;
    private static final MethodHandle BLOCKED_ON;
    private static final MethodHandle WAITING_ON;
    private static final MethodHandle OWNED_AT;
    private static final VarHandle OWNER;

    static {
        try {
            Class<?> snapshot = Class.forName("jdk.internal.vm.ThreadSnapshot");
            var lookup = MethodHandles.privateLookupIn(snapshot, MethodHandles.lookup());
            OF = lookup.findStatic(snapshot, "of", MethodType.methodType(snapshot, Thread.class))
                    .asType(MethodType.methodType(Object.class, Thread.class));
            STACK = virtual(lookup, snapshot, "stackTrace", MethodType.methodType(StackTraceElement[].class));
            STATE = virtual(lookup, snapshot, "threadState", MethodType.methodType(Thread.State.class));
            BLOCKED_ON = virtual(lookup, snapshot, "blockedOn", MethodType.methodType(Object.class));
            WAITING_ON = virtual(lookup, snapshot, "waitingOn", MethodType.methodType(Object.class));
            OWNED_AT = virtual(lookup, snapshot, "ownedMonitorsAt", MethodType.methodType(Stream.class, int.class));
            OWNER = MethodHandles.privateLookupIn(AbstractOwnableSynchronizer.class, MethodHandles.lookup())
                    .findVarHandle(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Copies the list. */
    public LockSnapshot {
        monitors = List.copyOf(monitors);
    }

    private static MethodHandle virtual(MethodHandles.Lookup lookup, Class<?> snapshot, String method, MethodType type)
            throws ReflectiveOperationException {
        MethodHandle found = lookup.findVirtual(snapshot, method, type);
        return found.asType(found.type().changeParameterType(0, Object.class));
    }

    static LockSnapshot of(Thread virtual) {
        try {
            Object snapshot = (Object) OF.invokeExact(virtual);
            if (snapshot == null) {
                return new LockSnapshot(null, null, List.of());
            }
            Thread.State state = (Thread.State) STATE.invokeExact(snapshot);
            Object blockedOn = null;
            Object waitsOn = null;
            if (state == Thread.State.BLOCKED) {
                blockedOn = (Object) BLOCKED_ON.invokeExact(snapshot);
            } else if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
                waitsOn = (Object) WAITING_ON.invokeExact(snapshot);
            }
            int[] places = ProgramStack.places((StackTraceElement[]) STACK.invokeExact(snapshot));
            List<Held> monitors = new ArrayList<>();
            for (int depth = 0; depth < places.length; depth++) {
                for (Object monitor : ((Stream<?>) OWNED_AT.invokeExact(snapshot, places[depth]))
                        .filter(Objects::nonNull)
                        .toList()) {
                    monitors.add(new Held(monitor, depth));
                }
            }
            return new LockSnapshot(blockedOn, waitsOn, monitors);
        } catch (Throwable e) {
            throw new IllegalStateException("the JVM does not tell what thread " + virtual + " has locked", e);
        }
    }

    static @Nullable Thread ownerOf(AbstractOwnableSynchronizer lock) {
        return (Thread) OWNER.get(lock);
    }
}
