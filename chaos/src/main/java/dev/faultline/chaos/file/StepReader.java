package dev.faultline.chaos.file;

import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.scenario.EventPattern;
import dev.faultline.chaos.scenario.Moment;
import dev.faultline.chaos.scenario.Span;
import dev.faultline.chaos.scenario.Step;
import dev.faultline.journal.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads steps. What a step does is wrapped by what else its table says, from the inside: how often, when, and while what.
 */
final class StepReader {
    private static final int TIMES_MAX = 1_000_000;
    private static final List<String> WHAT =
            List.of("fault", "type", "heal", "change", "wait", "step", "sequence", "parallel", "choose");
    private static final String ALL = String.join(", ", WHAT);

    private final FaultReader faults;
    private final MomentReader moments;
    private final Mistakes mistakes;
    /** The names of faults, and where others speak of them. */
    private final Set<String> named = new LinkedHashSet<>();

    private final List<Mention> mentions = new ArrayList<>();

    private record Mention(String name, Tree.Spot spot, String path) {}

    StepReader(FaultReader faults, MomentReader moments, Mistakes mistakes) {
        this.faults = faults;
        this.moments = moments;
        this.mistakes = mistakes;
    }

    /** Returns the steps of a list; what is none is told. */
    List<Step> steps(Tree tree, String path) {
        if (!(tree instanceof Tree.Items list)) {
            mistakes.add(tree.spot(), path, "must be a list of steps, is " + tree.is());
            return List.of();
        }
        if (list.items().isEmpty()) {
            mistakes.add(tree.spot(), path, "has no steps");
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            step(list.items().get(i), path + "[" + i + "]", "").ifPresent(steps::add);
        }
        return steps;
    }

    /**
     * Returns the step.
     *
     * @param name of its fault unless it says another; empty for none
     */
    Optional<Step> step(Tree tree, String path, String name) {
        return switch (tree) {
            case Tree.Table table -> {
                Fields fields = new Fields(table, path, mistakes);
                Optional<Step> step = step(fields, name);
                fields.refuseOthers();
                yield step;
            }
            case Tree.Value value
            when value.type() == Tree.Scalar.TEXT -> new StepLine(faults).read(value.spot(), path, value.text());
            default -> {
                mistakes.add(
                        tree.spot(),
                        path,
                        "must be a step: a table, or a line such as \"12s kill n1 for 3s\"; is " + tree.is());
                yield Optional.empty();
            }
        };
    }

    private Optional<Step> step(Fields fields, String name) {
        Optional<Fields.Taken> condition = fields.take("while");
        Optional<Step> what = chosen(fields, excused(fields, what(fields, name)));
        Optional<Step> repeated = repeated(fields, what);
        List<Moment> awaited = moments.moments(fields);
        Optional<Step> timed = repeated.map(step -> {
            if (awaited.isEmpty()) {
                return step;
            }
            List<Step> steps = new ArrayList<>();
            awaited.forEach(moment -> steps.add(new Step.Wait(moment)));
            steps.add(step);
            return new Step.Sequence(steps);
        });
        return condition.isEmpty() ? timed : during(fields, condition.get(), timed);
    }

    private Optional<Step> what(Fields fields, String name) {
        List<String> said = WHAT.stream().filter(fields::has).toList();
        boolean change = said.contains("change");
        if (change ? said.size() > 2 : said.size() > 1) {
            fields.problem("says more than one thing to do: " + String.join(", ", said) + "; a step does one");
        }
        if (said.isEmpty()) {
            fields.problem("says nothing to do; it needs one of " + ALL
                    + FaultKinds.meant(fields.left())
                            .map(word -> "; did you mean type = \"" + word + "\"?")
                            .orElse(""));
            return Optional.empty();
        }
        if (change) {
            return change(fields, said);
        }
        return switch (said.getFirst()) {
            case "fault", "type" -> broken(fields, name);
            case "heal" ->
                fields.take("heal")
                        .flatMap(taken -> fields.text(taken).map(of -> {
                            mentions.add(new Mention(of, fields.spot(taken.key()), fields.path(taken.key())));
                            return new Step.Heal(of);
                        }));
            case "wait" -> fields.take("wait").flatMap(taken -> awaited(fields, taken));
            case "step" -> fields.take("step").flatMap(taken -> step(taken.tree(), fields.path("step"), ""));
            case "sequence" ->
                fields.take("sequence").flatMap(taken -> {
                    List<Step> steps = steps(taken.tree(), fields.path("sequence"));
                    return fields.made("sequence", () -> new Step.Sequence(steps));
                });
            case "parallel" ->
                fields.take("parallel").map(taken -> new Step.Together(steps(taken.tree(), fields.path("parallel"))));
            default -> fields.take("choose").flatMap(taken -> choice(fields, taken));
        };
    }

    private Optional<FaultTemplate> fault(Fields fields) {
        if (fields.has("type")) {
            return faults.table(fields);
        }
        return fields.take("fault")
                .flatMap(taken -> fields.text(taken)
                        .flatMap(line -> faults.line(fields.spot(taken.key()), fields.path(taken.key()), line)));
    }

    private Optional<Step> broken(Fields fields, String outer) {
        Optional<Fields.Taken> given = fields.take("name");
        Optional<Fields.Taken> rolling = fields.take(Words.ROLLING);
        Optional<Fields.Taken> line = fields.has("type") ? Optional.empty() : fields.take("fault");
        Optional<Step> step = line.isPresent()
                ? line.flatMap(taken -> fields.text(taken)
                        .flatMap(text -> faults.step(fields.spot(taken.key()), fields.path(taken.key()), text)))
                : fault(fields).map(template -> new Step.Break("", template));
        if (step.orElse(null) instanceof Step.Excused(Step excused)) {
            return broken(fields, given, rolling, Optional.of(excused), outer).map(Step.Excused::new);
        }
        return broken(fields, given, rolling, step, outer);
    }

    private Optional<Step> broken(
            Fields fields,
            Optional<Fields.Taken> given,
            Optional<Fields.Taken> rolling,
            Optional<Step> step,
            String outer) {
        if (rolling.isPresent() || step.orElse(null) instanceof Step.Rolling) {
            given.ifPresent(taken -> fields.problem(
                    taken.key(), "is not used: what is rolling has no name by which it could be healed or changed"));
            return step.flatMap(each -> rolling(fields, rolling, each));
        }
        String name = given.flatMap(fields::text).orElse(outer);
        if (!name.isEmpty()) {
            named.add(name);
        }
        return step.map(
                each -> each instanceof Step.Break(String _, FaultTemplate fault) ? new Step.Break(name, fault) : each);
    }

    private static Optional<Step> rolling(Fields fields, Optional<Fields.Taken> rolling, Step step) {
        if (step instanceof Step.Break(String _, FaultTemplate fault) && rolling.isPresent()) {
            return rolling(fields, rolling.get(), fault);
        }
        rolling.ifPresent(taken -> fields.problem(taken.key(), "the fault says so already"));
        return Optional.of(step);
    }

    private static Optional<Step> rolling(Fields fields, Fields.Taken taken, FaultTemplate fault) {
        boolean isFlag = taken.tree() instanceof Tree.Value value && value.type() == Tree.Scalar.FLAG;
        if (isFlag && ((Tree.Value) taken.tree()).text().equals("false")) {
            fields.problem(taken.key(), "must be true, or the time from one node to the next; leave it out otherwise");
            return Optional.empty();
        }
        Optional<Span> every = isFlag ? Optional.empty() : MomentReader.span(fields, taken);
        return isFlag || every.isPresent()
                ? fields.made(taken.key(), () -> new Step.Rolling(fault, every))
                : Optional.empty();
    }

    private Optional<Step> change(Fields fields, List<String> said) {
        Fields.Taken taken = fields.take("change").orElseThrow();
        Optional<String> name = fields.text(taken);
        name.ifPresent(of -> mentions.add(new Mention(of, fields.spot(taken.key()), fields.path(taken.key()))));
        if (!said.contains("fault") && !said.contains("type")) {
            fields.problem(taken.key(), "needs the fault that it becomes: fault or type");
            return Optional.empty();
        }
        return fault(fields).flatMap(template -> name.map(of -> new Step.Change(of, template)));
    }

    private Optional<Step> awaited(Fields fields, Fields.Taken taken) {
        Optional<Fields> table = fields.inner(taken);
        if (table.isEmpty()) {
            return moments.length(fields, taken).map(span -> new Step.Wait(new Moment.After(span)));
        }
        List<Moment> said = moments.moments(table.get());
        table.get().refuseOthers();
        if (said.size() != 1) {
            fields.problem(taken.key(), "must say one moment: at, after, on, printed, absent, call or message");
            return Optional.empty();
        }
        return Optional.of(new Step.Wait(said.getFirst()));
    }

    private Optional<Step> choice(Fields fields, Fields.Taken taken) {
        if (!(taken.tree() instanceof Tree.Items list) || list.items().isEmpty()) {
            fields.problem(
                    taken.key(),
                    "must be a list of steps of which one is done, is "
                            + taken.tree().is());
            return Optional.empty();
        }
        List<Step.Option> options = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            String path = fields.path("choose") + "[" + i + "]";
            Tree item = list.items().get(i);
            if (item instanceof Tree.Table table) {
                Fields option = new Fields(table, path, mistakes);
                double weight = weight(option);
                step(option, "").ifPresent(step -> options.add(new Step.Option(weight, step)));
                option.refuseOthers();
            } else {
                step(item, path, "").ifPresent(step -> options.add(new Step.Option(1, step)));
            }
        }
        return options.isEmpty() ? Optional.empty() : Optional.of(new Step.Choose(options));
    }

    private static double weight(Fields option) {
        return option.take("weight")
                .map(taken -> number(option, taken, 1e9, "must be a number above 0 and 1000000000 at most"))
                .orElse(1.0);
    }

    private static Optional<Step> excused(Fields fields, Optional<Step> what) {
        Optional<Fields.Taken> optional = fields.take(Words.OPTIONAL);
        if (optional.isEmpty()) {
            return what;
        }
        boolean isTrue = optional.get().tree() instanceof Tree.Value value
                && value.type() == Tree.Scalar.FLAG
                && value.text().equals("true");
        if (!isTrue) {
            fields.problem(optional.get().key(), "must be true; leave it out where faults must have an effect");
        }
        return what.map(Step.Excused::new);
    }

    private static Optional<Step> chosen(Fields fields, Optional<Step> what) {
        Optional<Fields.Taken> chosen = fields.take("chosen");
        if (chosen.isEmpty()) {
            return what;
        }
        double chance = number(fields, chosen.get(), 1, "must be a number above 0 and 1 at most");
        return what.map(step -> new Step.Perhaps(chance, step));
    }

    /** Returns a number above 0; 1 if it is none, which is told. */
    private static double number(Fields fields, Fields.Taken taken, double most, String problem) {
        if (taken.tree() instanceof Tree.Value value && value.type() == Tree.Scalar.NUMBER) {
            double number = Double.parseDouble(value.text());
            if (number > 0 && number <= most) {
                return number;
            }
        }
        fields.problem(taken.key(), problem);
        return 1;
    }

    private Optional<Step> repeated(Fields fields, Optional<Step> what) {
        Optional<Fields.Taken> every = fields.take("every");
        Optional<Span> span = every.flatMap(taken -> MomentReader.span(fields, taken));
        Optional<Fields.Taken> repeat = fields.take("repeat", "times");
        int times = repeat.map(taken -> times(fields, taken)).orElse(0);
        if (every.isEmpty() ? repeat.isEmpty() : span.isEmpty()) {
            return what; // where every has a mistake, that was told
        }
        String key = repeat.or(() -> every).orElseThrow().key();
        what.filter(step -> times != 1).flatMap(faults::staysOn).ifPresent(problem -> fields.problem(key, problem));
        return what.flatMap(step -> fields.made(key, () -> new Step.Repeat(step, times, span)));
    }

    private static int times(Fields fields, Fields.Taken taken) {
        if (taken.tree() instanceof Tree.Value value) {
            if (value.type() == Tree.Scalar.TEXT && value.text().equals("forever")) {
                return 0;
            }
            if (value.type() == Tree.Scalar.NUMBER
                    && value.text().matches("[1-9][0-9]{0,6}")
                    && Integer.parseInt(value.text()) <= TIMES_MAX) {
                return Integer.parseInt(value.text());
            }
        }
        fields.problem(taken.key(), "must be how often, from 1 to " + TIMES_MAX + ", or \"forever\"");
        return 1;
    }

    private Optional<Step> during(Fields fields, Fields.Taken taken, Optional<Step> step) {
        Optional<Fields> table = fields.inner(taken);
        if (table.isEmpty()) {
            fields.problem(
                    taken.key(),
                    "must be a table with since and until, is " + taken.tree().is());
            return Optional.empty();
        }
        Optional<EventPattern> since = edge(table.get(), "since", "begins");
        Optional<EventPattern> until = edge(table.get(), "until", "ends");
        table.get().refuseOthers();
        return step.flatMap(inner -> since.flatMap(from -> until.map(to -> new Step.While(from, to, inner))));
    }

    private Optional<EventPattern> edge(Fields table, String key, String does) {
        Optional<Fields.Taken> taken = table.take(key);
        if (taken.isEmpty()) {
            table.missing("'" + key + "' is missing; it is the event with which it " + does, key);
        }
        return taken.flatMap(each -> moments.pattern(table, each));
    }

    /** Tells which faults are spoken of that are not there; to be asked when all steps are read. */
    void checkNames() {
        for (Mention mention : mentions) {
            if (!named.contains(mention.name())) {
                mistakes.add(
                        mention.spot(),
                        mention.path(),
                        "no fault has the name '" + mention.name() + "'; "
                                + Spelling.hint(mention.name(), "names", named));
            }
        }
    }
}
