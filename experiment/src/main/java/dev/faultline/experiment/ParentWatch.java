package dev.faultline.experiment;

import java.time.Duration;

/**
 * Ends this JVM when the process that started it is gone. A thread of the host looks for it a few times a second: a
 * process whose parent has ended gets another one. It needs nothing of the thread that runs the simulation, which may be
 * busy for long, and shapes nothing in it.
 */
final class ParentWatch {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    /** How long an orderly end may take, in which what is half written is deleted. */
    private static final Duration GRACE = Duration.ofMillis(600);

    private ParentWatch() {}

    /** Begins to watch. */
    static void begin(long parent) {
        Thread.ofPlatform().daemon().name("faultline-parent-watch").start(() -> {
            while (isParent(parent)) {
                pause(INTERVAL);
            }
            end();
        });
    }

    private static boolean isParent(long number) {
        return ProcessHandle.current()
                .parent()
                .map(parent -> parent.pid() == number)
                .orElse(false);
    }

    /** Ends this JVM at once: nobody wants its answers any more. */
    static void end() {
        Thread.ofPlatform().daemon().name("faultline-end-at-last").start(() -> {
            pause(GRACE);
            Runtime.getRuntime().halt(0);
        });
        System.exit(0);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
