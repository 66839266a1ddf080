/**
 * Time, randomness, hash codes, names of generated classes, references, method handles, the form of serialised classes.
 *
 * <p>What reads a clock or draws, and can be met at its call wherever that stands, is in {@code HookSites} of {@code weave}.
 */
@NullMarked
package dev.faultline.sim.internal.jdk.lang;

import org.jspecify.annotations.NullMarked;
