/**
 * What a run writes down, and how it is read again.
 *
 * <p>A run is a folder ({@link dev.faultline.journal.RunFolder}). In it are two records. The <em>events</em>
 * ({@link dev.faultline.journal.Event}) are all that happened, seen from above: each has a number, a place, a time and
 * the numbers of the events that made it happen. The <em>history</em> ({@link dev.faultline.journal.Operation}) is what
 * clients could see: what they asked for and what they were told. Checkers judge the history; the events explain it.
 * {@link dev.faultline.journal.Manifest} says what the run was a function of.
 *
 * <p>Three thoughts run through the package.
 *
 * <ul>
 *   <li><b>The same run is the same bytes.</b> Writers put fields in one order and numbers in one form, by hand, since
 *       one line is written for every step of a simulated machine. {@link dev.faultline.journal.RunComparison} finds
 *       the first difference between two runs; only the host section of the manifest may differ.
 *   <li><b>Causes are written, clocks are derived.</b> The Lamport clock costs nothing to compute while writing, so it
 *       is there. {@link dev.faultline.journal.VectorClocks} and {@link dev.faultline.journal.CausalPast} are computed
 *       on reading, by who asks.
 *   <li><b>A file is a claim, not a fact.</b> Files come from crashed runs, other machines and other people. Readers
 *       stream, stay within {@link dev.faultline.journal.Limits}, and refuse what cannot have been written, at its line
 *       and column ({@link dev.faultline.journal.MalformedJournalException}). Writers hold to the same rules, so a run
 *       that contradicts itself is noticed by its author. A file appears under its name only when it is whole, and the
 *       manifest comes last.
 * </ul>
 *
 * <p>Faults of the disk are {@link java.io.UncheckedIOException}s throughout. Writers and readers belong to one thread;
 * everything else is immutable.
 */
@NullMarked
package dev.faultline.journal;

import org.jspecify.annotations.NullMarked;
