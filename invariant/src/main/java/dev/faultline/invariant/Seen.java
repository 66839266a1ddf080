package dev.faultline.invariant;

import org.jspecify.annotations.Nullable;

/**
 * All that can be seen at a look.
 *
 * @param view what is published
 * @param operation the one that was completed last; null if there was none
 */
record Seen(View view, @Nullable OperationAtHand operation) {}
