package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.HostClasses;
import dev.faultline.sim.internal.vm.Vm;
import java.util.Arrays;
import jdk.internal.misc.VM;

/**
 * What a program sees of a stack: its own frames and those of the JDK, as if no machine were between them. So what it prints
 * of an exception says what it does on the JDK, and does not depend on where this code stands. Public for woven code and for
 * the hooks that show stacks.
 *
 * <p>Those who work on the machine see all frames with {@code -Dfaultline.frames=all}; what a program prints is part of its
 * run, so that has another fingerprint.
 */
public final class ProgramStack {
    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";
    private static final boolean ALL = "all".equals(VM.getSavedProperty("faultline.frames"));

    /** How the JDK marks frames of its application class loader: they are printed without the loader's name. */
    private static final byte BUILTIN_CLASS_LOADER = 1;

    private static final long FORMAT = Vm.UNSAFE.objectFieldOffset(StackTraceElement.class, "format");

    private ProgramStack() {}

    /** {@code StackTraceElement.of}: what a simulated thread is told of a stack, its own or another one's. */
    public static StackTraceElement[] told(StackTraceElement[] stack, StackTraceElement[] same) {
        for (StackTraceElement frame : stack) {
            told(frame);
        }
        return Task.current() == null ? stack : shown(stack);
    }

    /** {@code StackTraceElement.of} for a frame of a walk. */
    public static StackTraceElement toldOfFrame(StackTraceElement frame, Object info) {
        told(frame);
        return frame;
    }

    private static void told(StackTraceElement frame) {
        if (NodeLoader.NAME.equals(frame.getClassLoaderName())) {
            byte format = Vm.UNSAFE.getByte(frame, FORMAT);
            Vm.UNSAFE.putByte(frame, FORMAT, (byte) (format | BUILTIN_CLASS_LOADER));
        }
    }

    /** {@code StackStreamFactory.isReflectionFrame}: what a walker leaves out, unless it is asked for those frames, too. */
    public static boolean isLeftOut(boolean reflection, Class<?> type) {
        Task task = ALL || reflection || type.getClassLoader() != null ? null : Task.current();
        return reflection
                || (task != null
                        && (HostClasses.isOfSimulator(type.getName())
                                || (type.getName().equals(VIRTUAL_THREAD) && !task.application.isVirtual())));
    }

    /** Returns the frames that a program sees; the array itself if that is all of them. */
    public static StackTraceElement[] shown(StackTraceElement[] stack) {
        int[] places = places(stack);
        if (places.length == stack.length) {
            return stack;
        }
        return Arrays.stream(places).mapToObj(place -> stack[place]).toArray(StackTraceElement[]::new);
    }

    /** Returns where in the stack, 0 at its top, the frames are that a program sees. */
    static int[] places(StackTraceElement[] stack) {
        int[] places = new int[stack.length];
        int count = 0;
        for (int place = 0; place < stack.length; place++) {
            StackTraceElement frame = stack[place];
            if (ALL || !isOfMachine(frame)) {
                places[count++] = place;
            } else if (isCalling(frame, ProgramThreads.class, "runBody")) {
                break; // on the JDK this is where a thread begins
            } else if (isCalling(frame, MainMethod.class, "invoke")) {
                while (count > 0 && isReflection(stack[places[count - 1]])) {
                    count--;
                }
                break; // the JDK calls main from native code
            }
        }
        return Arrays.copyOf(places, count);
    }

    private static boolean isOfMachine(StackTraceElement frame) {
        // A program's own class of such a name is not on the boot class path.
        return HostClasses.isOfSimulator(frame.getClassName()) && frame.getClassLoaderName() == null;
    }

    private static boolean isCalling(StackTraceElement frame, Class<?> type, String method) {
        return frame.getMethodName().equals(method) && frame.getClassName().equals(type.getName());
    }

    private static boolean isReflection(StackTraceElement frame) {
        return frame.getClassName().startsWith("jdk.internal.reflect.")
                || frame.getClassName().equals("java.lang.reflect.Method");
    }
}
