package dev.faultline.chaos.file;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.MessagePoint;
import dev.faultline.chaos.scenario.EventPattern;
import dev.faultline.chaos.scenario.Moment;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.scenario.Step;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A scenario as plain tables, lists, texts and numbers, in the words of the files. What {@link StepReader} wraps around a step
 * stands in the step's own table, as far as the order of the wrapping is the same; else the step goes into a table inside.
 */
final class StepTables {
    /** How far out a key wraps a step; a table holds keys of growing rank only. */
    private enum Rank {
        WHAT,
        OPTIONAL,
        CHOSEN,
        REPEAT,
        MOMENT,
        WHILE
    }

    private record Ranked(Rank rank, Map<String, Object> table) {
        /** Returns the table, open for keys of that rank. */
        Map<String, Object> open(Rank wanted) {
            return rank.compareTo(wanted) < 0 ? new LinkedHashMap<>(table) : new LinkedHashMap<>(Map.of("step", table));
        }
    }

    private StepTables() {}

    static Map<String, Object> of(Scenario scenario) {
        if (scenario.steps().isEmpty()) {
            throw new IllegalArgumentException("a scenario without steps has no file");
        }
        Map<String, Object> table = new LinkedHashMap<>();
        if (!scenario.groups().isEmpty()) {
            table.put("groups", scenario.groups());
        }
        table.put("step", steps(scenario.steps()));
        return table;
    }

    private static List<Map<String, Object>> steps(List<Step> steps) {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("there are no steps in a sequence, or in what is done together");
        }
        return steps.stream().map(step -> ranked(step).table()).toList();
    }

    private static Ranked ranked(Step step) {
        return switch (step) {
            case Step.Break fault -> {
                Map<String, Object> table = new LinkedHashMap<>();
                if (!fault.name().isEmpty()) {
                    table.put("name", fault.name());
                }
                table.put("fault", fault.fault().toString());
                yield new Ranked(Rank.WHAT, table);
            }
            case Step.Change change -> {
                Map<String, Object> table = new LinkedHashMap<>();
                table.put("change", change.name());
                table.put("fault", change.fault().toString());
                yield new Ranked(Rank.WHAT, table);
            }
            case Step.Rolling rolling -> what("fault", rolling.toString());
            case Step.Heal heal -> what("heal", heal.name());
            case Step.Wait wait -> what("wait", waited(wait.until()));
            case Step.Sequence sequence -> sequence(sequence.steps());
            case Step.Together together -> what("parallel", steps(together.steps()));
            case Step.Choose choose ->
                what("choose", choose.options().stream().map(StepTables::option).toList());
            case Step.Repeat repeat -> repeated(repeat);
            case Step.Excused(Step excused) -> {
                Map<String, Object> table = new LinkedHashMap<>();
                table.put(Words.OPTIONAL, true);
                table.putAll(ranked(excused).open(Rank.OPTIONAL));
                yield new Ranked(Rank.OPTIONAL, table);
            }
            case Step.Perhaps perhaps -> {
                Map<String, Object> table = new LinkedHashMap<>();
                table.put("chosen", decimal(perhaps.chance()));
                table.putAll(ranked(perhaps.step()).open(Rank.CHOSEN));
                yield new Ranked(Rank.CHOSEN, table);
            }
            case Step.While during -> {
                Map<String, Object> edges = new LinkedHashMap<>();
                edges.put("since", pattern(during.since()));
                edges.put("until", pattern(during.until()));
                Map<String, Object> table = new LinkedHashMap<>();
                table.put("while", edges);
                table.putAll(ranked(during.step()).open(Rank.WHILE));
                yield new Ranked(Rank.WHILE, table);
            }
        };
    }

    private static Ranked what(String key, Object value) {
        return new Ranked(Rank.WHAT, Map.of(key, value));
    }

    private static Map<String, Object> option(Step.Option option) {
        Map<String, Object> table = new LinkedHashMap<>();
        if (option.weight() != 1) {
            table.put("weight", decimal(option.weight()));
        }
        table.putAll(ranked(option.step()).table());
        return table;
    }

    private static BigDecimal decimal(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros();
    }

    private static Ranked repeated(Step.Repeat repeat) {
        Map<String, Object> table = new LinkedHashMap<>();
        repeat.every().ifPresent(every -> table.put("every", every.text()));
        if (repeat.times() > 0) {
            table.put("repeat", BigDecimal.valueOf(repeat.times()));
        } else if (repeat.every().isEmpty()) {
            table.put("repeat", "forever");
        }
        table.putAll(ranked(repeat.step()).open(Rank.REPEAT));
        return new Ranked(Rank.REPEAT, table);
    }

    /** A sequence that is one wait, or two of which the second is a delay, and a step, is that step with its moment. */
    private static Ranked sequence(List<Step> steps) {
        int waits = 0;
        while (waits < steps.size() && steps.get(waits) instanceof Step.Wait) {
            waits++;
        }
        boolean delayed =
                waits == 2 && !isTime(steps.getFirst()) && ((Step.Wait) steps.get(1)).until() instanceof Moment.After;
        if (waits + 1 != steps.size() || !(waits == 1 || delayed)) {
            return what("sequence", steps(steps));
        }
        Map<String, Object> table = new LinkedHashMap<>();
        for (int i = 0; i < waits; i++) {
            table.putAll(moment(((Step.Wait) steps.get(i)).until()));
        }
        table.putAll(ranked(steps.getLast()).open(Rank.MOMENT));
        return new Ranked(Rank.MOMENT, table);
    }

    private static boolean isTime(Step wait) {
        Moment until = ((Step.Wait) wait).until();
        return until instanceof Moment.At || until instanceof Moment.After;
    }

    private static Object waited(Moment moment) {
        return moment instanceof Moment.After after ? after.delay().text() : moment(moment);
    }

    private static Map<String, Object> moment(Moment moment) {
        return switch (moment) {
            case Moment.At at -> Map.of("at", at.at().text());
            case Moment.After after -> Map.of("after", after.delay().text());
            case Moment.On on -> {
                Map<String, Object> table = pattern(on.event());
                if (on.nth() != 1) {
                    table.put("nth", BigDecimal.valueOf(on.nth()));
                }
                yield Map.of("on", table);
            }
            case Moment.Call(CallPoint point) -> {
                Map<String, Object> table = new LinkedHashMap<>();
                String side = point.side() == CallPoint.Side.BEFORE ? "before" : "after";
                switch (point.call()) {
                    case CallPoint.OfDisk call -> {
                        table.put(side, CallReader.word(call.kind()));
                        table.put("of", call.path());
                    }
                    case CallPoint.OfMethod method -> {
                        table.put(side, CallReader.METHOD);
                        table.put("of", method.pattern());
                    }
                }
                if (!point.nodes().equals(List.of(Fault.ALL))) {
                    table.put("nodes", point.nodes());
                }
                if (point.nth() != 1) {
                    table.put("nth", BigDecimal.valueOf(point.nth()));
                }
                yield Map.of("call", table);
            }
            case Moment.Message(MessagePoint point) -> Map.of("message", MessageReader.table(point));
            case Moment.Absent absent -> {
                Map<String, Object> table = pattern(absent.event());
                table.put("quiet", absent.quiet().text());
                yield Map.of("absent", table);
            }
        };
    }

    private static Map<String, Object> pattern(EventPattern pattern) {
        Map<String, Object> table = new LinkedHashMap<>();
        Pattern line = pattern.where().get("line");
        if (pattern.event().equals(EventPattern.LINE)
                && pattern.where().size() == 1
                && line != null
                && !line.pattern().isEmpty()) {
            table.put("printed", line.pattern());
        } else {
            table.put("event", pattern.event());
        }
        if (!pattern.node().isEmpty()) {
            table.put("node", pattern.node());
        }
        if (table.containsKey("event") && !pattern.where().isEmpty()) {
            Map<String, Object> where = new LinkedHashMap<>();
            pattern.where().forEach((name, regex) -> where.put(name, regex.pattern()));
            table.put("where", where);
        }
        return table;
    }
}
