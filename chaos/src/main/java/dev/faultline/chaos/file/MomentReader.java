package dev.faultline.chaos.file;

import dev.faultline.chaos.scenario.EventPattern;
import dev.faultline.chaos.scenario.Moment;
import dev.faultline.chaos.scenario.Span;
import dev.faultline.journal.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads when a step begins. */
final class MomentReader {
    static final int NTH_MAX = 1_000_000;
    private static final String EVENT =
            "the name of an event, such as \"FaultInjected\", or a table with event or printed";

    /** What stands for a time with a mistake, and for something at a node. */
    private static final Moment AT_ONCE = new Moment.At(Span.of(Duration.ZERO));

    private static final Moment OF_SOMETHING = new Moment.On(EventPattern.of("Something"), 1);

    private final Surroundings surroundings;
    private final NamedNodes nodes;
    private final List<String> events;

    MomentReader(Surroundings surroundings) {
        this.surroundings = surroundings;
        nodes = new NamedNodes(surroundings);
        events = surroundings.events();
    }

    /**
     * Returns the moments that the table tells, in the order in which they are awaited; takes them. One with a mistake, which is
     * told, counts as given: something stands for it, so that what follows from it is not told, too.
     */
    List<Moment> moments(Fields fields) {
        Optional<Fields.Taken> timing = fields.take("timing");
        List<Moment> moments = own(fields);
        if (timing.isEmpty()) {
            return moments;
        }
        if (timing.get().tree() instanceof Tree.Value value && value.text().equals("immediate")) {
            return moments;
        }
        Optional<Fields> inner = fields.inner(timing.get());
        if (inner.isEmpty()) {
            fields.problem(
                    timing.get().key(),
                    "must be \"immediate\", or a table with at, after, on, printed, absent, call or message");
            return moments;
        }
        List<Moment> inside = own(inner.get());
        inner.get().refuseOthers();
        if (!moments.isEmpty() && !inside.isEmpty()) {
            fields.problem(timing.get().key(), "says when, and so does the step itself; leave one of them out");
        }
        return moments.isEmpty() ? inside : moments;
    }

    private List<Moment> own(Fields fields) {
        List<Moment> moments = new ArrayList<>();
        List<String> said = new ArrayList<>();
        fields.take("at").ifPresent(taken -> {
            said.add("at");
            moments.add(length(fields, taken).<Moment>map(Moment.At::new).orElse(AT_ONCE));
        });
        fields.take("call").ifPresent(taken -> {
            said.add("call");
            moments.add(CallReader.read(fields, taken, nodes).orElse(OF_SOMETHING));
        });
        fields.take("message").ifPresent(taken -> {
            said.add("message");
            moments.add(MessageReader.read(fields, taken, nodes).orElse(OF_SOMETHING));
        });
        for (String key : List.of("on", "printed", "absent")) {
            fields.take(key).ifPresent(taken -> {
                said.add(key);
                moments.add(event(fields, key, taken).orElse(key.equals("absent") ? AT_ONCE : OF_SOMETHING));
            });
        }
        if (said.size() > 1) {
            fields.problem("says when more than once: " + String.join(" and ", said) + "; a step has one moment");
        }
        fields.take("after").ifPresent(taken -> {
            if (said.contains("at")) {
                fields.problem(taken.key(), "stands beside at; one of them says when");
            }
            moments.add(length(fields, taken).<Moment>map(Moment.After::new).orElse(AT_ONCE));
        });
        return moments;
    }

    /** Returns the duration, or range of durations, that was taken; it must be over before all is. */
    Optional<Span> length(Fields fields, Fields.Taken taken) {
        Optional<Span> span = span(fields, taken);
        span.flatMap(surroundings::tooLate).ifPresent(problem -> fields.problem(taken.key(), problem));
        return span;
    }

    /** Returns the duration, or range of durations, that was taken. */
    static Optional<Span> span(Fields fields, Fields.Taken taken) {
        if (taken.tree() instanceof Tree.Value value && value.type() == Tree.Scalar.NUMBER) {
            fields.problem(taken.key(), "needs a unit: \"" + value.text() + "s\"");
            return Optional.empty();
        }
        return fields.text(taken).flatMap(text -> fields.made(taken.key(), () -> new Span(text)));
    }

    private Optional<Moment> event(Fields fields, String key, Fields.Taken taken) {
        Optional<Fields> table = fields.inner(taken);
        if (table.isEmpty()) {
            if (key.equals("absent")) {
                fields.problem(
                        taken.key(),
                        "must be a table with event or printed, and quiet; is "
                                + taken.tree().is());
                return Optional.empty();
            }
            return fields.text(taken)
                    .flatMap(text ->
                            pattern(fields, taken.key(), key.equals("on") ? text : "", key.equals("on") ? "" : text))
                    .map(pattern -> new Moment.On(pattern, 1));
        }
        Fields inner = table.get();
        Optional<EventPattern> pattern = pattern(inner, key.equals("printed") ? "line" : "printed");
        Optional<Moment> moment;
        if (key.equals("absent")) {
            Optional<Fields.Taken> quiet = inner.take("quiet", "for");
            if (quiet.isEmpty()) {
                inner.missing("'quiet' is missing; it is how long there was no such event, such as \"5s\"", "quiet");
            }
            moment = quiet.flatMap(each -> length(inner, each))
                    .flatMap(span -> pattern.map(each -> new Moment.Absent(each, span)));
        } else {
            int nth = inner.number(1, NTH_MAX, "nth").orElse(1);
            moment = pattern.map(each -> new Moment.On(each, nth));
        }
        inner.refuseOthers();
        return moment;
    }

    /** Returns the pattern of a step's condition: the name of an event, or a table. */
    Optional<EventPattern> pattern(Fields fields, Fields.Taken taken) {
        Optional<Fields> table = fields.inner(taken);
        if (table.isEmpty()) {
            return fields.text(taken).flatMap(text -> pattern(fields, taken.key(), text, ""));
        }
        Optional<EventPattern> pattern = pattern(table.get(), "printed");
        table.get().refuseOthers();
        return pattern;
    }

    private Optional<EventPattern> pattern(Fields fields, String printedKey) {
        Optional<Fields.Taken> event = printedKey.equals("line") ? Optional.empty() : fields.take("event");
        Optional<Fields.Taken> printed = fields.take(printedKey);
        Optional<Fields.Taken> at = fields.take("node");
        if (event.isPresent() == printed.isPresent()) {
            if (event.isPresent()) {
                fields.problem("has both event and printed; it is one of them");
            } else if (printedKey.equals("line")) {
                fields.missing("'line' is missing; it is what the line must have in it, a regular expression", "line");
            } else {
                fields.missing("'event' is missing, or 'printed'", "event", "printed");
            }
            fields.take("where");
            return Optional.empty();
        }
        Map<String, Pattern> where = new LinkedHashMap<>();
        if (event.isPresent()) {
            String name = event.get().tree() instanceof Tree.Value value ? value.text() : "";
            fields.take("where").ifPresent(taken -> where(fields, taken, name, where));
        }
        Fields.Taken what = event.or(() -> printed).orElseThrow();
        return fields.text(what)
                .flatMap(text ->
                        pattern(fields, what.key(), event.isPresent() ? text : "", event.isPresent() ? "" : text))
                .map(found -> {
                    where.putAll(event.isPresent() ? Map.of() : found.where());
                    boolean isLine = found.event().equals(EventPattern.LINE);
                    String node =
                            at.map(each -> nodes.ofEvent(fields, each, isLine)).orElse("");
                    return new EventPattern(found.event(), node, where);
                });
    }

    private void where(Fields fields, Fields.Taken taken, String event, Map<String, Pattern> where) {
        Optional<Fields> table = fields.inner(taken);
        if (table.isEmpty()) {
            fields.problem(taken.key(), "must be a table: names of the event's data, and what must be in them");
            return;
        }
        for (String name : table.get().left()) {
            Fields.Taken value = table.get().take(name).orElseThrow();
            if (!events.isEmpty()) {
                EventNames.wrongData(event, value.key())
                        .ifPresent(problem -> table.get().problem(value.key(), problem));
            }
            condition(table.get(), value).ifPresent(regex -> where.put(value.key(), regex));
        }
    }

    /** A text is a regular expression to be found; a number or a flag is the whole value. */
    private static Optional<Pattern> condition(Fields fields, Fields.Taken taken) {
        if (taken.tree() instanceof Tree.Value value) {
            return value.type() == Tree.Scalar.TEXT
                    ? regex(fields, taken.key(), value.text())
                    : Optional.of(EventPattern.whole(value.text()));
        }
        fields.problem(
                taken.key(),
                "must be a regular expression, a number, true or false; is "
                        + taken.tree().is());
        return Optional.empty();
    }

    private static Optional<Pattern> regex(Fields fields, String key, String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            fields.problem(
                    key,
                    "'" + text + "' is no regular expression: " + e.getDescription() + " at character "
                            + (e.getIndex() + 1));
            return Optional.empty();
        }
    }

    private Optional<EventPattern> pattern(Fields fields, String key, String event, String printed) {
        if (!printed.isEmpty()) {
            return regex(fields, key, printed)
                    .map(regex -> new EventPattern(EventPattern.LINE, "", Map.of("line", regex)));
        }
        if (!event.matches("[A-Za-z][A-Za-z0-9]*")) {
            fields.problem(key, "must be " + EVENT + "; is '" + event + "'");
            return Optional.empty();
        }
        if (!events.isEmpty() && !events.contains(event)) {
            fields.problem(key, "no run has an event '" + event + "'; " + Spelling.hint(event, "events", events));
        }
        return Optional.of(EventPattern.of(event));
    }
}
