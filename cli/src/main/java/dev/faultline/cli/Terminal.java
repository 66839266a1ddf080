package dev.faultline.cli;

import java.io.Console;
import java.io.PrintStream;

/**
 * Standard error: messages, and progress. Where a person looks on, that is one line that is written over; in a log, a
 * line now and then.
 */
final class Terminal {
    private static final String ERASE = "\r\u001B[K";
    private static final long LOG_INTERVAL_NANOS = 30_000_000_000L;

    private final PrintStream error = System.err;
    private final boolean live = isWatched();

    private boolean lineOpen;
    private long loggedNanos = System.nanoTime();

    @SuppressWarnings("SystemConsoleNull") // it is null where standard input is not a terminal
    private static boolean isWatched() {
        Console console = System.console();
        return console != null
                && console.isTerminal()
                && System.getenv("CI") == null
                && System.getenv("NO_COLOR") == null;
    }

    /** Whether a person looks on. */
    boolean isLive() {
        return live;
    }

    /** Shows what is going on. */
    void progress(String line) {
        if (live) {
            error.print(ERASE + line);
            error.flush();
            lineOpen = true;
        } else if (System.nanoTime() - loggedNanos > LOG_INTERVAL_NANOS) {
            loggedNanos = System.nanoTime();
            error.println(line);
        }
    }

    /** Prints a message for keeps. */
    void message(String line) {
        endProgress();
        error.println(line);
    }

    void endProgress() {
        if (lineOpen) {
            error.print(ERASE);
            error.flush();
            lineOpen = false;
        }
    }
}
