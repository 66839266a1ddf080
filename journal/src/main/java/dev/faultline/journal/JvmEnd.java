package dev.faultline.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What must still be done when this JVM is ended from outside, by Ctrl-C or by a signal, in the middle of something:
 * nothing half written and no folder of scratch may stay behind. A JVM that is killed outright does none of it; what it
 * leaves, the next one clears, see {@link OwnedFolder}.
 *
 * <p>Safe for use by any thread.
 */
public final class JvmEnd {
    /** A disk that is stuck must not keep the JVM from ending. */
    private static final int MOST_MILLIS_TO_WAIT = 2_000;

    private static final AtomicInteger MAKING = new AtomicInteger();
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
        awaitMakers();
        PrintStream console = System.err;
        // Libraries still at work print the stacks of what fails as their files go: that is no news.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        attempt(first, console);
        DUTIES.forEach(duty -> attempt(duty, console));
    }

    private static void awaitMakers() {
        try {
            for (int waited = 0; MAKING.get() > 0 && waited < MOST_MILLIS_TO_WAIT; waited++) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then the duties are done at once
        }
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

    /** Makes or moves files. */
    @FunctionalInterface
    public interface Making<T> {
        /** Does it, in short time. */
        T make() throws IOException;
    }

    /**
     * Makes or moves files in folders that are deleted if the JVM is ended. The end waits for what has begun, and nothing
     * begins any more once it has: then this does not return, for what is made later would stay.
     *
     * @throws IOException what the making throws
     */
    public static <T> T make(Making<T> making) throws IOException {
        MAKING.incrementAndGet();
        try {
            if (!begun) {
                return making.make();
            }
        } finally {
            MAKING.decrementAndGet();
        }
        holdIfBegun();
        throw new IllegalStateException("the JVM is being ended");
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
