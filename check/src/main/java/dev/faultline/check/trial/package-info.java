/**
 * Puts the checks on trial: histories small enough to try everything, bugs planted into them, and oracles that decide
 * them from what the levels mean, without any of the algorithms of the checks.
 *
 * <p>{@link dev.faultline.check.trial.Differential} compares every model at every level with its oracle on random histories.
 * {@link dev.faultline.check.trial.Trial} plants bugs and counts which of them an oracle sees and which the check finds.
 * {@link dev.faultline.check.trial.ExhaustiveSearch} is the oracle for single operations. For transactions {@code
 * IsolationOracle} asks {@code ScheduleOracle} (play the store in every order), {@code WeakOracle} (the axioms, for every
 * order of commits) or {@code VersionOracle} (the cycles of Adya, for every order of versions), for all that the history may
 * mean where values repeat ({@code Readings}).
 *
 * <p>It is no test code because {@code faultline bench oracles} prints its tables. The oracles are slow on purpose: whoever
 * reads them should see that they are right.
 */
@NullMarked
package dev.faultline.check.trial;

import org.jspecify.annotations.NullMarked;
