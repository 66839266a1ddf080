package dev.faultline.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Splits the text of an invariant into tokens. Used once. */
final class Lexer {
    /** The characters of a number that is written out. */
    static final int NUMBER_MAX = 48;

    /** What means something to the language; other words are names. */
    static final Set<String> RESERVED = Set.of(
            "and", "or", "not", "implies", "true", "false", "nil", "old", "known", "sum", "count", "min", "max", "all",
            "any", "in", "f", "key", "value", "result", "outcome", "process");

    private static final List<String> SIGNS = List.of(
            "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}", ".", ",", ":",
            "@");

    /** What people write who think of another language, the longer ones first. */
    private static final List<Map.Entry<String, String>> FOREIGN = List.of(
            Map.entry("&&", "and"),
            Map.entry("||", "or"),
            Map.entry("=>", "implies"),
            Map.entry("=", "=="),
            Map.entry("!", "not"),
            Map.entry("&", "and"),
            Map.entry("|", "or"));

    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    /** Returns the tokens, the last of which is the end. */
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                tokens.add(new Token(Token.Kind.END, "", at));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() {
        char first = text.charAt(at);
        if (first == '"' || first == '`') {
            return quoted(first);
        }
        int start = at;
        if (isDigit(first)) {
            at = numberEnd(text, at);
            return new Token(Token.Kind.NUMBER, text.substring(start, at), start);
        }
        if (isNameStart(first)) {
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
            return new Token(Token.Kind.WORD, text.substring(start, at), start);
        }
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at) && !text.startsWith("=>", at)) {
                at += sign.length();
                return new Token(Token.Kind.SIGN, sign, start);
            }
        }
        for (Map.Entry<String, String> foreign : FOREIGN) {
            if (text.startsWith(foreign.getKey(), at)) {
                throw new InvariantException(
                        text, at, "'" + foreign.getKey() + "' is unknown; write '" + foreign.getValue() + "'");
            }
        }
        if (first == '\'') {
            throw new InvariantException(text, at, "texts stand in double quotes, as \"n1\"");
        }
        throw new InvariantException(
                text, at, "character " + Quotes.text(String.valueOf(first)) + " is not understood");
    }

    private Token quoted(char quote) {
        int start = at;
        return switch (Quotes.read(text, start)) {
            case Quotes.Read.Wrong(int place, String problem) -> throw new InvariantException(text, place, problem);
            case Quotes.Read.Done(String inner, int end) -> {
                if (quote == '`' && inner.isEmpty()) {
                    throw new InvariantException(text, start, "a name is not empty");
                }
                at = end;
                yield new Token(quote == '"' ? Token.Kind.TEXT : Token.Kind.NAME, inner, start);
            }
        };
    }

    /** Returns where the number ends that begins here; it has digits, perhaps a fraction and an exponent. */
    static int numberEnd(String text, int start) {
        int end = digitsEnd(text, start);
        if (end == start) {
            return end;
        }
        if (end < text.length() && text.charAt(end) == '.' && digitsEnd(text, end + 1) > end + 1) {
            end = digitsEnd(text, end + 1);
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int digits = end + 1;
            if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
                digits++;
            }
            if (digitsEnd(text, digits) > digits) {
                end = digitsEnd(text, digits);
            }
        }
        return end;
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char unit) {
        return unit >= '0' && unit <= '9';
    }

    private static boolean isNameStart(char unit) {
        return unit == '_' || (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
    }

    private static boolean isNamePart(char unit) {
        return isNameStart(unit) || isDigit(unit);
    }

    /** Returns whether a text is a word as it stands. */
    static boolean isWord(String text) {
        return !text.isEmpty() && isNameStart(text.charAt(0)) && text.chars().allMatch(unit -> isNamePart((char) unit));
    }

    /** Throws if a variable cannot have this name. */
    static void requireVariable(String name) {
        if (!isWord(name) || RESERVED.contains(name)) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a member: write a word of letters,"
                    + " digits and _ that means nothing else");
        }
    }
}
