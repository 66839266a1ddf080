package dev.faultline.cli;

import java.util.Locale;

/** Sizes as people write them: {@code 256m}, {@code 2g}. */
final class ByteSize {
    private ByteSize() {}

    static long parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.matches("[0-9]{1,9}[kmg]?") || lower.matches("0+[kmg]?")) {
            throw new UsageException("--memory needs a size such as 256m or 2g, not '" + text + "'");
        }
        int shift = switch (lower.charAt(lower.length() - 1)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        return Long.parseLong(shift == 0 ? lower : lower.substring(0, lower.length() - 1)) << shift;
    }
}
