package dev.faultline.cli;

import java.io.Console;
import java.io.PrintStream;

/** Standard error: messages, and one line of progress that is written over where a person looks on. */
final class Terminal {
    private static final String ERASE = "\r\u001B[K";

    private final PrintStream error = System.err;
    private final boolean live = isWatched();

    private boolean lineOpen;

    @SuppressWarnings("SystemConsoleNull") // it is null where standard input is not a terminal
    private static boolean isWatched() {
        Console console = System.console();
        return console != null
                && console.isTerminal()
                && System.getenv("CI") == null
                && System.getenv("NO_COLOR") == null;
    }

    /** Shows what is going on, where a person looks on. */
    void progress(String line) {
        if (live) {
            error.print(ERASE + line);
            error.flush();
            lineOpen = true;
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
