/**
 * Makes runs: system, environment, workload, faults and a seed go in, a run comes out.
 *
 * <p>An experiment is a description of everything but the seed. From it this package makes one run, hunts over many
 * seeds, replays a run that failed, and writes down what happened. A run is a
 * value: the same experiment and the same seed give the same bytes, so everything here may be repeated at will, in any
 * order and on any machine.
 */
@NullMarked
package dev.faultline.experiment;

import org.jspecify.annotations.NullMarked;
