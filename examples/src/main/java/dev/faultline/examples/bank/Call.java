package dev.faultline.examples.bank;

import java.util.concurrent.CompletableFuture;

/** What a client asked for, and waits for, in as many transactions as it takes. Guarded by the server's monitor. */
final class Call {
    /** The fate of the request is not known. */
    static final String UNKNOWN = "unknown";

    static final int PATIENCE_TICKS = 20;

    final Command command;
    final CompletableFuture<String> answer = new CompletableFuture<>();
    int ticksLeft = PATIENCE_TICKS;

    Call(Command command) {
        this.command = command;
    }

    /** Whether its time is over with this tick. */
    boolean lastTick() {
        ticksLeft--;
        return ticksLeft <= 0;
    }
}
