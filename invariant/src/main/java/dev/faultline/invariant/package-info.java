/**
 * What must hold of a system whenever it is looked at, in a line: {@code all(a in balance: balance[a] >= 0)}.
 *
 * <p>How the room thinks:
 *
 * <ol>
 *   <li>An {@link dev.faultline.invariant.Invariant} is a tree, {@link dev.faultline.invariant.Expression}, with a {@link
 *       dev.faultline.invariant.Scope} and {@link dev.faultline.invariant.Moment}s. {@code Lexer}, {@code Parser} and the
 *       readers that it has make one from text, {@link dev.faultline.invariant.Terms} in Java; {@code ExpressionText} writes it so that it reads back as the
 *       same. {@code Soundness} lets no tree pass that could not be evaluated.
 *   <li>Programs publish values under names, by a line that they print ({@link dev.faultline.invariant.Probe}); the history of
 *       the clients publishes what was read and written. {@code State} has what is published now. {@code Meaning} finds
 *       out once what an invariant means in a run, of which {@code Group} each fold is; {@code Names} knows from it, before anything
 *       is evaluated, which names may be asked for. Of others nothing is kept.
 *   <li>{@link dev.faultline.invariant.InvariantWatch} is told what happens. A name that changes wakes those who ask for it
 *       ({@code Watched}), and each keeps what the name stood for at its last look ({@code Earlier}): that is what {@code old}
 *       means, and what a violation shows as the state before. Nothing else is copied, ever. A {@link
 *       dev.faultline.invariant.Happening} is put into words only where a violation is told.
 *   <li>At a moment of an invariant that is awake, {@code Evaluation} computes it. A value is missing until somebody has
 *       published it, and what is missing decides nothing; so an invariant holds, does not hold, or is undecided.
 *   <li>{@code Explanation} finds the part of a tree that does not hold, for the {@link dev.faultline.invariant.Violation}.
 *       The {@link dev.faultline.invariant.Account} says of each invariant how often it was decided; {@code Doubt} says why
 *       nothing follows from it: one that was fed by nobody, or whose condition never was true, must not look like one that held.
 * </ol>
 *
 * <p>Nothing reads a clock or the hash of an identity: the same calls give the same violations.
 */
@NullMarked
package dev.faultline.invariant;

import org.jspecify.annotations.NullMarked;
