/** Isolation. */
@NullMarked
package dev.faultline.check.isolation;

import org.jspecify.annotations.NullMarked;
