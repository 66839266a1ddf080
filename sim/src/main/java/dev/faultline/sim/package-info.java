/**
 * The deterministic machine: a JVM in which one seed decides every thread switch, message, clock reading, random draw and
 * disk write of programs that nobody changed.
 *
 * <p>This package is all that users need. A {@link Simulation} has {@link Node}s, a {@link Network} and a virtual clock, and
 * runs them for a while; a {@link NodeSpec} says what a node is. {@link Observer}s see each {@link Event}. {@link Strategy}
 * chooses among the threads that can run; {@link StepLog} remembers every turn, to find where two runs differ.
 *
 * <p>What makes it work is in {@code dev.faultline.sim.internal}, where hooks have to be public because patched classes of the
 * JDK call them: nobody else is to use it, and it changes without notice. From the bottom: {@code vm} (the JVM below Java),
 * {@code kernel} (turns, time, causes), {@code disk}, {@code net}, {@code code} (methods as points), {@code machine} (nodes and
 * their processes), {@code jdk} (hooks and patches by area), {@code weave} (the agent). Each uses those below it only.
 *
 * <p>It uses the JDK only, as it lives on the boot class path.
 */
@NullMarked
package dev.faultline.sim;

import org.jspecify.annotations.NullMarked;
