package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.internal.vm.HostClasses;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the application stands that the running thread carries out.
 *
 * @param call the method of the JDK that the application called; empty if it called the simulator itself
 * @param place the innermost frame of the application; empty if there is none
 */
record CallSite(String call, String place) {
    private static final StackWalker WALKER =
            StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE));

    /** Looks at the stack of the running thread. What the look costs the JDK once per JVM does not show in the run. */
    static CallSite ofCaller() {
        Object streams = OncePerJvm.enter();
        try {
            return WALKER.walk(CallSite::find);
        } finally {
            OncePerJvm.leave(streams);
        }
    }

    private static CallSite find(Stream<StackFrame> frames) {
        String call = "";
        for (Iterator<StackFrame> all = frames.iterator(); all.hasNext(); ) {
            StackFrame frame = all.next();
            Class<?> type = frame.getDeclaringClass();
            if (isOfApplication(type)) {
                return new CallSite(
                        call,
                        type.getName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                                + frame.getLineNumber() + ")");
            }
            if (!HostClasses.isOfSimulator(type.getName())) {
                call = type.getName() + "." + frame.getMethodName();
            }
        }
        return new CallSite(call, "");
    }

    /** Returns whether neither the boot loader, where also the simulator is, nor the JDK's other one has defined it. */
    static boolean isOfApplication(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && loader != ClassLoader.getPlatformClassLoader();
    }
}
