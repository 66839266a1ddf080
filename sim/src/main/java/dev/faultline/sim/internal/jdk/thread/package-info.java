/**
 * Threads: their life, how they wait, what counts them, and loops that wait without a wait. Begin with {@code
 * ThreadPatches}.
 */
@NullMarked
package dev.faultline.sim.internal.jdk.thread;

import org.jspecify.annotations.NullMarked;
