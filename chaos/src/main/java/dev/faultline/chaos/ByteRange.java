package dev.faultline.chaos;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes of a file: {@code any}, {@code 100..200}, {@code 4096..} up to the end.
 *
 * @param from the first, from 0
 * @param to the first that does not count; {@link Long#MAX_VALUE} for the end of the file
 */
public record ByteRange(long from, long to) {
    /** All bytes. */
    public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.\\.([0-9]{1,18})?");

    /**
     * Checks that there is a byte.
     *
     * @throws IllegalArgumentException if not
     */
    public ByteRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "a range of bytes begins at 0 or later and ends behind that, was " + from + ".." + to);
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ByteRange parse(String text) {
        if (text.equals("any")) {
            return ALL;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no range of bytes; write any, 100..200, or 4096.. for all from there on");
        }
        String to = form.group(2);
        return new ByteRange(Long.parseLong(form.group(1)), to == null ? Long.MAX_VALUE : Long.parseLong(to));
    }

    @Override
    public String toString() {
        return equals(ALL) ? "any" : from + ".." + (to == Long.MAX_VALUE ? "" : Long.toString(to));
    }
}
