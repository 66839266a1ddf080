package dev.faultline.chaos;

import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Chooses nodes for one fault, none twice. */
final class Choosing {
    private static final String QUOTED = "\\(\"((?:[^\"\\\\]|\\\\.)*)\"\\)";

    /** What stands for nodes that are chosen: {@code @any(2)}, {@code @printed("LEADING")}, {@code @event("StepDown")}. */
    static final Pattern FORM = Pattern.compile(
            "@(?:printed" + QUOTED + "|([A-Za-z][A-Za-z0-9-]*+)(?:\\(([0-9]{1,3})\\))?(?!\\(\")|event" + QUOTED + ")");

    static final String TRIGGER = "trigger";

    /** Words after the {@code @} that are no groups. */
    static final Set<String> WORDS = Set.of("any", "half", "minority", "majority", "others", TRIGGER);

    private final Rng rng;
    private final Scene scene;
    private final List<String> free;

    /**
     * Makes one.
     *
     * @param named the nodes that the fault names as they are
     */
    Choosing(Rng rng, Scene scene, Set<String> named) {
        this.rng = rng;
        this.scene = scene;
        free = new ArrayList<>(scene.nodes());
        free.removeAll(named);
    }

    static boolean isOthers(MatchResult found) {
        return "others".equals(found.group(2));
    }

    /** Returns the names of those that are meant, in the form in which they stand in a line. */
    String choose(MatchResult found) {
        List<String> chosen = found.group(1) != null
                ? printed(found.group(1))
                : found.group(4) != null ? seen(found.group(4)) : word(found);
        free.removeAll(chosen);
        return Names.text(chosen);
    }

    /** Returns those that are still free. */
    String others() {
        if (free.isEmpty()) {
            throw new IllegalArgumentException("there are no other nodes");
        }
        return Names.text(free);
    }

    private List<String> printed(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + regex + "\" is no regular expression: " + e.getDescription(), e);
        }
        return List.of(scene.lastToPrint(regex)
                .orElseThrow(() -> new IllegalArgumentException("no node has printed \"" + regex + "\"")));
    }

    private List<String> seen(String words) {
        SeenEvent event = SeenEvent.parse(words);
        return List.of(scene.lastAt(event)
                .orElseThrow(() -> new IllegalArgumentException("there was no event \"" + words + "\" at any node")));
    }

    private List<String> word(MatchResult found) {
        String word = found.group(2);
        int count = found.group(3) == null ? 1 : Integer.parseInt(found.group(3));
        int all = scene.nodes().size();
        if (found.group(3) != null && !word.equals("any")) {
            throw new IllegalArgumentException("only @any takes a number, as in @any(2)");
        }
        return switch (word) {
            case "any" -> draw(count);
            case "half" -> draw(all / 2);
            case "minority" -> draw((all - 1) / 2);
            case "majority" -> draw(all / 2 + 1);
            case TRIGGER ->
                List.of(scene.trigger()
                        .orElseThrow(() -> new IllegalArgumentException("no node made the fault strike")));
            default -> group(word);
        };
    }

    private List<String> group(String name) {
        List<String> group = scene.group(name);
        if (group.isEmpty()) {
            throw new IllegalArgumentException("there is no group '" + name + "', and @" + name
                    + " is none of @any, @half, @minority, @majority, @others, @trigger, @printed(\"...\") and"
                    + " @event(\"...\")");
        }
        return group;
    }

    private List<String> draw(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "that is none of " + Evidence.count(scene.nodes().size(), "node"));
        }
        if (count > free.size()) {
            throw new IllegalArgumentException(
                    "there are " + Evidence.count(free.size(), "node") + " to choose from, not " + count);
        }
        List<String> chosen = new ArrayList<>(Draws.some(rng, free, count));
        chosen.sort(null);
        return chosen;
    }
}
