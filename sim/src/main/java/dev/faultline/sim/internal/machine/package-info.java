/**
 * Machines and their processes, which is what the face calls nodes: everything that a JVM process has for itself.
 *
 * <p>{@code World} is a run, and the {@code Simulation} that callers see. It has {@code SimNode}s; a {@code SimProcess} is one
 * life of one. Its {@code NodeLoader} defines the program's classes, woven, from a {@code ClassArchive} that all processes with
 * one class path share. {@code ProcessGlobals} has what the JDK keeps once for each JVM. {@code ProgramThreads} ties a thread
 * that a program made to the task that runs in its name; {@code ProgramStack} says what a program sees of stacks. {@code
 * MachineFiles} are {@code /proc} and its like.
 *
 * <p>Uses {@code net}, {@code disk}, {@code kernel}, {@code vm} and the face. Begin with {@code SimProcess}.
 */
@NullMarked
package dev.faultline.sim.internal.machine;

import org.jspecify.annotations.NullMarked;
