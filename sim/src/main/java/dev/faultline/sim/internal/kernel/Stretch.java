package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Ending;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A stretch of a run: until the condition holds, the time is reached, or nothing can run any more.
 *
 * @param untilNanos virtual time; it stops before the first turn or timer beyond it
 * @param turnsMax turns since the start of the run; it stops before one more
 * @param done asked before each turn
 * @param ending completed at the end, by whichever platform thread goes on with the run then
 */
record Stretch(long untilNanos, long turnsMax, BooleanSupplier done, CompletableFuture<Ending> ending) {}
