/**
 * Verdicts over recorded histories.
 *
 * <p>A {@link dev.faultline.check.History} is what clients saw: operations that were invoked and that
 * completed, or not. A {@link dev.faultline.check.Model} says what one copy of the system, used by one
 * client at a time, would answer. A {@link dev.faultline.check.Check} decides whether the first can be
 * explained by the second, and returns a {@link dev.faultline.check.Verdict}: valid, with an order of
 * the operations that anybody can replay; violation, with the shortest failing prefix and a few
 * operations that show it; or unknown, with the limit that stopped the search. It never guesses.
 *
 * <p>How the package thinks, in the order of one run:
 *
 * <ol>
 *   <li>{@code Partition} cuts the history by the key of the model. Linearizability is local (Herlihy and
 *       Wing 1990): a history is linearizable if and only if each of its parts is.
 *   <li>{@code Transitions} turns values and states into small integers. A register needs no hashing of
 *       states at all, as each of its operations is one test and one assignment ({@code Assignment}).
 *   <li>{@code Frontier} walks the events of one part and keeps every configuration that could hold
 *       there: state, linearized pending operations, crashed operations used up. It is Lowe's
 *       just-in-time linearization, with dominated configurations dropped.
 *   <li>{@code Shrinker} takes a failing part and removes whatever the failure does not need.
 * </ol>
 *
 * <p>The three fates of an operation ({@link dev.faultline.check.Model.Effect}) carry the semantics that
 * most checkers get wrong: it certainly took effect within its interval, it may have at any time after
 * its invocation, or it is of no interest.
 *
 * <p>Nothing here reads a clock or draws a random number: the same history, model and limits give the same
 * verdict on any number of threads. {@link dev.faultline.check.WitnessVerifier} shares no code with the
 * search, so that it can judge it.
 */
@NullMarked
package dev.faultline.check;

import org.jspecify.annotations.NullMarked;
