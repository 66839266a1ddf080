package dev.faultline.chaos.scenario;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.MessagePoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds scenarios with the words that their files have; {@link dev.faultline.chaos.file.ScheduleFile#write} prints what was built.
 *
 * <pre>{@code
 * Scenario scenario = new ScenarioBuilder()
 *         .group("west", "n1", "n2")
 *         .step(fault("partition sides @west | @others").named("split").at("10s"))
 *         .step(heal("split").at("15s"))
 *         .step(fault("kill @trigger for 3s").printed("LEADING").every("10s").times(3))
 *         .build();
 * }</pre>
 *
 * <p>What a step says is wrapped around what it does as in a file, in whatever order it is said: how often, when, while what.
 * Methods throw {@link IllegalArgumentException} for what is no fault, no time or out of its range. Not thread-safe.
 */
public final class ScenarioBuilder {
    private static final int TIMES_MAX = 1_000_000;

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();

    /** Names several nodes, for use as {@code @NAME}. */
    public ScenarioBuilder group(String name, String... nodes) {
        if (!FaultTemplate.isGroup(name)) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a group");
        }
        if (groups.putIfAbsent(name, List.of(nodes)) != null) {
            throw new IllegalArgumentException("there is a group '" + name + "' already");
        }
        return this;
    }

    /** Adds steps, which begin together with all others. */
    public ScenarioBuilder step(StepBuilder... more) {
        steps.addAll(built(more));
        return this;
    }

    /** Returns the scenario. */
    public Scenario build() {
        return new Scenario(steps, groups);
    }

    /** A fault strikes: {@code kill n1 for 3s}. */
    public static StepBuilder fault(String line) {
        return new StepBuilder(new Step.Break("", FaultTemplate.parse(line)));
    }

    /** A fault strikes one of its nodes after the other, each when it is over at the one before. */
    public static StepBuilder rolling(String line) {
        return new StepBuilder(new Step.Rolling(FaultTemplate.parse(line), Optional.empty()));
    }

    /** A fault strikes one of its nodes after the other, so long from one to the next. */
    public static StepBuilder rolling(String line, String every) {
        return new StepBuilder(new Step.Rolling(FaultTemplate.parse(line), Optional.of(new Span(every))));
    }

    /** The fault of that name is undone. */
    public static StepBuilder heal(String name) {
        return new StepBuilder(new Step.Heal(name));
    }

    /** Another fault takes the place of the one of that name. */
    public static StepBuilder change(String name, String line) {
        return new StepBuilder(new Step.Change(name, FaultTemplate.parse(line)));
    }

    /** So much time passes, or such a time, {@code uniform 1s..5s}. */
    public static StepBuilder pause(String span) {
        return pause(new Moment.After(new Span(span)));
    }

    /** The moment comes. */
    public static StepBuilder pause(Moment until) {
        return new StepBuilder(new Step.Wait(until));
    }

    /** One after the other. */
    public static StepBuilder sequence(StepBuilder... steps) {
        return new StepBuilder(new Step.Sequence(built(steps)));
    }

    /** All at once. */
    public static StepBuilder parallel(StepBuilder... steps) {
        return new StepBuilder(new Step.Together(built(steps)));
    }

    /** One of them, drawn; each as likely as another unless it has a {@linkplain StepBuilder#weight weight}. */
    public static StepBuilder choose(StepBuilder... options) {
        return new StepBuilder(new Step.Choose(Arrays.stream(options)
                .map(option -> new Step.Option(option.weight.orElse(1.0), option.build()))
                .toList()));
    }

    private static List<Step> built(StepBuilder... steps) {
        for (StepBuilder step : steps) {
            step.weight.ifPresent(weight -> {
                throw new IllegalArgumentException("a weight is for what is chosen; " + weight + " is beside none");
            });
        }
        return Arrays.stream(steps).map(StepBuilder::build).toList();
    }

    /** A step, and what is said of it. */
    public static final class StepBuilder {
        private Step what;
        private boolean optional;
        private Optional<Double> chance = Optional.empty();
        private Optional<Double> weight = Optional.empty();
        /** How often; 0 for until the scenario ends. */
        private Optional<Integer> times = Optional.empty();

        private Optional<Span> every = Optional.empty();
        private Optional<Moment> moment = Optional.empty();
        private Optional<Span> delay = Optional.empty();
        private Optional<EventPattern> since = Optional.empty();
        private Optional<EventPattern> until = Optional.empty();

        private StepBuilder(Step what) {
            this.what = what;
        }

        /** Gives its fault a name, by which it can be healed and changed. */
        public StepBuilder named(String name) {
            if (!(what instanceof Step.Break fault)) {
                throw new IllegalArgumentException("only a fault has a name; this is: " + what);
            }
            if (!fault.name().isEmpty()) {
                throw twice("name", fault.name(), name);
            }
            what = new Step.Break(name, fault.fault());
            return this;
        }

        /** Says how likely it is, beside the others of a choice. */
        public StepBuilder weight(double other) {
            weight = once("weight", weight, other);
            return this;
        }

        /** In some runs, and not in others: drawn once a run, with this chance. */
        public StepBuilder chosen(double other) {
            chance = once("chance", chance, new Step.Perhaps(other, what).chance());
            return this;
        }

        /** A run in which none of its faults has an effect has tested what it should all the same. */
        public StepBuilder optional() {
            optional = true;
            return this;
        }

        /** From one beginning to the next. */
        public StepBuilder every(String span) {
            every = once("time from one beginning to the next", every, new Span(span));
            return this;
        }

        /** So often; from 1 to 1000000. */
        public StepBuilder times(int count) {
            if (count < 1 || count > TIMES_MAX) {
                throw new IllegalArgumentException(
                        "a step is repeated once at least, and " + TIMES_MAX + " times at most, was " + count);
            }
            return repeated(count);
        }

        /** Until the scenario ends. */
        public StepBuilder forever() {
            return repeated(0);
        }

        private StepBuilder repeated(int count) {
            if (times.isPresent()) {
                throw twice("number of times", often(times.get()), often(count));
            }
            times = Optional.of(count);
            return this;
        }

        private static String often(int count) {
            return count == 0 ? "for ever" : String.valueOf(count);
        }

        private static <T> Optional<T> once(String what, Optional<T> before, T now) {
            if (before.isPresent()) {
                throw twice(what, before.get(), now);
            }
            return Optional.of(now);
        }

        private static IllegalArgumentException twice(String what, Object before, Object now) {
            return new IllegalArgumentException("a step has one " + what + ": " + before + ", and " + now);
        }

        /** Begins at that time of the scenario. */
        public StepBuilder at(String span) {
            return when(new Moment.At(new Span(span)));
        }

        /** Begins so long after its turn has come, or after what else it waits for. */
        public StepBuilder after(String span) {
            delay = once("delay", delay, new Span(span));
            return this;
        }

        /** Begins at the next event of that name. */
        public StepBuilder on(String event) {
            return when(new Moment.On(EventPattern.of(event), 1));
        }

        /** Begins at the n-th such event. */
        public StepBuilder on(EventPattern event, int nth) {
            return when(new Moment.On(event, nth));
        }

        /** Begins when a node prints such a line. */
        public StepBuilder printed(String regex) {
            return when(new Moment.On(EventPattern.printed(regex), 1));
        }

        /** Begins when there was no such event for that time. */
        public StepBuilder absent(EventPattern event, String quiet) {
            return when(new Moment.Absent(event, new Span(quiet)));
        }

        /** Begins in the middle of a call. */
        public StepBuilder call(CallPoint point) {
            return when(new Moment.Call(point));
        }

        /** Begins at a message. */
        public StepBuilder message(MessagePoint point) {
            return when(new Moment.Message(point));
        }

        private StepBuilder when(Moment begins) {
            moment = once("moment", moment, begins);
            return this;
        }

        /** Begins whenever the one event happens, and is broken off, its faults healed, when the other does. */
        public StepBuilder during(EventPattern from, EventPattern to) {
            since = once("event that begins it", since, from);
            until = once("event that ends it", until, to);
            return this;
        }

        private Step build() {
            Step step = optional ? new Step.Excused(what) : what;
            step = chance.isPresent() ? new Step.Perhaps(chance.get(), step) : step;
            if (times.isPresent() || every.isPresent()) {
                step = new Step.Repeat(step, times.orElse(0), every);
            }
            List<Step> waits = new ArrayList<>();
            moment.ifPresent(begins -> waits.add(new Step.Wait(begins)));
            delay.ifPresent(span -> waits.add(new Step.Wait(new Moment.After(span))));
            if (!waits.isEmpty()) {
                waits.add(step);
                step = new Step.Sequence(waits);
            }
            return since.isPresent() && until.isPresent() ? new Step.While(since.get(), until.get(), step) : step;
        }
    }
}
