/**
 * The deterministic machine: a JVM in which one seed decides every thread switch, message, clock reading, random draw and
 * disk write of programs that nobody changed.
 *
 * <p>How the package thinks, from the top:
 *
 * <ol>
 *   <li>{@code Simulation} is the face: it has {@code Node}s, a {@code Network} and a virtual clock, and runs them for a
 *       while. A {@code SimProcess} is one life of a node.
 *   <li>{@code Scheduler} is the loop. Every simulated thread is a {@code Task}: a virtual thread whose scheduler we are.
 *       All take turns on one platform thread, the carrier, so nothing here needs a lock. Where a thread waits and cannot
 *       leave its carrier, in a static initialiser, {@code Seats} hands the baton to a spare one, and whoever
 *       needs the class waits in {@code InitializerClaims}.
 *   <li>{@code Agent} makes unmodified programs obey: {@code Patch}es of JDK classes are data, call sites of applications
 *       are rewritten by {@code CodeWeaver} as {@code NodeLoader} defines them. What woven code calls are the public
 *       classes named {@code ...Hooks}; each does what the JDK did wherever the caller is not a simulated thread.
 *   <li>What the JDK has in static fields is each process's own: {@code ProcessGlobals}, and {@code ProcessStatics} for
 *       what is listed in {@code JdkStatics}. What its beans say of the host is
 *       not said: {@code ManagementHooks}. The garbage collector clears nothing that a program sees: {@code
 *       ReferenceHooks}. Native libraries are refused or shared: {@code NativeLibraries}.
 *   <li>{@code Network} and {@code Disk} are what nodes have instead of sockets and files of the host.
 *   <li>{@code Recorder} numbers events and knows what caused each; {@code Observer}s see them.
 * </ol>
 *
 * <p>It uses the JDK only, as it lives on the boot class path.
 */
@NullMarked
package dev.faultline.sim;

import org.jspecify.annotations.NullMarked;
