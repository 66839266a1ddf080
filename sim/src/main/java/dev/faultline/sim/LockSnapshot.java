package dev.faultline.sim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What monitors a virtual thread has and which it waits for, as the JVM tells it for thread dumps.
 *
 * @param blockedOn the monitor that it waits to enter; null if it does not
 * @param monitors those that it is in
 */
record LockSnapshot(@Nullable Object blockedOn, List<Object> monitors) {
    private static final MethodHandle OF;
    private static final MethodHandle STACK;
    private static final MethodHandle STATE;
    private static final MethodHandle BLOCKED_ON;
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
            OWNED_AT = virtual(lookup, snapshot, "ownedMonitorsAt", MethodType.methodType(Stream.class, int.class));
            OWNER = MethodHandles.privateLookupIn(AbstractOwnableSynchronizer.class, MethodHandles.lookup())
                    .findVarHandle(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Copies the list. */
    LockSnapshot {
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
                return new LockSnapshot(null, List.of());
            }
            Object blockedOn = (Thread.State) STATE.invokeExact(snapshot) == Thread.State.BLOCKED
                    ? (Object) BLOCKED_ON.invokeExact(snapshot)
                    : null;
            int depth = ((StackTraceElement[]) STACK.invokeExact(snapshot)).length;
            Stream<Object> monitors = Stream.empty();
            for (int at = 0; at < depth; at++) {
                monitors = Stream.concat(monitors, (Stream<?>) OWNED_AT.invokeExact(snapshot, at));
            }
            return new LockSnapshot(blockedOn, monitors.filter(Objects::nonNull).toList());
        } catch (Throwable e) {
            throw new IllegalStateException("the JVM does not tell what thread " + virtual + " has locked", e);
        }
    }

    static @Nullable Thread ownerOf(AbstractOwnableSynchronizer lock) {
        return (Thread) OWNER.get(lock);
    }
}
