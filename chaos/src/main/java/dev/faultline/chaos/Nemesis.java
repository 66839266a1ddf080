package dev.faultline.chaos;

import dev.faultline.chaos.Schedule.Entry;
import dev.faultline.sim.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Carries a schedule out: breaks, undoes, and tells of each fault what it did.
 *
 * <pre>{@code
 * Nemesis nemesis = Nemesis.install(new SimulationInjector(simulation), plan.draw(seed), plan.nodes());
 * injector.run(plan.total());
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
    private final Schedule schedule;
    private final List<String> nodes;
    private final Map<Integer, Active> active = new TreeMap<>();
    private final Map<Integer, FaultReport> reports = new TreeMap<>();
    /** The nodes whose programs have ended by themselves, which no fault's end starts. */
    private final Set<String> ended = new TreeSet<>();

    private boolean over;

    private record Active(Injection injection, long sinceNanos) {}

    private Nemesis(Injector injector, Schedule schedule, List<String> nodes) {
        this.injector = injector;
        this.schedule = schedule;
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Installs the schedule; its times count from now.
     *
     * @param nodes the names of the nodes that faults may touch, and what {@code all} stands for
     * @throws IllegalArgumentException if one of the nodes is not there, the schedule is not {@linkplain Schedule#validate valid} for these nodes, or the
     *     environment cannot carry out one of its faults
     */
    public static Nemesis install(Injector injector, Schedule schedule, List<String> nodes) {
        List<String> there = injector.nodes();
        for (String node : nodes) {
            if (!there.contains(node)) {
                throw new IllegalArgumentException(
                        "there is no node '" + node + "'; the nodes are " + String.join(", ", there));
            }
        }
        schedule.validate(nodes);
        for (Entry entry : schedule.entries()) {
            injector.obstacle(entry.fault()).ifPresent(why -> {
                throw new IllegalArgumentException("'" + entry.fault() + "' cannot be carried out: " + why);
            });
        }
        Nemesis nemesis = new Nemesis(injector, schedule, nodes);
        injector.observe(nemesis::observe);
        for (int number = 1; number <= schedule.entries().size(); number++) {
            int fault = number;
            injector.after(nemesis.entry(fault).at(), () -> nemesis.inject(fault));
        }
        return nemesis;
    }

    /**
     * Ends the schedule: undoes every fault that is still on, heals every link of the network, lets paused nodes go on
     * and starts the nodes that faults took down. Faults that have not begun will not. A second call does nothing.
     */
    public void healAll() {
        if (over) {
            return;
        }
        over = true;
        List.copyOf(active.keySet()).forEach(this::heal);
        for (int number = 1; number <= schedule.entries().size(); number++) {
            reports.putIfAbsent(
                    number,
                    new FaultReport(
                            number,
                            entry(number).fault(),
                            -1,
                            -1,
                            false,
                            List.of("never injected: the run was over before "
                                    + Times.text(entry(number).at()))));
        }
        int started = injector.restore(
                nodes.stream().filter(name -> !ended.contains(name)).toList());
        injector.record("AllHealed", "startedNodes", started);
    }

    /**
     * Ends the schedule of a run that ends here: undoes the faults that are on, so that there is evidence of them, and
     * nothing else. Faults that have not begun will not, and get no report.
     */
    public void breakOff() {
        over = true;
        List.copyOf(active.keySet()).forEach(this::heal);
    }

    /** Returns what became of the faults that are over, by number; after {@link #healAll}, of all. */
    public List<FaultReport> reports() {
        return List.copyOf(reports.values());
    }

    private Entry entry(int number) {
        return schedule.entries().get(number - 1);
    }

    private void observe(Event event) {
        switch (event.name()) {
            case "NodeExited" -> ended.add(event.node());
            case "NodeStarted" -> ended.remove(event.node());
            default -> {}
        }
        active.values().forEach(each -> each.injection().observe(event));
    }

    private void inject(int number) {
        if (over) {
            return;
        }
        Entry entry = entry(number);
        Injection injection = injector.prepare(entry.fault(), nodes);
        injector.record(
                "FaultInjected", "number", number, "fault", entry.fault().toString());
        active.put(number, new Active(injection, injector.nowNanos()));
        injection.inject();
        if (entry.fault().lasting().isZero()) {
            heal(number);
        } else {
            // Set here, so that the undoing has the injection among its causes.
            injector.after(entry.fault().lasting(), () -> heal(number));
        }
    }

    private void heal(int number) {
        Active healed = active.get(number);
        if (healed == null) {
            return;
        }
        Evidence evidence = healed.injection().heal();
        active.remove(number);
        reports.put(
                number,
                new FaultReport(
                        number,
                        entry(number).fault(),
                        healed.sinceNanos(),
                        injector.nowNanos(),
                        evidence.effective(),
                        evidence.sentences()));
        injector.record(
                "FaultHealed",
                "number",
                number,
                "effective",
                evidence.effective(),
                "effect",
                String.join("; ", evidence.sentences()));
    }
}
