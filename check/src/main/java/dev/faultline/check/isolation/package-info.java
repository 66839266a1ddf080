/**
 * Isolation of transactions, judged from what clients saw.
 *
 * <p>{@link dev.faultline.check.isolation.Transactions} is a history in columns, made by a
 * {@link dev.faultline.check.isolation.TransactionsBuilder} or read by
 * {@link dev.faultline.check.isolation.TransactionFiles}. {@link dev.faultline.check.isolation.IsolationCheck} decides
 * an {@link dev.faultline.check.isolation.IsolationLevel}: valid, with a schedule that
 * {@link dev.faultline.check.isolation.ScheduleVerifier} replays; violation, with transactions of which none can be left
 * out; or unknown, with the reason. Beside the verdict it tells where the history stands in the whole lattice.
 *
 * <p>How the package thinks, in the order of one run:
 *
 * <ol>
 *   <li>Sets become registers, one for each element ({@code SetReads}).
 *   <li>Counters do, too, one for each increment, in every way in which the sums can be explained ({@code CounterCheck}).
 *   <li>{@code ListInference} and {@code RegisterInference} turn operations into {@code Dependencies}: who read from
 *       whom, who must precede whom for that, and what is wrong without any cycle.
 *   <li>{@code SerialOrder} looks for one order of everything that also follows real time. A healthy history of lists is
 *       done here, after little more than one walk over its operations.
 *   <li>{@code CycleAnalysis} decides what cycles break by components of products of the graph with small automata
 *       ({@code Automaton}), so that nothing depends on how long a search may take, and then looks for a short cycle of
 *       each kind to show ({@code ShortestCycle}).
 *   <li>{@code WeakLevels} collects what monotonic atomic view, read atomic and causal consistency demand of the order of
 *       commits.
 *   <li>Where the order of some writes is open, {@code OrderSearch} asks {@code OrderSolver} for one: clause learning
 *       over a graph that must stay acyclic.
 *   <li>{@code Reduction} leaves out of a violation what it does not need.
 * </ol>
 *
 * <p>A level is a {@code Guarantee} about data within a {@code Scope}: data alone, sessions, or real time. {@code
 * Standing} spreads what is known of one level over all others, and throws if two ways of deciding ever disagree.
 *
 * <p>Nothing here reads a clock or draws a random number, and searches are limited by counted steps: the same history and
 * limits give the same answer.
 */
@NullMarked
package dev.faultline.check.isolation;

import org.jspecify.annotations.NullMarked;
