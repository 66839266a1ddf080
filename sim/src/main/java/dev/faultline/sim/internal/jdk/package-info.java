/**
 * What the JDK does in a simulation, by area: a room for each, with hooks and the patches that lead to them.
 *
 * <p>A {@code Patch} is a change of a class of the JDK, as data; the class {@code ...Patches} of an area lists them. What woven
 * code calls are the public methods of the classes named {@code ...Hooks}: each does what the JDK did wherever the caller is not
 * a simulated thread. Two stand lower, as rooms below need them, too: {@code OncePerJvm} and {@code ProgramStack}. What such
 * a hook calls on any thread asks {@code Task.current()}, never {@code Task.running}.
 *
 * <p>The areas: {@code thread}, {@code file}, {@code process} (what a JVM has one of), {@code lang} (time, randomness, hash
 * codes, names, handles), {@code nativecode} and {@code socket}. {@code JdkStatics} lists the static fields that are each
 * process's own.
 *
 * <p>Uses {@code machine} and all below it.
 */
@NullMarked
package dev.faultline.sim.internal.jdk;

import org.jspecify.annotations.NullMarked;
