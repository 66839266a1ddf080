package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.UnmodelledUse;
import java.util.Map;

/** Programs of the host that are not started, and whose callers are known to get along without. */
public final class KnownPrograms {
    private static final Map<String, String> REASONS = Map.of(
            "/sbin/ldconfig", "JNA asks it for the folders of libraries, and takes the usual ones without it",
            "setsid", "Hadoop looks whether it is there, for programs that it may start",
            "getconf", "Spark asks it for the size of a page, and measures less without it");

    private KnownPrograms() {}

    /** Takes note that the task could not start the program. */
    public static void report(Task task, String program) {
        String reason = REASONS.getOrDefault(program, "");
        Unmodelled.reportProgram(
                task,
                reason.isEmpty() ? UnmodelledUse.Kind.PROCESS : UnmodelledUse.Kind.KNOWN_PROGRAM,
                program,
                reason);
    }
}
