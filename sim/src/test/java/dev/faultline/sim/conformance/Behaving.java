package dev.faultline.sim.conformance;

import java.util.Objects;
import java.util.concurrent.Callable;

/** What the cases of threads are written with. They wait for milliseconds only, and take no time for too long. */
final class Behaving {
    private Behaving() {}

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    static void same(Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError("expected " + expected + ", was " + actual);
        }
    }

    static <T extends Throwable> T thrown(Class<T> type, Callable<?> action) {
        try {
            action.call();
        } catch (Throwable e) {
            if (type.isInstance(e)) {
                return type.cast(e);
            }
            throw new AssertionError("expected " + type.getName() + ", was " + e, e);
        }
        throw new AssertionError("expected " + type.getName() + ", nothing was thrown");
    }

    /** Starts a daemon thread; what its body throws is the caller's to find out by the effect. */
    static Thread start(Case.Body body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
        while (thread.getState() != state) {
            Thread.sleep(1);
        }
    }

    static long millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1_000_000;
    }
}
