package dev.faultline.journal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What must still be done when this JVM is ended from outside, by Ctrl-C or by a signal, in the middle of something:
 * nothing half written and no folder of scratch may stay behind. A JVM that is killed outright does none of it; what it
 * leaves, the next one clears, see {@link OwnedFolder}.
 *
 * <p>Safe for use by any thread.
 */
public final class JvmEnd {
    private static final Set<Runnable> DUTIES = ConcurrentHashMap.newKeySet();
    private static volatile Runnable first = () -> {};
    private static volatile boolean begun;

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("faultline-end").unstarted(JvmEnd::doDuties));
    }

    private JvmEnd() {}

    private static void doDuties() {
        begun = true;
        PrintStream console = System.err;
        // Libraries still at work print the stacks of what fails as their files go: that is no news.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        attempt(first, console);
        DUTIES.forEach(duty -> attempt(duty, console));
    }

    private static void attempt(Runnable duty, PrintStream console) {
        try {
            duty.run();
        } catch (RuntimeException e) {
            // The other duties are done all the same; nobody is left to be told.
            console.println("faultline: while ending: " + e.getMessage());
        }
    }

    /** Sets what is done before all else: to end those who might still write into what is deleted then. */
    public static void first(Runnable duty) {
        first = duty;
    }

    /** Adds what is to be done if the JVM ends before {@link #dismiss} is called for it. */
    static void add(Runnable duty) {
        DUTIES.add(duty);
    }

    static void dismiss(Runnable duty) {
        DUTIES.remove(duty);
    }

    /** Returns whether this JVM is being ended. */
    public static boolean hasBegun() {
        return begun;
    }

    /**
     * Stops the calling thread for good if this JVM is ending: what fails in it from now on, such as a process that got
     * the same signal, is no news, and an exit code of its own would hide that of the signal.
     */
    public static void holdIfBegun() {
        while (begun) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                // It still must not go on.
            }
        }
    }
}
