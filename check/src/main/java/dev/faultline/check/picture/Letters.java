package dev.faultline.check.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * How much room words take at most. Which font draws them is not known here, so that the widths are those of a wide one
 * (DejaVu Sans and Verdana), rounded up: words that fit here fit there.
 */
final class Letters {

    /** The height of letters in pictures, and that of a line of them; in pixels. */
    static final double SIZE = 13;

    static final double LINE = 18;

    private static final String NARROW = "iIjlft.,:;'|![](){}/\\ -r\"`";
    private static final String WIDE = "mwMW@%";
    private static final double BOLD = 1.12;

    private Letters() {}

    /** The most pixels that the words take in a line. */
    static double width(String words) {
        return words.codePoints().mapToDouble(Letters::width).sum() * SIZE;
    }

    /** The same for bold letters. */
    static double boldWidth(String words) {
        return width(words) * BOLD;
    }

    private static double width(int letter) {
        if (letter < 0x80) {
            if (NARROW.indexOf(letter) >= 0) {
                return 0.47;
            }
            boolean low = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
            return WIDE.indexOf(letter) >= 0 ? 1.02 : low ? 0.65 : 0.86;
        }
        if (letter < 0x1100) {
            return letter < 0x370 ? 0.86 : 1;
        }
        return letter < 0x10000 ? 1.1 : 1.5;
    }

    /**
     * Lines that are not wider than so many pixels, broken at blanks where there are any. Of more than {@code most} lines the
     * first are returned, and the last of them ends in an ellipsis.
     */
    static List<String> wrapped(String words, double pixels, int most) {
        List<String> lines = new ArrayList<>();
        String left = words.strip();
        while (!left.isEmpty() && lines.size() < most) {
            int fit = fitting(left, pixels);
            if (fit == left.length()) {
                lines.add(left);
                return lines;
            }
            int blank = left.lastIndexOf(' ', fit);
            int end = blank > fit / 3 ? blank : fit;
            lines.add(left.substring(0, end).strip());
            left = left.substring(end).strip();
        }
        if (!left.isEmpty()) {
            lines.set(lines.size() - 1, cut(lines.getLast() + " " + left, pixels));
        }
        return lines;
    }

    /** The words, or as much of their beginning as fits, and an ellipsis. */
    static String cut(String words, double pixels) {
        if (width(words) <= pixels) {
            return words;
        }
        return words.substring(0, fitting(words, pixels - SIZE)).strip() + "\u2026";
    }

    /** How many chars fit, at least one letter. */
    private static int fitting(String words, double pixels) {
        double sum = 0;
        int at = 0;
        while (at < words.length()) {
            int letter = words.codePointAt(at);
            sum += width(letter) * SIZE;
            if (sum > pixels && at > 0) {
                return at;
            }
            at += Character.charCount(letter);
        }
        return at;
    }
}
