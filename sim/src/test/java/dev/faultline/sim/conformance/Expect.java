package dev.faultline.sim.conformance;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What the bodies of cases are written with. Small, because it runs inside of simulated nodes too. */
final class Expect {
    private static final long SOON_MILLIS = 100;

    /** After how long something happens soon: when the case waits for it, if the machine is not busy. */
    private static volatile long soonMillis = SOON_MILLIS;

    /** Lets soon be so many times as late as usual. */
    static void allowTime(long times) {
        soonMillis = times * SOON_MILLIS;
    }

    private Expect() {}

    /** Fails unless the two are equal. */
    static void equal(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError("expected " + expected + " but was " + actual);
        }
    }

    static void isTrue(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("not so: " + what);
        }
    }

    /** Fails unless the program throws an exception of just this type; returns its message. */
    static String thrown(Class<? extends Throwable> type, Case.Body program) {
        try {
            program.run();
        } catch (Throwable e) {
            if (e.getClass() == type) {
                return String.valueOf(e.getMessage());
            }
            throw new AssertionError("expected " + type.getName() + " but " + e + " was thrown", e);
        }
        throw new AssertionError("expected " + type.getName() + " but nothing was thrown");
    }

    /** Something that goes on in a thread of its own. */
    static final class Meanwhile<T> {
        private final FutureTask<T> task;
        private final Thread thread;

        private Meanwhile(Callable<T> program) {
            task = new FutureTask<>(program);
            thread = new Thread(task, "meanwhile");
            thread.setDaemon(true);
            thread.start();
        }

        Thread thread() {
            return thread;
        }

        /** Waits for the end; throws what the program has thrown. */
        T result() throws Exception {
            try {
                return task.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }

    static <T> Meanwhile<T> meanwhile(Callable<T> program) {
        return new Meanwhile<>(program);
    }

    /** Runs the program in a thread of its own, a little later: when whoever called this has had time to block. */
    static Meanwhile<Void> soon(Case.Body program) {
        return new Meanwhile<>(() -> {
            Thread.sleep(soonMillis);
            program.run();
            return null;
        });
    }
}
