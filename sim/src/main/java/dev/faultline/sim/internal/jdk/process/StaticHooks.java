package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.jdk.JdkStatics;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Member;
import org.jspecify.annotations.Nullable;

/**
 * What code of the JDK calls around each static field of which every process has its own. What runs outside of the
 * simulation, and what the JDK sets up for the whole JVM, has the JVM's. Public only for woven code.
 */
public final class StaticHooks {
    private static final MethodHandle GET;
    private static final MethodHandle PUT;
    private static final MethodHandle IS_OF_PROCESS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            GET = lookup.findStatic(
                    StaticHooks.class, "get", MethodType.methodType(Object.class, Object.class, int.class));
            PUT = lookup.findStatic(
                    StaticHooks.class, "putOwn", MethodType.methodType(void.class, Object.class, int.class));
            IS_OF_PROCESS = lookup.findStatic(StaticHooks.class, "isOfProcess", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private StaticHooks() {}

    private static @Nullable SimProcess process() {
        Task task = Task.current();
        return task == null || task.setsUpJvm ? null : SimProcess.of(task);
    }

    /** Whether what is asked for is a process's own. */
    public static boolean isOfProcess() {
        return process() != null;
    }

    /** What code reads from the field at this place of the list, where the JVM has {@code ofJvm}. */
    public static @Nullable Object get(@Nullable Object ofJvm, int index) {
        SimProcess process = process();
        return process == null ? ofJvm : ProcessStatics.of(process).get(index, ofJvm);
    }

    /** Before code writes to the field: returns what it is to write, which leaves the JVM's as it is for a process. */
    public static @Nullable Object put(@Nullable Object value, @Nullable Object ofJvm, int index) {
        SimProcess process = process();
        if (process == null) {
            return value;
        }
        ProcessStatics.of(process).put(index, value);
        return ofJvm;
    }

    /** Writes to the process's own. */
    static void putOwn(@Nullable Object value, int index) {
        SimProcess process = process();
        if (process == null) {
            throw new IllegalStateException("not a thread of a process");
        }
        ProcessStatics.of(process).put(index, value);
    }

    /** Returns a handle in the place of that which reads or writes the member, if each process has its own of it. */
    public static MethodHandle handle(MethodHandle found, Member member) {
        for (JdkStatics.Field field :
                JdkStatics.of(member.getDeclaringClass().getName().replace('.', '/'))) {
            if (field.name().equals(member.getName())) {
                return found.type().parameterCount() == 0 ? reading(found, field) : writing(found, field);
            }
        }
        return found;
    }

    private static MethodHandle reading(MethodHandle found, JdkStatics.Field field) {
        Class<?> type = found.type().returnType();
        return MethodHandles.filterReturnValue(
                found, MethodHandles.insertArguments(GET, 1, field.index()).asType(MethodType.methodType(type, type)));
    }

    private static MethodHandle writing(MethodHandle found, JdkStatics.Field field) {
        return MethodHandles.guardWithTest(
                IS_OF_PROCESS,
                MethodHandles.insertArguments(PUT, 1, field.index()).asType(found.type()),
                found);
    }
}
