/**
 * A service over Netty: frames with their length before them, in both directions, on its NIO event loops.
 */
@NullMarked
package dev.faultline.gallery.netty;

import org.jspecify.annotations.NullMarked;
