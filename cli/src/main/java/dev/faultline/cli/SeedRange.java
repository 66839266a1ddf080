package dev.faultline.cli;

import picocli.CommandLine.ITypeConverter;

/**
 * Seeds from first to last, as in {@code 1..20} or {@code 7}.
 *
 * @param first the first seed
 * @param last the last seed, not below the first
 */
record SeedRange(long first, long last) {
    static final class Converter implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String text) {
            int dots = text.indexOf("..");
            long first = number(text, dots < 0 ? text : text.substring(0, dots));
            long last = dots < 0 ? first : number(text, text.substring(dots + 2));
            if (last < first) {
                throw new UsageException("seeds '" + text + "': the last is below the first");
            }
            return new SeedRange(first, last);
        }

        private static long number(String text, String part) {
            try {
                return SeedNumber.parse(part);
            } catch (UsageException e) {
                throw new UsageException("seeds '" + text + "' must look like 1..20 or 7");
            }
        }
    }

    long size() {
        return last - first + 1;
    }
}
