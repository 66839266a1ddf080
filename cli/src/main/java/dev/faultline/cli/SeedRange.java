package dev.faultline.cli;

import dev.faultline.journal.Amount;
import picocli.CommandLine.ITypeConverter;

/**
 * Seeds from first to last, as in {@code 1..20} or {@code 7}.
 *
 * @param first the first seed
 * @param last the last seed, not below the first, and not so far above that nobody could wait for it
 */
record SeedRange(long first, long last) {
    private static final long SIZE_MAX = 1_000_000_000;

    static final class Converter implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String text) {
            int dots = text.indexOf("..");
            long first = number(text, dots < 0 ? text : text.substring(0, dots));
            long last = dots < 0 ? first : number(text, text.substring(dots + 2));
            if (last < first) {
                throw new UsageException("seeds '" + text + "': the last is below the first");
            }
            if (Math.subtractExact(last / 2, first / 2) > SIZE_MAX / 2) {
                throw new UsageException("seeds '" + text + "': at most " + Amount.of(SIZE_MAX, "seed") + " at once");
            }
            return new SeedRange(first, last);
        }

        private static long number(String text, String part) {
            try {
                return SeedNumber.parse(part);
            } catch (UsageException e) {
                throw new UsageException("seeds '" + text + "' must look like 1..20 or 7: " + e.getMessage());
            }
        }
    }

    long size() {
        return last - first + 1;
    }
}
