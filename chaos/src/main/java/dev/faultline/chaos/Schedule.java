package dev.faultline.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Which faults happen when, as data.
 *
 * <p>Its text has one fault a line, {@code 12.5s kill n2 for 3s}, or {@code 12.5s optional kill n2 for 3s}; blank lines and
 * what follows a {@code #} at the start of a line are left out. The order of the faults is that of their times; faults of the same time stay in the order in
 * which they were given. Immutable.
 *
 * @param entries the faults, by time
 */
public record Schedule(List<Entry> entries) {
    /** Before a fault that need have no effect. */
    private static final String OPTIONAL = "optional";

    /** The schedule on which nothing breaks. */
    public static final Schedule NONE = new Schedule(List.of());

    /**
     * A fault and its time.
     *
     * @param at when it begins, counted from the start of the schedule; from zero to 100 days
     * @param fault what breaks
     * @param optional whether a run in which it has no effect has tested what it should all the same
     */
    public record Entry(Duration at, Fault fault, boolean optional) {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if the time is negative or beyond 100 days
         */
        public Entry {
            Times.checkAt(at);
        }

        /** Makes one that should have an effect. */
        public Entry(Duration at, Fault fault) {
            this(at, fault, false);
        }

        /** Returns when the fault is over. */
        public Duration end() {
            return at.plus(fault.lasting());
        }

        /** Returns the line of the schedule's text. */
        @Override
        public String toString() {
            return Times.text(at) + " " + (optional ? OPTIONAL + " " : "") + fault;
        }
    }

    /** Copies the entries and sorts them by time. */
    public Schedule {
        entries = entries.stream().sorted(Comparator.comparing(Entry::at)).toList();
    }

    /**
     * Reads a schedule from text.
     *
     * @throws IllegalArgumentException if a line is no time and fault; the message names line and column and says what
     *     would be right
     */
    public static Schedule parse(String text) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                entries.add(entry(number, line));
            }
        }
        return new Schedule(entries);
    }

    private static Entry entry(int number, String text) {
        Line line = new Line(text);
        try {
            int column = line.column();
            String word = line.word("a time, such as 12.5s");
            Duration at;
            try {
                at = Times.parse(word);
                Times.checkAt(at);
            } catch (IllegalArgumentException e) {
                throw new FaultSyntaxException(column, String.valueOf(e.getMessage()));
            }
            boolean optional = line.isAt(OPTIONAL);
            if (optional) {
                line.keyword(OPTIONAL);
            }
            return new Entry(at, FaultParser.parse(line), optional);
        } catch (FaultSyntaxException e) {
            throw new FaultSyntaxException(number, e);
        }
    }

    /** Returns the schedule in which no fault need have an effect. */
    public Schedule optional() {
        return new Schedule(entries.stream()
                .map(entry -> new Entry(entry.at(), entry.fault(), true))
                .toList());
    }

    /** Returns when the last fault is over; zero if there is none. */
    public Duration end() {
        return entries.stream().map(Entry::end).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /**
     * Checks that the schedule can be carried out: it names only these nodes, and no two faults have hold of the same
     * thing (the process of a node, a link's cut, a node's time of day, ...) at the same time, for the one that ends
     * first would undo the other. One may begin at the instant at which the other ends, which is undone first then.
     *
     * @param nodes what faults may touch, and what {@code all} stands for
     * @throws IllegalArgumentException if it cannot; the message names the faults by their numbers, from 1
     */
    public void validate(List<String> nodes) {
        Names.check(nodes);
        Map<String, Integer> holders = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            for (String name : new LinkedHashSet<>(Names.in(entry.fault()))) {
                if (!nodes.contains(name)) {
                    throw new IllegalArgumentException(describe(i) + " names the unknown node '" + name
                            + "'; the nodes are " + String.join(", ", nodes));
                }
            }
            for (String claim : Claims.of(entry.fault(), nodes)) {
                Integer holder = holders.put(claim, i);
                if (holder != null && entries.get(holder).end().compareTo(entry.at()) > 0) {
                    throw new IllegalArgumentException(describe(i) + " overlaps " + describe(holder)
                            + ": both have hold of " + claim + "; let it begin no earlier than "
                            + Times.text(entries.get(holder).end()));
                }
            }
        }
    }

    private String describe(int index) {
        return "fault " + (index + 1) + " (" + entries.get(index) + ")";
    }

    /** Returns the text: one fault a line, each line with its end. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }
}
