/**
 * Counterexamples as SVG, and pages that carry them.
 *
 * <p>{@link dev.faultline.check.picture.Timeline} draws operations as bars in real time, on lines of their clients;
 * {@link dev.faultline.check.picture.Cycle} draws transactions and what put each before the next;
 * {@link dev.faultline.check.picture.RateChart} how much was done over time. All know nothing of
 * histories: they get words and numbers. {@code Svg} writes the text, and lets nothing of these words through that could
 * be taken for markup. Pictures stand by themselves, without scripts, fonts or links, and have an upper bound: what is
 * more than a reader can take in is counted and left out. {@link dev.faultline.check.picture.Page} puts them between
 * headings, tables and words, by the same rules.
 *
 * <p>Nothing lies on anything else: {@code Letters} knows how much room words take at most, and each picture is laid out for
 * the width that it gets. A page has each picture in some widths, of which the style sheet ({@code PageStyle}) shows one; so it
 * fits a wide window and a narrow one without a script. {@code Colours} are those of the day and of the night.
 */
@NullMarked
package dev.faultline.check.picture;

import org.jspecify.annotations.NullMarked;
