package dev.faultline.sim.internal.jdk.nativecode;

import dev.faultline.sim.internal.kernel.ClassDefiner;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;

/**
 * Functions that native code of a process calls in the place of those of the C library, and that answer as {@link
 * NativeAnswers} does. All take four words and return one: by the calling conventions of Linux, one that is given fewer
 * integers or pointers finds anything in the others, and whoever wants an {@code int} takes a part of the result.
 */
final class NativeStubs {
    private static final FunctionDescriptor WORDS = FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);
    private static final MethodHandle ANSWER = handle();

    private final Arena arena = Arena.ofAuto();
    private final Map<String, MemorySegment> stubs = new HashMap<>();

    private NativeStubs() {}

    private static MethodHandle handle() {
        try {
            Class<?>[] words = {String.class, long.class, long.class, long.class, long.class};
            return MethodHandles.lookup()
                    .findStatic(NativeStubs.class, "call", MethodType.methodType(long.class, words));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static NativeStubs of(SimProcess process) {
        return (NativeStubs) process.globals.single("native stubs", NativeStubs::new);
    }

    /** Returns the address of a function that answers so. */
    long addressOf(String answer) {
        MemorySegment known = stubs.get(answer);
        if (known == null) {
            // The JDK may generate code for it: see ClassDefiner.
            Class<?> _ = ClassDefiner.define(() -> {
                stubs.put(answer, make(answer));
                return NativeStubs.class;
            });
            return addressOf(answer);
        }
        return known.address();
    }

    @SuppressWarnings("restricted") // it is called with what the C library's function would be called with
    private MemorySegment make(String answer) {
        return Linker.nativeLinker().upcallStub(ANSWER.bindTo(answer), WORDS, arena);
    }

    /** Nothing may be thrown into native code: it would end the JVM. */
    static long call(String answer, long first, long second, long third, long fourth) {
        Task task = Task.current();
        try {
            return task == null ? -1 : NativeAnswers.answer(answer, task, new Object[] {first, second, third, fourth});
        } catch (RuntimeException | Error e) {
            return -1;
        }
    }
}
