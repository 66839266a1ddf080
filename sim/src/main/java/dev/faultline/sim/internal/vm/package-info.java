/**
 * What is known of the JVM below Java: HotSpot's own notes, fields of the JDK that nobody may touch, class files.
 *
 * <p>Nothing here knows of a run. {@code Vm} has what virtual threads, monitors and carriers need; {@code VmStructures} reads the
 * JVM's description of its own structures, for {@code ClassStates} and {@code BytecodeVerification}. {@code WovenClasses} keeps
 * on disk what was woven once. {@code Weaving} stands for the agent, which is far above, and {@code Hooks} and {@code CallSites}
 * are what it is made of.
 *
 * <p>Uses the face ({@code dev.faultline.sim}) only. Begin with {@code Vm}.
 */
@NullMarked
package dev.faultline.sim.internal.vm;

import org.jspecify.annotations.NullMarked;
