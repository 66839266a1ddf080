/**
 * Native libraries, functions and methods: which compute and may be called, what the node answers, what is refused. The
 * lists are data, beside these classes among the resources.
 */
@NullMarked
package dev.faultline.sim.internal.jdk.nativecode;

import org.jspecify.annotations.NullMarked;
