package dev.faultline.invariant;

/**
 * A word, a number, a text or a sign of an invariant.
 *
 * @param kind which of these
 * @param text what it says, without quotes
 * @param offset where it begins
 */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        /** A word, which may mean something to the language. */
        WORD,
        /** A name in backquotes, which never does. */
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /** Returns what it is, for people. */
    String described() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "the text " + Quotes.text(shortened());
            case NUMBER -> "the number " + shortened();
            case NAME -> "the name " + Quotes.name(shortened());
            case WORD, SIGN -> "'" + shortened() + "'";
        };
    }

    private String shortened() {
        int most = 40;
        return text.length() > most ? text.substring(0, most) + "..." : text;
    }
}
