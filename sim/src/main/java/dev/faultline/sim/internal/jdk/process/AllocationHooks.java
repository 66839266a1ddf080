package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.kernel.Allowance;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.ObjectSizes;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * What code calls whose allocations are counted, before each of an array and just after each of an object. What cannot be made, as
 * its length is negative, is left to the JVM. Public only for woven code.
 */
public final class AllocationHooks {
    private AllocationHooks() {}

    public static void madeObject(int bytes) {
        allocate(bytes);
    }

    public static void makesArray(int length, int elementBytes) {
        allocate(ObjectSizes.ofArray(length, elementBytes));
    }

    /** The innermost of arrays of arrays: returns what one takes. */
    public static long innermost(int length, int elementBytes) {
        return ObjectSizes.ofArray(length, elementBytes);
    }

    /** Those around: returns what one takes with all in it. */
    public static long around(long bytesOfEach, int length) {
        return ObjectSizes.ofArrays(bytesOfEach, length);
    }

    public static void makesArrays(long bytes) {
        allocate(bytes);
    }

    /** {@code clone()} of an array. */
    public static void clones(@Nullable Object array) {
        if (array != null) {
            String type = array.getClass().componentType().descriptorString();
            allocate(ObjectSizes.ofArray(Array.getLength(array), ObjectSizes.elementBytes(type)));
        }
    }

    /** {@code Arrays.copyOfRange}. */
    public static void copiesRange(int from, int to, int elementBytes) {
        allocate(ObjectSizes.ofArray(Math.clamp((long) to - from, -1, Integer.MAX_VALUE), elementBytes));
    }

    private static void allocate(long bytes) {
        Task task = Task.current();
        // What is done once for all nodes of a JVM counts for none.
        if (bytes < 0 || task == null || task.setsUpJvm) {
            return;
        }
        Allowance allowance = task.life.machine.allowance();
        if (!allowance.mayAllocate(bytes)) {
            OutOfMemoryError error = new OutOfMemoryError("Java heap space");
            allowance.refuseAllocation(bytes, () -> placeOf(error));
            throw error;
        }
    }

    private static String placeOf(OutOfMemoryError error) {
        StackTraceElement[] stack = error.getStackTrace();
        if (stack.length == 0) {
            return "an unknown place";
        }
        String file = stack[0].getFileName();
        return stack[0].getClassName() + "." + stack[0].getMethodName() + "("
                + (file == null ? "Unknown Source" : file + ":" + stack[0].getLineNumber()) + ")";
    }
}
