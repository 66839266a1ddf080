package dev.faultline.sim;

import java.util.concurrent.locks.LockSupport;

/** While it is open, a thread of the host's has garbage collected, again and again. */
final class BusyCollector implements AutoCloseable {
    private final Thread thread;

    BusyCollector() {
        thread = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
                // Else nobody else got to run.
                LockSupport.parkNanos(20_000_000);
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
