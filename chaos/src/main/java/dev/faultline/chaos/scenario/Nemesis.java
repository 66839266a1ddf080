package dev.faultline.chaos.scenario;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.Injector;
import dev.faultline.chaos.Schedule;
import dev.faultline.sim.Event;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Carries a scenario out: breaks, undoes, and tells of each fault what it did.
 *
 * <pre>{@code
 * Nemesis nemesis = Nemesis.install(new SimulationInjector(simulation), plan.draw(seed), plan.nodes());
 * simulation.run(plan.total());
 * nemesis.healAll();
 * nemesis.reports().forEach(System.out::println);
 * }</pre>
 *
 * <p>The run has an event {@code FaultInjected} (number, fault) for each fault, which is among the causes of what follows
 * from it, and {@code FaultHealed} (number, effective, effect) after it was undone. To be used by the thread that drives
 * the run, between two stretches of it.
 */
public final class Nemesis {
    private final Injector injector;
    private final List<String> nodes;
    private final Strikes strikes;
    private final Player player;
    /** The nodes whose programs have ended by themselves, which no fault's end starts. */
    private final Set<String> ended = new TreeSet<>();

    private boolean over;

    private Nemesis(Injector injector, Scenario scenario, List<String> nodes, long seed) {
        this.injector = injector;
        this.nodes = List.copyOf(nodes);
        strikes = new Strikes(injector, this.nodes);
        player = new Player(injector, scenario, this.nodes, strikes, seed);
    }

    /**
     * Installs the schedule; its times count from now.
     *
     * @param nodes the names of the nodes that faults may touch, and what {@code all} stands for
     * @throws IllegalArgumentException if one of the nodes is not there, the schedule is not {@linkplain Schedule#validate
     *     valid} for these nodes, or the environment cannot carry out one of its faults
     */
    public static Nemesis install(Injector injector, Schedule schedule, List<String> nodes) {
        schedule.validate(nodes);
        return install(injector, Scenario.of(schedule), nodes, 0);
    }

    /**
     * Installs the scenario; its times count from now.
     *
     * @param nodes the names of the nodes that faults may touch, and what {@code all} stands for; links may be those of any node that
     *     is there
     * @param seed what is drawn follows from it
     * @throws IllegalArgumentException if one of the nodes is not there, the scenario is not {@linkplain Scenario#validate
     *     valid} for these nodes, or the environment cannot carry out one of its faults or steps, or nodes run already that it
     *     would have to make ready
     */
    public static Nemesis install(Injector injector, Scenario scenario, List<String> nodes, long seed) {
        List<String> there = injector.nodes();
        for (String node : nodes) {
            if (!there.contains(node)) {
                throw new IllegalArgumentException(
                        "there is no node '" + node + "'; the nodes are " + String.join(", ", there));
            }
        }
        List<Fault> faults = Trial.of(scenario, nodes, there);
        for (Fault fault : faults) {
            injector.obstacle(fault).ifPresent(why -> {
                throw new IllegalArgumentException("'" + fault + "' cannot be carried out: " + why);
            });
        }
        injector.expect(faults, Steps.points(new Step.Together(scenario.steps())), nodes);
        Nemesis nemesis = new Nemesis(injector, scenario, nodes, seed);
        injector.observe(nemesis::observe);
        nemesis.player.begin();
        return nemesis;
    }

    /**
     * Ends the scenario: undoes every fault that is still on, heals every link of the network, lets paused nodes go on
     * and starts the nodes that faults took down. Faults that have not begun will not. A second call does nothing.
     */
    public void healAll() {
        if (over) {
            return;
        }
        end();
        player.unreached().forEach(strikes::neverInjected);
        int started = injector.restore(
                nodes.stream().filter(name -> !ended.contains(name)).toList());
        injector.record("AllHealed", "startedNodes", started);
    }

    /**
     * Ends the scenario of a run that ends here: undoes the faults that are on, so that there is evidence of them, and
     * nothing else. Faults that have not begun will not, and get no report.
     */
    public void breakOff() {
        end();
    }

    private void end() {
        over = true;
        player.end();
        strikes.healAll();
    }

    /** Returns what became of the faults that are over, by number; after {@link #healAll}, of all. */
    public List<FaultReport> reports() {
        return strikes.reports();
    }

    /**
     * Returns those of the {@linkplain #reports reports} that say that what a step asked for has not been: faults that did not come to
     * pass, and of each step of which no fault had an effect, however often it was done, the first. What is {@linkplain
     * Step.Excused excused} is not among them.
     */
    public List<FaultReport> unmet() {
        return strikes.unmet();
    }

    /**
     * Returns the faults that began, as a schedule that can be played again: each at the time for which it was asked, or else at
     * which it began. Those are optional of which this run did not demand an effect.
     */
    public Schedule played() {
        return strikes.played();
    }

    /** Returns until when faults that are on keep the node from running; now if none does. */
    public long heldUntilNanos(String node) {
        return strikes.heldUntilNanos(node);
    }

    private void observe(Event event) {
        switch (event.name()) {
            case "NodeExited" -> ended.add(event.node());
            case "NodeStarted" -> ended.remove(event.node());
            default -> {}
        }
        strikes.observe(event);
        player.observe(event);
    }

    /** The longest that a scenario can be. */
    static final Duration EVER = Duration.ofDays(100);
}
