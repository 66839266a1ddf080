/**
 * Time, randomness, hash codes, names of generated classes, references, method handles, the form of serialised classes.
 *
 * <p>There are no patches of time: clocks are met at their calls, wherever these stand, by {@code HookSites} of {@code weave}.
 */
@NullMarked
package dev.faultline.sim.internal.jdk.lang;

import org.jspecify.annotations.NullMarked;
