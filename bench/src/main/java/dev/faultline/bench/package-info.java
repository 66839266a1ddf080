/**
 * Measurements of Faultline itself.
 *
 * <p>Benchmarks answer questions that change decisions: what a simulated step costs, how a checker scales with the
 * length and the width of a history, what a run adds to the start of a JVM. They stand beside the house: nothing
 * depends on them, they may use every module, and no test of the build depends on a measured time.
 */
@NullMarked
package dev.faultline.bench;

import org.jspecify.annotations.NullMarked;
