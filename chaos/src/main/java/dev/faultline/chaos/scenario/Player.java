package dev.faultline.chaos.scenario;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.Injector;
import dev.faultline.chaos.Scene;
import dev.faultline.sim.Event;
import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the steps of a scenario. Each step is begun with what is to be done when it is over; what waits is a {@link Waiting}
 * or a timer of the injector. Observers only look: what follows from an event is done in an action right after it.
 */
final class Player {
    private final Injector injector;
    private final Scenario scenario;
    private final Strikes strikes;
    private final List<String> nodes;
    private final Sights sights;
    private final long seed;
    private final long startNanos;
    /** By the name of the fault: the numbers of those that are on, which a heal or a change is about. */
    private final Map<String, Set<Integer>> named = new LinkedHashMap<>();

    private final Progress progress;
    private final Map<String, String> names;
    private final Act whole = new Act();

    Player(Injector injector, Scenario scenario, List<String> nodes, Strikes strikes, long seed) {
        this.injector = injector;
        this.scenario = scenario;
        this.strikes = strikes;
        this.nodes = nodes;
        this.seed = seed;
        startNanos = injector.nowNanos();
        progress = new Progress(scenario, point -> injector.missed(point, nodes));
        names = Steps.names(scenario.steps());
        sights = Sights.of(injector, scenario, nodes);
    }

    void begin() {
        Place place = new Place("", whole, "");
        for (int i = 0; i < scenario.steps().size(); i++) {
            begin(scenario.steps().get(i), place.below(i), () -> {});
        }
    }

    void observe(Event event) {
        sights.observe(event);
    }

    void end() {
        whole.end();
    }

    private void begin(Step given, Place place, Runnable done) {
        if (whole.isOver() || place.act().isOver()) {
            return;
        }
        Step step = Steps.bare(given);
        progress.begin(place.path());
        switch (step) {
            case Step.Break fault -> strike(fault, place, done);
            case Step.Rolling rolling -> roll(rolling, place, done);
            case Step.Heal heal -> {
                List<Integer> on = on(heal.name());
                if (on.isEmpty()) {
                    strikes.neverInjected(origin(place), heal.toString(), "no fault '" + heal.name() + "' was on");
                }
                on.forEach(strikes::heal);
                done.run();
            }
            case Step.Change change -> {
                change(change, place);
                done.run();
            }
            case Step.Wait wait -> await(wait.until(), place, node -> done.run());
            case Step.Sequence sequence -> next(sequence.steps(), 0, place, done);
            case Step.Together together -> together(together.steps(), place, done);
            case Step.Choose choose -> choose(choose, place, done);
            case Step.Repeat repeat -> repeat(repeat, 1, place, done);
            case Step.Perhaps perhaps -> {
                if (Rng.fork(seed, "scenario, chosen " + names.get(place.path()))
                        .chance(perhaps.chance())) {
                    begin(perhaps.step(), place.below(0), done);
                } else {
                    progress.passOver(Steps.below(place.path(), 0));
                    done.run();
                }
            }
            case Step.While during -> during(during, place);
            case Step.Excused excused -> throw new IllegalStateException("not bare: " + excused);
        }
    }

    private Rng rng(Place place) {
        return Rng.fork(seed, drawnAt(place));
    }

    private String drawnAt(Place place) {
        return "scenario, step " + names.get(place.path()) + ", time " + progress.times(place.path());
    }

    private Strikes.Origin origin(Place place) {
        return progress.origin(place.path(), "");
    }

    private int strike(
            String name,
            Object what,
            Supplier<Fault> drawn,
            int before,
            Place place,
            Strikes.Origin origin,
            Runnable done) {
        if (strikes.areTooMany()) {
            giveUp(place, what.toString(), "there were " + Strikes.MOST + " faults already");
            return 0;
        }
        Fault fault;
        try {
            fault = drawn.get();
        } catch (IllegalArgumentException e) {
            strikes.neverInjected(origin, what.toString(), String.valueOf(e.getMessage()));
            return 0;
        }
        int number = strikes.strike(origin, fault, before, done);
        if (number > 0) {
            place.act().add(number);
            if (!name.isEmpty() && strikes.isOn(number)) {
                named.computeIfAbsent(name, ignored -> new LinkedHashSet<>()).add(number);
            }
        }
        return number;
    }

    private void strike(Step.Break step, Place place, Runnable done) {
        boolean[] isOver = {false};
        Runnable once = () -> {
            if (!isOver[0]) {
                isOver[0] = true;
                done.run();
            }
        };
        Supplier<Fault> drawn = () -> step.fault().draw(rng(place), sights.scene(place.trigger()));
        int number = strike(step.name(), step.fault(), drawn, 0, place, origin(place), once);
        // One that lasts for ever holds nothing up, nor does one that could not be. When it is healed, that is over
        // already.
        if (number == 0 || (strikes.isOn(number) && strikes.isForEver(number))) {
            once.run();
        }
    }

    private void roll(Step.Rolling step, Place place, Runnable done) {
        List<String> targets;
        try {
            targets = step.fault().targets(rng(place), sights.scene(place.trigger()));
        } catch (IllegalArgumentException e) {
            strikes.neverInjected(origin(place), step.toString(), String.valueOf(e.getMessage()));
            done.run();
            return;
        }
        roll(step, targets, place, done);
    }

    /** Strikes the first of these nodes, and the others when it is their turn. */
    private void roll(Step.Rolling step, List<String> targets, Place place, Runnable done) {
        progress.leave(
                place.path(),
                targets.stream()
                        .skip(1)
                        .map(node -> step.fault() + " (" + node + ")")
                        .toList());
        List<String> others = targets.subList(1, targets.size());
        Runnable next = () -> {
            if (!whole.isOver() && !place.act().isOver()) {
                roll(step, others, place, done);
            }
        };
        Rng rng = Rng.fork(seed, drawnAt(place) + ", of " + targets.getFirst());
        Scene scene = sights.scene(place.trigger());
        Runnable over = others.isEmpty() ? done : step.every().isPresent() ? () -> {} : next;
        if (!others.isEmpty()) {
            step.every().ifPresent(every -> injector.after(every.draw(rng), next));
        }
        Supplier<Fault> drawn = () -> step.fault().drawAt(targets.getFirst(), rng, scene);
        int number = strike("", step, drawn, 0, place, progress.origin(place.path(), targets.getFirst()), over);
        if (number == 0) {
            over.run();
        }
    }

    /** Returns the numbers of the faults of that name that are on. */
    private List<Integer> on(String name) {
        return named.getOrDefault(name, Set.of()).stream().filter(strikes::isOn).toList();
    }

    private void change(Step.Change change, Place place) {
        List<Integer> changed = on(change.name());
        if (changed.isEmpty()) {
            strikes.neverInjected(origin(place), change.fault().toString(), "no fault '" + change.name() + "' was on");
            return;
        }
        changed.subList(1, changed.size()).forEach(strikes::heal);
        Supplier<Fault> drawn = () -> change.fault().draw(rng(place), sights.scene(place.trigger()));
        strike(change.name(), change.fault(), drawn, changed.getFirst(), place, origin(place), () -> {});
    }

    private void next(List<Step> steps, int index, Place place, Runnable done) {
        if (index == steps.size()) {
            done.run();
            return;
        }
        Step step = steps.get(index);
        if (step instanceof Step.Wait wait) {
            progress.begin(Steps.below(place.path(), index));
            // What follows in the sequence knows the node of the event.
            await(
                    wait.until(),
                    place.below(index),
                    node -> next(steps, index + 1, node.isEmpty() ? place : place.after(node), done));
        } else {
            begin(step, place.below(index), () -> next(steps, index + 1, place, done));
        }
    }

    /** Ends a scenario that has lost its way, which is told even where the step need not have come to pass. */
    private void giveUp(Place place, String what, String why) {
        strikes.neverInjected(
                new Strikes.Origin(place.path(), "", false),
                what,
                why + "; the schedule sets itself off, at step " + place.path());
        progress.giveUp("the schedule had set itself off before, at step " + place.path());
        end();
    }

    private void together(List<Step> steps, Place place, Runnable done) {
        int[] open = {steps.size()};
        if (steps.isEmpty()) {
            done.run();
        }
        for (int i = 0; i < steps.size(); i++) {
            begin(steps.get(i), place.below(i), () -> {
                if (--open[0] == 0) {
                    done.run();
                }
            });
        }
    }

    private void choose(Step.Choose choose, Place place, Runnable done) {
        int chosen = Steps.chosen(choose, rng(place).unit());
        for (int i = 0; i < choose.options().size(); i++) {
            progress.passOver(Steps.below(place.path(), i));
        }
        begin(choose.options().get(chosen).step(), place.below(chosen), done);
    }

    private void repeat(Step.Repeat repeat, int time, Place place, Runnable done) {
        if (repeat.times() > 0 && time > repeat.times()) {
            done.run();
            return;
        }
        if (repeat.every().isPresent()) {
            boolean last = repeat.times() > 0 && time == repeat.times();
            if (!last) {
                Rng rng = Rng.fork(seed, "scenario, repeat " + names.get(place.path()) + ", time " + time);
                injector.after(repeat.every().get().draw(rng), () -> again(repeat, time, place, done));
            }
            begin(repeat.step(), place.below(0), last ? done : () -> {});
            return;
        }
        inARow(repeat, time, place, done);
    }

    private void again(Step.Repeat repeat, int time, Place place, Runnable done) {
        if (!whole.isOver() && !place.act().isOver()) {
            repeat(repeat, time + 1, place, done);
        }
    }

    /** A loop and no recursion where the step is over at once, which it may be any number of times. */
    private void inARow(Step.Repeat repeat, int from, Place place, Runnable done) {
        for (int time = from; repeat.times() == 0 || time <= repeat.times(); time++) {
            if (time - from == Strikes.MOST) {
                giveUp(place, repeat.step().toString(), "it was over " + Strikes.MOST + " times at one moment");
                return;
            }
            int now = time;
            boolean[] begins = {true};
            boolean[] isOver = {false};
            begin(repeat.step(), place.below(0), () -> {
                isOver[0] = true;
                if (!begins[0]) {
                    again(repeat, now, place, done);
                }
            });
            begins[0] = false;
            if (!isOver[0]) {
                return;
            }
        }
        done.run();
    }

    private void during(Step.While during, Place place) {
        Act act = place.act().below();
        sights.next(during.since(), 1, act::isOver, node -> {
            if (place.act().isOver() || whole.isOver()) {
                return;
            }
            begin(during.step(), new Place(Steps.below(place.path(), 0), act, node), () -> {});
            sights.next(during.until(), 1, act::isOver, ignored -> {
                act.end(strikes);
                during(during, place);
            });
        });
    }

    /** Goes on with the node of the event; with an empty name where there is none. */
    private void await(Moment moment, Place place, Consumer<String> then) {
        progress.await(place.path(), moment);
        Consumer<String> awake = node -> {
            if (!whole.isOver() && !place.act().isOver()) {
                progress.awake(place.path());
                then.accept(node);
            }
        };
        switch (moment) {
            case Moment.At at -> {
                long now = injector.nowNanos();
                long due = Math.max(now, startNanos + at.at().draw(rng(place)).toNanos());
                injector.after(Duration.ofNanos(due - now), () -> strikes.whatIsDueAt(due, () -> awake.accept("")));
            }
            case Moment.After after -> injector.after(after.delay().draw(rng(place)), () -> awake.accept(""));
            case Moment.Call call -> injector.at(call.point(), nodes, awake);
            case Moment.Message message -> injector.at(message.point(), nodes, awake);
            case Moment.On on -> sights.next(on.event(), on.nth(), place.act()::isOver, awake);
            case Moment.Absent absent ->
                sights.absent(
                        absent.event(), absent.quiet().draw(rng(place)), place.act()::isOver, () -> awake.accept(""));
        }
    }

    /** Returns the faults that no one has come to, with the reason. */
    List<Progress.Unreached> unreached() {
        return progress.unreached();
    }
}
