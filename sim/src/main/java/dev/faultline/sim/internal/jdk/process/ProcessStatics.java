package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.jdk.JdkStatics;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.Weaving;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a process has in those static fields of the JDK that are each process's own.
 *
 * <p>A class is initialised for a process as it is for a JVM: when one of its fields is first asked for, by one thread,
 * while others that ask wait.
 */
final class ProcessStatics {
    private static final Object NULL = new Object();

    private final @Nullable Object[] values = new Object[JdkStatics.count()];
    private final Map<String, Initialization> initializations = new HashMap<>();

    static ProcessStatics of(SimProcess process) {
        Object known = process.globals.statics;
        if (known == null) {
            known = new ProcessStatics();
            process.globals.statics = known;
        }
        return (ProcessStatics) known;
    }

    /** One class. */
    private static final class Initialization {
        final ReentrantLock lock = new ReentrantLock();
        boolean isDone;
    }

    /** Returns what the process has in the field; {@code ofJvm} is what the JVM has. */
    @Nullable
    Object get(int index, @Nullable Object ofJvm) {
        Object value = values[index];
        if (value == null) {
            value = first(JdkStatics.at(index), ofJvm);
        }
        return value == NULL ? null : value;
    }

    void put(int index, @Nullable Object value) {
        JdkStatics.Field field = JdkStatics.at(index);
        if (values[index] == null && field.start() == JdkStatics.Start.OWN) {
            initialize(field.owner());
        }
        values[index] = value == null ? NULL : value;
    }

    private @Nullable Object first(JdkStatics.Field field, @Nullable Object ofJvm) {
        switch (field.start()) {
            case SAME -> {
                return ofJvm;
            }
            case COPY -> values[field.index()] = ofJvm == null ? NULL : copy(ofJvm);
            case OWN -> initialize(field.owner());
        }
        Object value = values[field.index()];
        return value == null ? field.zero() : value; // zero in the middle of the initialisation
    }

    /** Copies a collection, and the collections that a map has as values. */
    private static Object copy(Object ofJvm) {
        return switch (ofJvm) {
            case Hashtable<?, ?> table -> table.clone();
            case HashMap<?, ?> map -> copyInto(new HashMap<>(), map);
            case ArrayList<?> list -> list.clone();
            case ConcurrentHashMap<?, ?> map -> copyInto(new ConcurrentHashMap<>(), map);
            case CopyOnWriteArrayList<?> list -> list.clone();
            case Object[] array -> array.clone();
            default -> throw new IllegalStateException("what is to be copied is a " + ofJvm.getClass());
        };
    }

    private static Map<Object, Object> copyInto(Map<Object, Object> copy, Map<?, ?> ofJvm) {
        ofJvm.forEach((key, value) -> copy.put(key, value instanceof ArrayList<?> list ? list.clone() : value));
        return copy;
    }

    private void initialize(String owner) {
        Initialization one = initializations.computeIfAbsent(owner, _ -> new Initialization());
        if (one.isDone) {
            return;
        }
        one.lock.lock();
        try {
            if (!one.isDone && one.lock.getHoldCount() == 1) {
                Weaving.installed().initializerOf(owner).run();
                for (JdkStatics.Field field : JdkStatics.of(owner)) {
                    Object zero = field.zero();
                    if (values[field.index()] == null && field.start() == JdkStatics.Start.OWN) {
                        values[field.index()] = zero == null ? NULL : zero;
                    }
                }
                one.isDone = true;
            }
        } finally {
            one.lock.unlock();
        }
    }
}
