package dev.faultline.chaos.file;

import dev.faultline.chaos.file.Tree.Spot;

/** Finds brackets that are nested too deep, before a parser that calls itself for each meets them. */
final class Nesting {
    static final String TOO_DEEP = "tables and lists are nested deeper than " + Tree.DEPTH_MAX;

    private Nesting() {}

    /** Returns whether they are, which is told. Brackets in texts and comments do not count. O(n). */
    static boolean tooDeep(String text, Mistakes mistakes) {
        int depth = 0;
        int line = 1;
        int lineStart = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                lineStart = at + 1;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth = Math.max(0, depth - 1);
            } else if (c == '#') {
                int end = text.indexOf('\n', at);
                at = (end < 0 ? text.length() : end) - 1;
            } else if (c == '"' || c == '\'') {
                int end = endOfText(text, at, c);
                // A text that is not closed on its line is a mistake, which the parser tells better.
                for (int i = at; i < end; i++) {
                    if (text.charAt(i) == '\n') {
                        line++;
                        lineStart = i + 1;
                    }
                }
                at = end;
            }
            if (depth > Tree.DEPTH_MAX) {
                mistakes.add(new Spot(line, at - lineStart + 1), "", TOO_DEEP);
                return true;
            }
            at++;
        }
        return false;
    }

    /** Returns the position of the last character of the text that begins there. */
    private static int endOfText(String text, int start, char quote) {
        String three = String.valueOf(quote).repeat(3);
        if (text.startsWith(three, start)) {
            int end = text.indexOf(three, start + 3);
            return end < 0 ? start + 2 : end + 2;
        }
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
        }
        return at < text.length() && text.charAt(at) == quote ? at : start;
    }
}
