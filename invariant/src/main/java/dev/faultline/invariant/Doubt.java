package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Binary;
import dev.faultline.invariant.Value.Missing;
import dev.faultline.journal.Amount;
import dev.faultline.journal.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing may follow from an invariant.
 *
 * @param looks how often it was looked at
 * @param held how often it held then
 * @param violated how often it did not
 * @param mistake the first that cannot be computed; null if there was none
 * @param lastMissing what was missing last; null if nothing was
 * @param unfed the names that it demands and nobody has published
 * @param unmet the conditions that never came true
 */
record Doubt(
        long looks,
        long held,
        long violated,
        @Nullable Missing mistake,
        @Nullable Missing lastMissing,
        Set<NamePattern> unfed,
        Set<Binary> unmet) {
    private static final int SHOWN = 5;

    /** Returns the end of a sentence that begins with the invariant; empty if there is no doubt. */
    Optional<String> sentence(Invariant invariant, List<String> published) {
        if (mistake != null) {
            return Optional.of("cannot be computed: " + mistake.why());
        }
        if (!unfed.isEmpty()) {
            List<String> wanted = unfed.stream().map(NamePattern::toString).toList();
            return Optional.of(
                    "names " + shown(wanted) + ", which nobody has published" + hint(wanted.getFirst(), published));
        }
        if (looks == 0) {
            String when = invariant.moments().stream().map(Moment::toString).collect(Collectors.joining(", "));
            return Optional.of(
                    "was never looked at: nothing that it names had changed at any moment of [" + when + "]");
        }
        if (held + violated == 0) {
            return Optional.of("was looked at " + Amount.of(looks, "time") + " and never decided"
                    + (lastMissing == null ? "" : ": " + lastMissing.why()));
        }
        return unmet.isEmpty() || violated > 0
                ? Optional.empty()
                : Optional.of("says nothing of this run: in " + Amount.of(looks, "look") + " it was never true that "
                        + unmet.stream()
                                .map(condition -> condition.left().toString())
                                .sorted()
                                .findFirst()
                                .orElseThrow());
    }

    private static String hint(String wanted, List<String> published) {
        if (published.isEmpty()) {
            return "; nothing at all was published";
        }
        return "; "
                + Spelling.nearest(wanted, published)
                        .map(near -> "did you mean '" + near + "'? ")
                        .orElse("") + "published: " + shown(published);
    }

    private static String shown(List<String> names) {
        int more = names.size() - SHOWN;
        return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
