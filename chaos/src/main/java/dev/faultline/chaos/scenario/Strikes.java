package dev.faultline.chaos.scenario;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Injector;
import dev.faultline.chaos.Schedule;
import dev.faultline.sim.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The faults of a run: those that are on, with what they have hold of, and what became of those that are over. */
final class Strikes {
    /** A scenario that breaks more than this has lost its way: it sets itself off. */
    static final int MOST = 10_000;

    private final Injector injector;
    private final List<String> nodes;
    private final long startNanos;
    private final Map<Integer, Active> active = new TreeMap<>();
    private final Map<Integer, FaultReport> reports = new TreeMap<>();
    /** Of those that are over: what was known when they were undone. */
    private final Map<Integer, Evidence> evidence = new TreeMap<>();

    /** Of those that are over and have left something behind, by number. */
    private final Map<Integer, Aftermath> aftermaths = new TreeMap<>();

    /** By number: which step asked for it. */
    private final Map<Integer, Origin> origins = new TreeMap<>();

    private final List<Played> played = new ArrayList<>();
    private int numbers;
    /** The time for which what strikes now was asked; -1 if for none. A turn that lasts beyond it lets it strike a little later. */
    private long dueNanos = -1;

    /**
     * The step that asked for a fault.
     *
     * @param path of the step, which may ask again and again
     * @param node of one that rolls; else empty
     * @param excused whether the fault need have no effect
     */
    record Origin(String path, String node, boolean excused) {}

    private record Played(int number, Duration at, Fault fault) {}

    private record Active(Fault fault, Injection injection, long sinceNanos, long askedNanos, Runnable over) {
        long untilNanos() {
            return sinceNanos + fault.lasting().toNanos();
        }
    }

    Strikes(Injector injector, List<String> nodes) {
        this.injector = injector;
        this.nodes = nodes;
        startNanos = injector.nowNanos();
    }

    void observe(Event event) {
        active.values().forEach(each -> each.injection().observe(event));
        aftermaths.values().forEach(each -> each.observe(event));
    }

    /** Does what somebody has asked for at that time, which has come. */
    void whatIsDueAt(long nanos, Runnable action) {
        dueNanos = nanos;
        try {
            action.run();
        } finally {
            dueNanos = -1;
        }
    }

    /**
     * Lets the fault strike now, perhaps in the place of one that is on, without a moment between.
     *
     * @param origin who asked for it
     * @param before the number of the one whose place it takes; 0 for none
     * @param over what is done when it has been undone
     * @return its number; 0 if it could not be injected, which is reported
     */
    int strike(Origin origin, Fault fault, int before, Runnable over) {
        healWhatIsDue(fault, before);
        Optional<String> held = held(fault, before);
        if (held.isPresent()) {
            neverInjected(origin, fault.toString(), held.get());
            return 0;
        }
        int number = ++numbers;
        origins.put(number, origin);
        Injection injection = injector.prepare(fault, nodes);
        injector.record("FaultInjected", "number", number, "fault", fault.toString());
        long now = injector.nowNanos();
        active.put(number, new Active(fault, injection, now, dueNanos < 0 ? now : dueNanos, over));
        Active replaced = active.get(before);
        if (replaced == null) {
            injection.inject();
        } else {
            healed(before, replaced, injection.replace(replaced.injection()));
        }
        if (fault.lasting().isZero()) {
            heal(number);
        } else if (fault.lasting().compareTo(Nemesis.EVER) < 0) {
            // Set here, so that the undoing has the injection among its causes.
            injector.after(fault.lasting(), () -> heal(number));
        }
        return number;
    }

    /** Undoes what is to be over at this instant: of two timers of one instant that of the fault to come may be the first. */
    private void healWhatIsDue(Fault fault, int but) {
        long now = injector.nowNanos();
        List<Integer> due = active.entrySet().stream()
                .filter(other -> other.getKey() != but)
                .filter(other -> !isForEver(other.getKey()) && other.getValue().untilNanos() <= now)
                .filter(other -> fault.conflict(other.getValue().fault(), nodes).isPresent())
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(this::heal);
    }

    private Optional<String> held(Fault fault, int but) {
        for (Map.Entry<Integer, Active> other : active.entrySet()) {
            Optional<String> both = other.getKey() == but
                    ? Optional.empty()
                    : fault.conflict(other.getValue().fault(), nodes);
            if (both.isPresent()) {
                return Optional.of(
                        "fault " + other.getKey() + " (" + other.getValue().fault() + ") has hold of " + both.get());
            }
        }
        return Optional.empty();
    }

    boolean isOn(int number) {
        return active.containsKey(number);
    }

    /** Undoes the fault, if it is still on. */
    void heal(int number) {
        Active healed = active.get(number);
        if (healed == null) {
            return;
        }
        healed(number, healed, healed.injection().heal());
    }

    private void healed(int number, Active healed, Evidence seen) {
        active.remove(number);
        evidence.put(number, seen);
        healed.injection().aftermath().ifPresent(left -> aftermaths.put(number, left));
        long now = injector.nowNanos();
        reports.put(
                number,
                new FaultReport(
                        number, healed.fault().toString(), healed.sinceNanos(), now, seen.effective(), seen.told()));
        Duration lasted = Duration.ofNanos(now - healed.sinceNanos());
        played.add(new Played(
                number,
                Duration.ofNanos(healed.askedNanos() - startNanos),
                lasted.isZero() ? healed.fault() : healed.fault().lastingAtMost(lasted)));
        injector.record(
                "FaultHealed",
                "number",
                number,
                "effective",
                seen.effective(),
                "effect",
                String.join("; ", seen.sentences()));
        healed.over().run();
    }

    void healAll() {
        List.copyOf(active.keySet()).forEach(this::heal);
    }

    /** Reports a fault that did not strike. */
    void neverInjected(Origin origin, String fault, String why) {
        int number = ++numbers;
        origins.put(number, origin);
        reports.put(number, new FaultReport(number, fault, -1, -1, false, List.of("never injected: " + why)));
    }

    void neverInjected(Progress.Unreached fault) {
        neverInjected(fault.origin(), fault.fault(), fault.why());
    }

    /** Returns whether no more may strike. */
    boolean areTooMany() {
        return numbers >= MOST;
    }

    boolean isForEver(int number) {
        Active fault = active.get(number);
        return fault != null && fault.fault().lasting().compareTo(Nemesis.EVER) >= 0;
    }

    List<FaultReport> reports() {
        return reports.values().stream().map(this::known).toList();
    }

    /** Returns the report with what its fault has done since it was over. */
    private FaultReport known(FaultReport report) {
        Aftermath left = aftermaths.get(report.number());
        return left == null ? report : report.with(left.after(Objects.requireNonNull(evidence.get(report.number()))));
    }

    /**
     * Returns those that were asked for and did not come to pass, and the first of each step of which none had an effect; without
     * those of steps that are excused.
     */
    List<FaultReport> unmet() {
        Set<Origin> met = met();
        Set<Origin> told = new LinkedHashSet<>();
        List<FaultReport> unmet = new ArrayList<>();
        reports().forEach(report -> {
            Origin origin = Objects.requireNonNull(origins.get(report.number()));
            if (!origin.excused() && (!report.wasInjected() || (!met.contains(origin) && told.add(origin)))) {
                unmet.add(report);
            }
        });
        return unmet;
    }

    /** Returns who asked for what had an effect, at least once. */
    private Set<Origin> met() {
        Set<Origin> met = new LinkedHashSet<>();
        reports().stream()
                .filter(FaultReport::effective)
                .map(report -> Objects.requireNonNull(origins.get(report.number())))
                .forEach(met::add);
        return met;
    }

    Schedule played() {
        Set<Origin> met = met();
        // They were noted as they ended; of one instant the first to strike stands first.
        return new Schedule(played.stream()
                .sorted(Comparator.comparingInt(Played::number))
                .map(each -> {
                    Origin origin = Objects.requireNonNull(origins.get(each.number()));
                    // What another time of its step makes up for need have no effect when it is played alone.
                    boolean effective = known(Objects.requireNonNull(reports.get(each.number())))
                            .effective();
                    boolean optional = origin.excused() || (!effective && met.contains(origin));
                    return new Schedule.Entry(each.at(), each.fault(), optional);
                })
                .toList());
    }

    long heldUntilNanos(String node) {
        long until = injector.nowNanos();
        for (Active each : active.values()) {
            if (each.fault().holds(node, nodes)) {
                until = Math.max(until, each.untilNanos());
            }
        }
        return until;
    }
}
