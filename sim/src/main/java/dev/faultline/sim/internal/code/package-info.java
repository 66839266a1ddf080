/**
 * The methods of a node's programs as points: which there are, what goes wrong at them, and where the driver wants to act.
 *
 * <p>{@code Probes} says which methods of a node are to have a probe, and remembers those that were found. A probe asks {@code
 * MethodCalls}, which has the faults ({@code MethodFaults}) and points in force. {@code Thrown} and {@code ReturnValue} make
 * what is thrown and returned, or tell why that cannot be ({@code Made}).
 *
 * <p>Uses {@code kernel}, {@code vm} and the face. Begin with {@code MethodCalls}.
 */
@NullMarked
package dev.faultline.sim.internal.code;

import org.jspecify.annotations.NullMarked;
