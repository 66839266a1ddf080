/**
 * Files, by {@code java.io} and {@code java.nio}: just above the native methods, all of which go to the disk of the node.
 * Begin with {@code FilePatches} and {@code NioPatches}.
 */
@NullMarked
package dev.faultline.sim.internal.jdk.file;

import org.jspecify.annotations.NullMarked;
