package dev.faultline.cli;

/** Reads a seed: a whole number, decimal or 0x hexadecimal. */
final class SeedNumber {
    private SeedNumber() {}

    static long parse(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw new UsageException("a seed is a whole number, decimal or 0x..., was '" + text + "'");
        }
    }
}
