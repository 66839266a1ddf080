package dev.faultline.cli;

import java.util.regex.Pattern;

/** Reads a seed: a whole number, decimal or 0x hexadecimal. */
final class SeedNumber {
    /** No zeros in front: elsewhere they mean an octal number. */
    private static final Pattern FORM = Pattern.compile("[+-]?(0|[1-9][0-9]*)|[+-]?0[xX][0-9a-fA-F]+");

    private SeedNumber() {}

    /**
     * Reads a seed.
     *
     * @throws UsageException if it is none, or does not fit into 64 bits
     */
    static long parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new UsageException("a seed is a whole number, decimal or 0x..., was '" + text + "'");
        }
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw new UsageException("a seed is from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE + ", was " + text);
        }
    }
}
