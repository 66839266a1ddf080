package dev.faultline.chaos;

import dev.faultline.sim.Rng;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fault some of whose numbers and nodes are decided when it strikes: {@code kill @any for uniform 1s..5s}.
 *
 * <p>In place of a number stands a range: {@code uniform 1s..5s}, or {@code log 0.01..0.1}, on whose scale each order of
 * magnitude is as likely as any other. In place of the name of a node stand
 *
 * <ul>
 *   <li>{@code @any}, {@code @any(2)}: so many nodes, drawn; {@code @half}, {@code @minority}, {@code @majority}: the most
 *       nodes that are a half or a minority, the fewest that are a majority;
 *   <li>{@code @others}: the nodes that the fault names nowhere else;
 *   <li>{@code @trigger}: the node of the event that made the fault strike;
 *   <li>{@code @printed("REGEX")}: the node that was the last to print such a line;
 *   <li>{@code @event("NAME KEY=REGEX")}: the node at which such an event was the last time;
 *   <li>{@code @GROUP}: the nodes of a group of the schedule.
 * </ul>
 *
 * <p>Without {@code for} a fault lasts until it is healed by its name, or the schedule ends. Immutable.
 */
public final class FaultTemplate {
    private static final Pattern DECIDED = Pattern.compile(Choosing.FORM + "|" + Range.FORM + "|" + Quotes.FORM);

    private static final Pattern NAME = Pattern.compile("(?<![A-Za-z0-9@-])[A-Za-z0-9][A-Za-z0-9-]*");

    /** How many nodes there may be beside those that a fault names: some shapes fit a few of these only. */
    private static final int[] SOME_NODES = {3, 1, 2, 4, 5, 6, 7, 8, 9, 0, 100};

    private final String text;
    private final Form form;

    private FaultTemplate(String text, Form form) {
        this.text = text;
        this.form = form;
    }

    /**
     * Reads a fault that may have ranges and choices. What is wrong beyond its first word is found by {@link #check}.
     *
     * @throws IllegalArgumentException if it begins with no kind of fault
     */
    public static FaultTemplate parse(String text) {
        Line line = new Line(text);
        Form form = line.at(line.column(), () -> Form.ofWord(line.word("a kind of fault")));
        return new FaultTemplate(text.strip(), form);
    }

    /** Returns the template that is this fault. */
    public static FaultTemplate of(Fault fault) {
        return new FaultTemplate(fault.toString(), Form.of(fault));
    }

    /** Returns the kind, one of {@link Fault#kinds}. */
    public String kind() {
        return form.word();
    }

    /** Returns whether it begins with nodes, each of which it can hit alone. */
    public boolean isOfNodes() {
        return form.slots().getFirst().notation() == Notation.NODES;
    }

    /** Returns whether it is over by itself, and not only when it is healed. */
    public boolean isOverByItself() {
        boolean lasts = form.slots().stream().anyMatch(slot -> slot.key().equals(Form.LASTING));
        return !lasts || Quotes.hidden(text).matches(".*\\sfor\\s.*");
    }

    /** Returns that something is wrong with the part of that key, whose place in the line the exception knows. */
    public FaultSyntaxException wrong(String key, String problem) {
        for (Form.Slot slot : form.slots()) {
            String said = " " + slot.part().said() + " ";
            if (slot.key().equals(key) && text.contains(said)) {
                return new FaultSyntaxException(text.indexOf(said) + said.length() + 1, problem);
            }
        }
        return new FaultSyntaxException(1, problem);
    }

    /** Returns that something is wrong with these words of it, whose place in the line the exception knows. */
    public FaultSyntaxException wrongWords(String words, String problem) {
        return new FaultSyntaxException(Math.max(0, text.indexOf(words)) + 1, problem);
    }

    /** Returns whether nodes of it are chosen when it strikes. */
    public boolean isDrawn() {
        return choices().anyMatch(found -> found.group(2) == null || Choosing.WORDS.contains(found.group(2)));
    }

    /** Returns whether it hits the node of the event that makes it strike. */
    public boolean hitsTrigger() {
        return choices().anyMatch(found -> Choosing.TRIGGER.equals(found.group(2)));
    }

    /** Returns that there is no such event. */
    public FaultSyntaxException wrongTrigger() {
        return wrongWords(
                "@" + Choosing.TRIGGER,
                "@trigger is the node of the event with which a step began, and this one begins with none; give it on,"
                        + " printed, call, message or while");
    }

    /** Returns the groups that it names. */
    public Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        choices()
                .map(found -> found.group(2))
                .filter(word -> word != null && !Choosing.WORDS.contains(word))
                .forEach(groups::add);
        return groups;
    }

    /** Returns whether a group may have this name. */
    public static boolean isGroup(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9-]*")
                && !Choosing.WORDS.contains(name)
                && !name.equals("printed")
                && !name.equals("event");
    }

    /** Returns the regular expressions of {@code @printed} in it. */
    public List<String> printed() {
        return choices().map(found -> found.group(1)).filter(Objects::nonNull).toList();
    }

    /** Returns the words of {@code @event} in it, which {@link SeenEvent#parse} reads. */
    public List<String> events() {
        return choices().map(found -> found.group(4)).filter(Objects::nonNull).toList();
    }

    /**
     * Makes sure that it is a fault, with the least and with the greatest numbers.
     *
     * @throws IllegalArgumentException if it is none; the message names the column
     */
    public void check(Scene scene) {
        decide(new Rng(0), scene, Range::least);
        decide(new Rng(0), scene, Range::greatest);
    }

    /**
     * Makes sure that it is a fault among some nodes, where it is not known yet among which, and returns one that it may become.
     *
     * @param groups the groups of nodes that it may name
     * @throws IllegalArgumentException if it is none, however many nodes there are
     */
    public Fault check(Map<String, List<String>> groups) {
        List<String> names = new ArrayList<>();
        groups.values().forEach(names::addAll);
        NAME.matcher(text).results().map(MatchResult::group).forEach(names::add);
        IllegalArgumentException refused = null;
        for (int more : SOME_NODES) {
            List<String> nodes = new ArrayList<>(new LinkedHashSet<>(names));
            for (int i = 0; i < more; i++) {
                nodes.add("node-" + i);
            }
            try {
                Scene scene = new Anywhere(nodes, groups);
                check(scene);
                return draw(new Rng(0), scene);
            } catch (IllegalArgumentException e) {
                refused = refused == null ? e : refused;
            }
        }
        throw refused == null ? new IllegalStateException(text) : refused;
    }

    /**
     * Makes sure that it is a fault among these nodes, and returns one that it may become.
     *
     * @param linked other nodes, whose links it may name
     * @param groups the groups of nodes that it may name
     * @throws IllegalArgumentException if it is none
     */
    public Fault check(List<String> nodes, List<String> linked, Map<String, List<String>> groups) {
        Scene scene = new Anywhere(nodes, groups);
        check(scene);
        Fault fault = draw(new Rng(0), scene);
        fault.requireNodes(nodes, linked);
        return fault;
    }

    /** A scene in which every choice finds a node. */
    private record Anywhere(List<String> nodes, Map<String, List<String>> groups) implements Scene {
        @Override
        public List<String> group(String name) {
            return groups.getOrDefault(name, List.of());
        }

        @Override
        public Optional<String> trigger() {
            return Optional.of(nodes.getFirst());
        }

        @Override
        public Optional<String> lastToPrint(String regex) {
            return Optional.of(nodes.getLast());
        }

        @Override
        public Optional<String> lastAt(SeenEvent event) {
            return Optional.of(nodes.getLast());
        }
    }

    /**
     * Decides what is to be decided.
     *
     * @throws IllegalArgumentException if there is nothing to choose from, or what is drawn makes no fault
     */
    public Fault draw(Rng rng, Scene scene) {
        return decide(rng, scene, range -> range.draw(rng));
    }

    /**
     * Decides whom it hits, of those that it begins with.
     *
     * @throws IllegalArgumentException if there is nothing to choose from, or what is drawn makes no fault
     */
    public List<String> targets(Rng rng, Scene scene) {
        return Names.expand(Form.targets(draw(rng, scene)), scene.nodes());
    }

    /**
     * Decides what is to be decided, but whom it hits.
     *
     * @param target whom it hits
     * @throws IllegalArgumentException if what is drawn makes no fault
     */
    public Fault drawAt(String target, Rng rng, Scene scene) {
        return Form.withTargets(draw(rng, scene), List.of(target));
    }

    private Fault decide(Rng rng, Scene scene, Function<Range, String> number) {
        Choosing choosing = new Choosing(rng, scene, named(scene));
        // All choices come first, for the others are what is left by them.
        Deque<String> chosen = new ArrayDeque<>();
        choices()
                .filter(found -> !Choosing.isOthers(found))
                .forEach(found -> chosen.add(new Line(text).at(found.start() + 1, () -> choosing.choose(found))));
        Substitution decided = Substitution.of(text, DECIDED, found -> {
            int column = found.start() + 1;
            return new Line(text).at(column, () -> {
                if (found.group().startsWith("\"")) {
                    return found.group();
                }
                if (found.group().startsWith("@")) {
                    return Choosing.isOthers(found) ? choosing.others() : chosen.remove();
                }
                return number.apply(Range.parse(found.group()));
            });
        });
        try {
            return FaultParser.parse(decided.text(), Times.LASTING_MAX);
        } catch (FaultSyntaxException e) {
            throw new FaultSyntaxException(decided.original(e.column()), e.problem());
        }
    }

    /** Returns the choices in the line, but for what is quoted. */
    private Stream<MatchResult> choices() {
        return DECIDED.matcher(text).results().filter(found -> found.group().startsWith("@"));
    }

    /** Returns the nodes that stand in the line as they are. */
    private Set<String> named(Scene scene) {
        Set<String> named = new LinkedHashSet<>(List.of(Quotes.hidden(text).split("[\\s,|<>]+")));
        named.retainAll(scene.nodes());
        return named;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FaultTemplate template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the line. */
    @Override
    public String toString() {
        return text;
    }
}
