package dev.faultline.sim.internal.weave;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What was decided of the static fields of the JDK that may change: {@code jdk-statics.txt}, which says what its words mean. */
final class StaticDecisions {
    private static final String FILE = "jdk-statics.txt";

    private final List<Line> lines = new ArrayList<>();
    private final Set<String> fixed = new HashSet<>();

    /** A decision. */
    enum Decision {
        HOOK,
        CONSTANT,
        CACHE,
        KEYED,
        ONCE,
        JVM,
        HIDDEN,
        SETTING,
        SHARED,
        GUI,
        TOOL;

        /** Whether a whole package can be decided so, with all that is written in it. */
        boolean isOfAnyKind() {
            return this == GUI || this == TOOL;
        }
    }

    /**
     * A line.
     *
     * @param hooks the class of the hooks, for a hook
     */
    record Line(Decision decision, String pattern, Optional<String> hooks) {
        boolean decides(JdkStaticFields.Candidate candidate) {
            String field = candidate.field();
            if (pattern.endsWith("/**")) {
                return field.startsWith(pattern.substring(0, pattern.length() - 2)) && isDecidedTogether(candidate);
            }
            if (pattern.endsWith("/")) {
                return field.startsWith(pattern)
                        && field.indexOf('/', pattern.length()) < 0
                        && isDecidedTogether(candidate);
            }
            if (pattern.endsWith("$")) {
                String owner = pattern.substring(0, pattern.length() - 1);
                return candidate.owner().equals(owner) || candidate.owner().startsWith(pattern);
            }
            return field.equals(pattern) || candidate.owner().equals(pattern);
        }

        private boolean isDecidedTogether(JdkStaticFields.Candidate candidate) {
            return decision.isOfAnyKind() || candidate.kind() == JdkStaticFields.Kind.HOLDS;
        }
    }

    StaticDecisions() {
        try (InputStream in = Objects.requireNonNull(StaticDecisions.class.getResourceAsStream(FILE), FILE)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(List.of(line.split(" ")));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(List<String> words) {
        if (words.getFirst().equals("fixed")) {
            fixed.addAll(words.subList(1, words.size()));
            return;
        }
        Decision decision = Decision.valueOf(words.getFirst().toUpperCase(Locale.ROOT));
        int last = decision == Decision.HOOK ? words.size() - 1 : words.size();
        Optional<String> hooks = decision == Decision.HOOK ? Optional.of(words.getLast()) : Optional.empty();
        words.subList(1, last).forEach(pattern -> lines.add(new Line(decision, pattern, hooks)));
    }

    List<Line> lines() {
        return lines;
    }

    Set<String> fixedTypes() {
        return fixed;
    }

    /** Returns the line that decides, that with the longest pattern. */
    Optional<Line> of(JdkStaticFields.Candidate candidate) {
        return lines.stream()
                .filter(line -> line.decides(candidate))
                .max(java.util.Comparator.comparingInt(line -> line.pattern().length()));
    }
}
