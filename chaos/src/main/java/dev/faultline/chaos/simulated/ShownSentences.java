package dev.faultline.chaos.simulated;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What there is to tell, each sentence once: the first few are kept, of the others how many there were. */
final class ShownSentences {
    private static final int MOST = 10;

    private final Set<String> first = new LinkedHashSet<>();
    private long count;
    private long more;

    void add(String sentence) {
        count++;
        if (first.size() < MOST) {
            first.add(sentence);
        } else if (!first.contains(sentence)) {
            more++;
        }
    }

    /** Returns how often something was added, also what was there already. */
    long count() {
        return count;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>(first);
        if (more > 0) {
            sentences.add("and " + more + " more");
        }
        return sentences;
    }
}
