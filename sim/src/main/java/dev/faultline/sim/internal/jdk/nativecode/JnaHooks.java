package dev.faultline.sim.internal.jdk.nativecode;

import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.Unmodelled;
import dev.faultline.sim.internal.machine.SimProcess;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What code of JNA calls in the place of its own native methods that find functions. Its library is the real one, a copy
 * for each process; so what it calls, by {@link NativeFunctions}, is the function itself where that only computes, and an
 * answer of the node's. It is told that there are no others. Public only for woven code.
 */
public final class JnaHooks {
    /** Parts of the C library, which on Linux are one with it today, or come with it. */
    private static final Pattern PARTS = Pattern.compile("(.*/)?(lib)?(pthread|dl|rt)(\\.so(\\.[0-9]+)*)?");

    private static final long HANDLE = 1;

    private JnaHooks() {}

    /** {@code Native.open}: null is the program itself. */
    public static long open(@Nullable String library, int flags) {
        if (library != null
                && !LinkerHooks.C_LIBRARY.matcher(library).matches()
                && !PARTS.matcher(library).matches()) {
            LibraryHooks.refuse(library);
        }
        return HANDLE;
    }

    /** {@code Native.close}. */
    public static void close(long library) {
        // It was not opened.
    }

    /** {@code Native.findSymbol}. */
    public static long findSymbol(long library, String name) {
        Task task = Task.current();
        Optional<MemorySegment> ofHost = LinkerHooks.ofHost(name);
        if (task == null || ofHost.isEmpty()) {
            throw new UnsatisfiedLinkError("undefined symbol: " + name);
        }
        String answer = NativeFunctions.answerOf(name);
        if (answer.equals(NativeFunctions.REFUSED)) {
            Unmodelled.report(task, UnmodelledUse.Kind.NATIVE_FUNCTION, "native function " + name + ", by JNA");
            throw new UnsatisfiedLinkError("native function " + name + " is not let into the simulation");
        }
        return answer.equals(NativeFunctions.COMPUTES)
                ? ofHost.get().address()
                : NativeStubs.of(SimProcess.of(task)).addressOf(answer);
    }

    /** {@code Native.setProtected}, which would change how the host's JVM takes signals. */
    public static void setProtected(boolean isOn) {
        // Memory that is not there ends the JVM, as it does where JNA cannot protect.
    }
}
