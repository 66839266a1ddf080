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
 *   <li>{@code Parts} cuts the history by the key of the model. Linearizability is local (Herlihy and
 *       Wing 1990): a history is linearizable if and only if each of its parts is. {@code Partition} is one part,
 *       or a prefix of it, as arrays.
 *   <li>{@code Engines} takes the cheapest sound method. Values that occur once make the question easy:
 *       {@code RegisterZones}, {@code QueueOrder} and {@code StackOrder} are near-linear. {@code Replay} tries the order of
 *       completions. {@code RegisterSources} and {@code ContainerSources} see where an answer has no source at all.
 *   <li>{@code Frontier} decides the rest. It walks the events of one part and keeps every configuration that could
 *       hold there: state, linearized pending operations, crashed operations used up. It is Lowe's
 *       just-in-time linearization, with dominated configurations dropped. {@code Transitions} turns values and
 *       states into small integers for it. Nothing cuts a part at quiet moments, as the walk does so by itself: when no
 *       operation is open, the masks of all configurations are empty, those of one state fall together, and what is
 *       carried over is the states with the crashed operations they used; paths nobody needs are forgotten now and then
 *       ({@code PathLog}). So what is held depends on what is open at a time. The order itself has to be kept, as it is the witness.
 *       A depth-first search in turns with the walk was measured and left out: see {@code DepthFirst}, with which the
 *       tests compare it.
 *   <li>{@code Counterexample} finds the shortest failing prefix, {@code Shrinker} removes whatever the failure does
 *       not need; {@code Removals} and {@code Cuts} say what may go without putting another failure in place of the one
 *       there was. {@code ViolationPicture} draws the rest.
 * </ol>
 *
 * <p>{@link dev.faultline.check.Level#SEQUENTIAL} asks less ({@code SequentialCheck}), the guarantees of sessions less again
 * ({@code SessionCheck}: demands on the order of writes, and a circle of them), an {@link dev.faultline.check.Invariant}
 * needs no search. {@link dev.faultline.check.HistoryReader} reads files,
 * {@link dev.faultline.check.OperationJudge} goes from a file to an answer and guesses the model,
 * {@link dev.faultline.check.HistoryGenerator} makes histories to measure and test with.
 *
 * <p>{@link dev.faultline.check.OnlineCheck} takes a history while it is made: {@code OpenWindow} carries what a key may be
 * like from one quiet moment to the next.
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
