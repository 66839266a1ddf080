/**
 * The scheduler: whose turn it is, what time it is, what caused what.
 *
 * <p>{@code Scheduler} is the loop. Every simulated thread is a {@code Task}: a virtual thread whose scheduler we are. All take
 * turns on one platform thread, the {@code Carrier}, so nothing here needs a lock. A {@code Timer} in the {@code TimerHeap} is
 * what happens later; a {@code WaitQueue} is where threads wait; {@code ReadyQueue} has those that can run, of which a {@code
 * Strategy} chooses one. Where a thread waits and cannot leave its carrier, in a static initialiser, {@code Seats} hands the
 * baton to a spare one, and who needs the class waits in {@code InitializerClaims}. {@code Recorder} numbers events.
 *
 * <p>What the kernel knows of the rooms above it are two types: a {@code Machine}, and a {@code Life} of one. {@code
 * IdentityHash} and {@code ClassHashes} are here because each turn has hash codes of its own.
 *
 * <p>Uses {@code vm} and the face. Begin with {@code Scheduler.loop}.
 */
@NullMarked
package dev.faultline.sim.internal.kernel;

import org.jspecify.annotations.NullMarked;
