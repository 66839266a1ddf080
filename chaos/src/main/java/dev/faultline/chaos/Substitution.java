package dev.faultline.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in which parts were replaced, and from where in the original each column of it is. */
final class Substitution {
    private record Piece(int start, int newStart, int newEnd) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private Substitution() {}

    /** Replaces what matches. */
    static Substitution of(String original, Pattern pattern, Function<MatchResult, String> by) {
        Substitution substitution = new Substitution();
        Matcher matcher = pattern.matcher(original);
        int end = 0;
        while (matcher.find()) {
            substitution.text.append(original, end, matcher.start());
            int start = substitution.text.length();
            substitution.text.append(by.apply(matcher));
            substitution.pieces.add(new Piece(matcher.start(), start, substitution.text.length()));
            end = matcher.end();
        }
        substitution.text.append(original.substring(end));
        substitution.pieces.add(new Piece(original.length(), substitution.text.length(), substitution.text.length()));
        return substitution;
    }

    String text() {
        return text.toString();
    }

    /** Returns the column of the original, from 1; that where a replaced part begins for all of what replaces it. */
    int original(int column) {
        int position = column - 1;
        for (Piece piece : pieces) {
            if (position < piece.newStart()) {
                return piece.start() - (piece.newStart() - position) + 1;
            }
            if (position < piece.newEnd()) {
                return piece.start() + 1;
            }
        }
        return pieces.getLast().start() + 1;
    }
}
