package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** What the JDK does and the simulator refuses: it says so, and lists it. */
final class RefusedCases {
    private RefusedCases() {}

    static List<Case> cases() {
        return List.of(
                Case.refused("processes", "a program of the host is run and its output read", () -> {
                    Process process = new ProcessBuilder("/bin/echo", "hello").start();
                    equal(new String(process.getInputStream().readAllBytes()), "hello\n");
                }),
                Case.refused("native code", "a function of the C library is called", RefusedCases::callFunction));
    }

    @SuppressWarnings("restricted") // to be refused is what it is for
    private static void callFunction() throws Exception {
        Linker linker = Linker.nativeLinker();
        var absolute = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("abs"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            equal((int) absolute.invokeExact(-3), 3);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
