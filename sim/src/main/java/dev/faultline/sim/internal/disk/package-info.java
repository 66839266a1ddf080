/**
 * Files in memory, at the level of system calls, and what of them would outlive a loss of power.
 *
 * <p>{@code FileTree} has the names and the {@code Inode}s; {@code DiskCache} the pages and what is dirty; {@code DiskJournal}
 * the changes of names. What a loss of power leaves is drawn in {@code DiskCache.crash}, in the terms of {@code CrashRule}, and
 * counted in {@code DiskLosses}. {@code DiskCalls} is what a program can do with a disk, with its times, faults and errors
 * ({@code PosixError}). {@code Library} is what of the host a node sees in {@code /lib}; {@code FileHost} knows who may look at
 * the host's own files.
 *
 * <p>A machine with a disk is a {@code Storage}. Uses {@code kernel}, {@code vm} and the face. Begin with {@code DiskCalls}.
 */
@NullMarked
package dev.faultline.sim.internal.disk;

import org.jspecify.annotations.NullMarked;
