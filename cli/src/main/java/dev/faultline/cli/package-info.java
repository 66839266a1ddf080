/**
 * The command line: words in, one call to a lower floor, words out.
 *
 * <p>Each command reads its arguments, calls the module that knows the matter, and prints what comes back; a command
 * that computes something itself has taken work from a lower floor. Results go to standard output, everything else to
 * standard error. The exit code is part of the result: 0 valid, 1 violation, 2 unknown, 254 bad usage or input, 255
 * internal error.
 */
@NullMarked
package dev.faultline.cli;

import org.jspecify.annotations.NullMarked;
