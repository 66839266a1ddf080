package dev.faultline.journal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the word that was probably meant.
 *
 * <p>The distance of two words is the number of letters inserted, deleted, replaced or swapped with their neighbour
 * (Fred J. Damerau, "A technique for computer detection and correction of spelling errors", 1964), each place edited
 * once at most. O(n m) for two words.
 */
public final class Spelling {
    /** Nobody misspells a word longer than this, and the search would take long. */
    private static final int WORD_MAX = 100;

    private Spelling() {}

    /** Returns the nearest of the words, the first of equals; empty if none is near. */
    public static Optional<String> nearest(String word, Collection<String> words) {
        if (word.length() > WORD_MAX) {
            return Optional.empty();
        }
        return words.stream()
                .filter(candidate -> distance(word, candidate) <= farthest(word, candidate))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** A third of the longer of both, and never all of what may be meant. */
    private static int farthest(String word, String candidate) {
        int third = Math.max(word.length(), candidate.length()) / 3;
        return Math.min(Math.max(1, third), candidate.length() - 1);
    }

    /** Returns a half sentence that leads from an unknown word to the known ones. */
    public static String hint(String word, String kind, Collection<String> words) {
        if (words.isEmpty()) {
            return "there are no " + kind;
        }
        String known = kind + ": " + String.join(", ", words);
        return nearest(word, words)
                .map(near -> "did you mean '" + near + "'? " + known)
                .orElse(known);
    }

    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
