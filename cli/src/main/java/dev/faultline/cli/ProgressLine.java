package dev.faultline.cli;

import dev.faultline.experiment.RunProgress;
import dev.faultline.journal.Amount;
import java.util.Locale;

/** Shows on a terminal how far a run has come, twice a second, by a thread of its own; elsewhere nothing. */
final class ProgressLine implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 500;

    private final Terminal terminal;
    private final Thread thread;

    ProgressLine(Terminal terminal, String what, RunProgress progress) {
        this.terminal = terminal;
        long start = System.nanoTime();
        thread = Thread.ofPlatform().daemon().name("faultline-progress").unstarted(() -> {
            try {
                while (true) {
                    Thread.sleep(INTERVAL_MILLIS);
                    terminal.progress(String.format(
                            Locale.ROOT,
                            "%s: %.1f virtual s, %s, %.0f s",
                            what,
                            progress.virtualNanos() / 1e9,
                            Amount.of(progress.operations(), "operation"),
                            (System.nanoTime() - start) / 1e9));
                }
            } catch (InterruptedException e) {
                // The run is over.
            }
        });
        if (terminal.isLive()) {
            thread.start();
        }
    }

    @Override
    public void close() {
        if (thread.isAlive()) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        terminal.endProgress();
    }
}
