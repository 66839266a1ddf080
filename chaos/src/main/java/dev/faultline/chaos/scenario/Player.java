package dev.faultline.chaos.scenario;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.Injector;
import dev.faultline.sim.Event;
import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    /** How often each step has been begun, by its path: each time draws anew. */
    private final Map<String, Integer> begun = new LinkedHashMap<>();

    private final Map<String, Moment> waiting = new LinkedHashMap<>();
    private final Set<String> passedOver = new LinkedHashSet<>();
    private final Act whole = new Act(null);

    /** Part of the scenario that can be broken off, with all that it has begun. */
    private static final class Act {
        private final List<Integer> faults = new ArrayList<>();
        private final List<Act> below = new ArrayList<>();
        private boolean over;

        Act(@Nullable Act above) {
            if (above != null) {
                above.below.add(this);
            }
        }

        boolean isOver() {
            return over;
        }

        void end(Strikes strikes) {
            over = true;
            below.forEach(each -> each.end(strikes));
            List.copyOf(faults).forEach(strikes::heal);
        }
    }

    /** Where a step stands: its path, what it is a part of, and the node of the event that it follows. */
    private record Place(String path, Act act, String trigger) {
        Place below(int index) {
            return new Place(Steps.below(path, index), act, trigger);
        }

        Place after(String node) {
            return new Place(path, act, node);
        }
    }

    Player(Injector injector, Scenario scenario, List<String> nodes, Strikes strikes, long seed) {
        this.injector = injector;
        this.scenario = scenario;
        this.strikes = strikes;
        this.nodes = nodes;
        this.seed = seed;
        startNanos = injector.nowNanos();
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
        whole.over = true;
    }

    private void begin(Step step, Place place, Runnable done) {
        if (whole.isOver() || place.act().isOver()) {
            return;
        }
        begun.merge(place.path(), 1, Integer::sum);
        switch (step) {
            case Step.Break fault -> strike(fault, place, done);
            case Step.Heal heal -> {
                List.copyOf(named.getOrDefault(heal.name(), Set.of())).forEach(strikes::heal);
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
                if (Rng.fork(seed, "scenario, chosen " + place.path()).chance(perhaps.chance())) {
                    begin(perhaps.step(), place.below(0), done);
                } else {
                    passedOver.add(Steps.below(place.path(), 0));
                    done.run();
                }
            }
            case Step.While during -> during(during, place);
        }
    }

    private Rng rng(Place place) {
        return Rng.fork(seed, "scenario, step " + place.path() + ", time " + begun.get(place.path()));
    }

    private int strike(String name, FaultTemplate template, Place place, Runnable done) {
        if (strikes.areTooMany()) {
            end();
            return 0;
        }
        Fault fault;
        try {
            fault = template.draw(rng(place), sights.scene(place.trigger()));
        } catch (IllegalArgumentException e) {
            strikes.neverInjected(template.toString(), String.valueOf(e.getMessage()));
            return 0;
        }
        int number = strikes.strike(fault, done);
        if (number > 0) {
            place.act().faults.add(number);
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
        int number = strike(step.name(), step.fault(), place, once);
        // One that lasts for ever holds nothing up, nor does one that could not be. When it is healed, that is over
        // already.
        if (number == 0 || (strikes.isOn(number) && strikes.isForEver(number))) {
            once.run();
        }
    }

    private void change(Step.Change change, Place place) {
        Set<Integer> on = named.getOrDefault(change.name(), Set.of());
        List<Integer> changed = on.stream().filter(strikes::isOn).toList();
        if (changed.isEmpty()) {
            strikes.neverInjected(change.fault().toString(), "no fault '" + change.name() + "' was on");
            return;
        }
        changed.forEach(strikes::heal);
        strike(change.name(), change.fault(), place, () -> {});
    }

    private void next(List<Step> steps, int index, Place place, Runnable done) {
        if (index == steps.size()) {
            done.run();
            return;
        }
        Step step = steps.get(index);
        if (step instanceof Step.Wait wait) {
            begun.merge(Steps.below(place.path(), index), 1, Integer::sum);
            // What follows in the sequence knows the node of the event.
            await(
                    wait.until(),
                    place.below(index),
                    node -> next(steps, index + 1, node.isEmpty() ? place : place.after(node), done));
        } else {
            begin(step, place.below(index), () -> next(steps, index + 1, place, done));
        }
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
        double sum = choose.options().stream().mapToDouble(Step.Option::weight).sum();
        double left = rng(place).unit() * sum;
        int chosen = 0;
        while (chosen < choose.options().size() - 1
                && left >= choose.options().get(chosen).weight()) {
            left -= choose.options().get(chosen).weight();
            chosen++;
        }
        for (int i = 0; i < choose.options().size(); i++) {
            passedOver.add(Steps.below(place.path(), i));
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
                Rng rng = Rng.fork(seed, "scenario, repeat " + place.path() + ", time " + time);
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
                strikes.neverInjected(
                        "repeat of step " + Steps.below(place.path(), 0),
                        "it was over " + Strikes.MOST + " times at one moment; the scenario sets itself off");
                end();
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
        Act act = new Act(place.act());
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
        waiting.put(place.path(), moment);
        Consumer<String> awake = node -> {
            if (!whole.isOver() && !place.act().isOver()) {
                waiting.remove(place.path());
                then.accept(node);
            }
        };
        switch (moment) {
            case Moment.At at -> {
                long due = startNanos + at.at().draw(rng(place)).toNanos();
                injector.after(Duration.ofNanos(Math.max(0, due - injector.nowNanos())), () -> awake.accept(""));
            }
            case Moment.After after -> injector.after(after.delay().draw(rng(place)), () -> awake.accept(""));
            case Moment.Call call -> injector.at(call.point(), nodes, awake);
            case Moment.On on -> sights.next(on.event(), on.nth(), place.act()::isOver, awake);
            case Moment.Absent absent ->
                sights.absent(
                        absent.event(), absent.quiet().draw(rng(place)), place.act()::isOver, () -> awake.accept(""));
        }
    }

    /** Returns the faults that no one has come to, with the reason. */
    List<Unreached> unreached() {
        List<Unreached> unreached = new ArrayList<>();
        for (int i = 0; i < scenario.steps().size(); i++) {
            Steps.walk(scenario.steps().get(i), Steps.below("", i), (path, step) -> {
                if (!begun.containsKey(path) && !wasPassedOver(path)) {
                    switch (step) {
                        case Step.Break fault ->
                            unreached.add(new Unreached(fault.fault().toString(), why(path)));
                        case Step.Change change ->
                            unreached.add(new Unreached(change.fault().toString(), why(path)));
                        default -> {}
                    }
                }
            });
        }
        return unreached;
    }

    /**
     * A fault that no one has come to.
     *
     * @param why as the end of a sentence
     */
    record Unreached(String fault, String why) {}

    private String missed(Moment moment) {
        return moment instanceof Moment.Call(CallPoint point)
                ? injector.missed(point, nodes).map(why -> "; " + why).orElse("")
                : "";
    }

    private boolean wasPassedOver(String path) {
        return passedOver.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "."));
    }

    private String why(String path) {
        for (Map.Entry<String, Moment> each : waiting.entrySet()) {
            int last = each.getKey().lastIndexOf('.');
            String sequence = last < 0 ? "" : each.getKey().substring(0, last + 1);
            if (path.startsWith(sequence)) {
                return each.getValue() instanceof Moment.At at
                        ? "the run was over before " + at.at()
                        : "it was to be " + each.getValue() + ", which did not come" + missed(each.getValue());
            }
        }
        return "the run was over before its turn came";
    }
}
