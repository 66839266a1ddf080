package dev.faultline.chaos.scenario;

import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.Injector;
import dev.faultline.chaos.Scene;
import dev.faultline.chaos.SeenEvent;
import dev.faultline.sim.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a scenario sees of a run: events and printed lines that its steps wait for, and who printed what last. */
final class Sights {
    private final Injector injector;
    private final Scenario scenario;
    private final List<String> nodes;
    private final List<Waiting> waiting = new ArrayList<>();
    /** By regular expression: who was the last to print it. */
    private final Map<String, String> printers = new LinkedHashMap<>();

    private final Map<String, Pattern> printed = new LinkedHashMap<>();

    /** The events by which nodes are known, and where each was last. */
    private final Map<String, EventPattern> events = new LinkedHashMap<>();

    private final Map<String, String> places = new LinkedHashMap<>();

    /** What was seen while somebody who has seen something has not gone on yet: what is waited for then may be there already. */
    private final List<Seen> seen = new ArrayList<>();

    /** How many have seen something and have not gone on yet. */
    private int awaking;
    /** Which of {@link #seen} came after what the one who goes on now has seen, and before it went on. */
    private int from;

    private int to;

    private record Seen(Predicate<EventPattern> matches, String node) {}

    private static final class Waiting {
        private final EventPattern pattern;
        private final BooleanSupplier given;
        private final Consumer<String> then;
        private int left;

        Waiting(EventPattern pattern, int nth, BooleanSupplier given, Consumer<String> then) {
            this.pattern = pattern;
            this.given = given;
            this.then = then;
            left = nth;
        }
    }

    private Sights(Injector injector, Scenario scenario, List<String> nodes) {
        this.injector = injector;
        this.scenario = scenario;
        this.nodes = nodes;
    }

    /** Begins to look; at what nodes print only if a step asks for it. */
    static Sights of(Injector injector, Scenario scenario, List<String> nodes) {
        Sights sights = new Sights(injector, scenario, nodes);
        boolean[] lines = {false};
        for (FaultTemplate fault : scenario.faults()) {
            fault.printed().forEach(regex -> sights.printed.put(regex, Pattern.compile(regex)));
            fault.events().forEach(words -> {
                SeenEvent event = SeenEvent.parse(words);
                EventPattern pattern = new EventPattern(event.name(), "", event.where());
                sights.events.put(event.toString(), pattern);
                lines[0] |= pattern.isLine();
            });
        }
        Steps.walk(
                new Step.Together(scenario.steps()),
                "",
                (path, step) -> lines[0] |= patterns(step).stream().anyMatch(EventPattern::isLine));
        if (lines[0] || !sights.printed.isEmpty()) {
            injector.onOutput(sights::printed);
        }
        return sights;
    }

    private static List<EventPattern> patterns(Step step) {
        return switch (step) {
            case Step.While during -> List.of(during.since(), during.until());
            case Step.Wait(Moment.On on) -> List.of(on.event());
            case Step.Wait(Moment.Absent absent) -> List.of(absent.event());
            default -> List.of();
        };
    }

    void observe(Event event) {
        if (!events.isEmpty() && !event.name().equals(EventPattern.LINE) && nodes.contains(event.node())) {
            note(pattern -> pattern.matches(event), event.node());
        }
        if ((!waiting.isEmpty() || awaking > 0) && !event.name().equals(EventPattern.LINE)) {
            tell(pattern -> pattern.matches(event), event.node());
        }
    }

    private void printed(String node, String line) {
        if (!nodes.contains(node)) {
            return;
        }
        printed.forEach((regex, pattern) -> {
            if (pattern.matcher(line).find()) {
                printers.put(regex, node);
            }
        });
        note(pattern -> pattern.matchesLine(node, line), node);
        tell(pattern -> pattern.matchesLine(node, line), node);
    }

    private void note(Predicate<EventPattern> matches, String node) {
        events.forEach((words, pattern) -> {
            if (matches.test(pattern)) {
                places.put(words, node);
            }
        });
    }

    private void tell(Predicate<EventPattern> matches, String node) {
        if (awaking > 0) {
            seen.add(new Seen(matches, node));
        }
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting one = each.next();
            if (one.given.getAsBoolean()) {
                each.remove();
            } else if (matches.test(one.pattern) && --one.left == 0) {
                each.remove();
                awake(one, node, seen.size());
            }
        }
    }

    /** Lets one go on: not here, for the event is in the middle of something. */
    private void awake(Waiting one, String node, int position) {
        awaking++;
        injector.after(Duration.ZERO, () -> {
            from = position;
            to = seen.size();
            try {
                one.then.accept(node);
            } finally {
                from = 0;
                to = 0;
                if (--awaking == 0) {
                    seen.clear();
                }
            }
        });
    }

    /**
     * Goes on when the event has happened so often from now on; if asked by one who goes on after an event, from that event on.
     *
     * @param given whether the wait has been given up
     * @param then takes the node of the event
     */
    void next(EventPattern event, int nth, BooleanSupplier given, Consumer<String> then) {
        Waiting one = new Waiting(event, nth, given, then);
        for (int i = from; i < to; i++) {
            if (seen.get(i).matches.test(event) && --one.left == 0) {
                awake(one, seen.get(i).node, i + 1);
                return;
            }
        }
        waiting.add(one);
    }

    /** Goes on when the event has not happened for so long, counted from now on. */
    void absent(EventPattern event, Duration quiet, BooleanSupplier given, Runnable then) {
        long[] last = {injector.nowNanos()};
        boolean[] over = {false};
        watch(event, () -> over[0] || given.getAsBoolean(), last);
        check(quiet, given, last, () -> {
            over[0] = true;
            then.run();
        });
    }

    private void watch(EventPattern event, BooleanSupplier given, long[] last) {
        next(event, 1, given, node -> {
            last[0] = injector.nowNanos();
            watch(event, given, last);
        });
    }

    private void check(Duration quiet, BooleanSupplier given, long[] last, Runnable then) {
        long due = last[0] + quiet.toNanos();
        injector.after(Duration.ofNanos(due - injector.nowNanos()), () -> {
            if (given.getAsBoolean()) {
                return;
            }
            if (injector.nowNanos() >= last[0] + quiet.toNanos()) {
                then.run();
            } else {
                check(quiet, given, last, then);
            }
        });
    }

    /** Returns what a fault can be aimed at now. */
    Scene scene(String trigger) {
        return new Scene() {
            @Override
            public List<String> nodes() {
                return nodes;
            }

            @Override
            public List<String> group(String name) {
                return scenario.groups().getOrDefault(name, List.of());
            }

            @Override
            public Optional<String> trigger() {
                return nodes.contains(trigger) ? Optional.of(trigger) : Optional.empty();
            }

            @Override
            public Optional<String> lastToPrint(String regex) {
                return Optional.ofNullable(printers.get(regex));
            }

            @Override
            public Optional<String> lastAt(SeenEvent event) {
                return Optional.ofNullable(places.get(event.toString()));
            }
        };
    }
}
