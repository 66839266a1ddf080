package dev.faultline.experiment;

import dev.faultline.experiment.probe.Source;
import dev.faultline.experiment.probe.StateProbe;
import dev.faultline.experiment.probe.StateProbe.When;
import dev.faultline.invariant.Probe;
import dev.faultline.sim.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the probes of a run at their times, and tells the invariants what has changed.
 *
 * <p>Fields are read between two turns, by whoever asks whether the run is to go on; what they hold at the end of a period is what
 * they hold at the first such moment then or later, and that is when it is told. The rest is read by threads of the nodes, which actions of the run start.
 */
final class StateProbes {
    private final InvariantLooks looks;
    private final List<FollowedProbe> atTurns = new ArrayList<>();
    /** Those that are read after a period, by the period in nanoseconds; and when each period ends next. */
    private final Map<Long, List<FollowedProbe>> periodic = new TreeMap<>();

    private final Map<Long, Long> dueNanos = new TreeMap<>();
    private final Map<String, List<FollowedProbe>> byNode = new HashMap<>();
    /** The node that has changed each name last, as long as it has a value: for everybody that one is right. */
    private final Map<List<String>, String> lastNodes = new HashMap<>();

    private final List<StateProbe> probes;
    private final List<FollowedProbe> all = new ArrayList<>();

    private StateProbes(List<StateProbe> probes, InvariantLooks looks) {
        this.probes = probes;
        this.looks = looks;
    }

    /**
     * Lets the probes be read in a run; costs nothing where there are none.
     *
     * @param until when code is read no more
     */
    static void install(
            Cluster cluster, List<StateProbe> probes, List<Member> members, InvariantLooks looks, Duration until) {
        if (probes.isEmpty()) {
            return;
        }
        StateProbes installed = new StateProbes(probes, looks);
        for (StateProbe probe : probes) {
            List<FollowedProbe> followed = new ArrayList<>();
            for (Member member : members) {
                if (probe.nodes().contains(member.name())) {
                    if (probe.source() instanceof Source.Field field) {
                        member.prepare(field.className());
                    }
                    followed.add(new FollowedProbe(probe, member));
                }
            }
            installed.add(probe, followed);
            if (!(probe.source() instanceof Source.Field) && probe.when() instanceof When.Every(Duration period)) {
                installed.send(cluster, followed, period, until);
            }
        }
        looks.follow(installed);
    }

    private void add(StateProbe probe, List<FollowedProbe> followed) {
        all.addAll(followed);
        followed.forEach(each ->
                byNode.computeIfAbsent(each.node(), node -> new ArrayList<>()).add(each));
        if (probe.source() instanceof Source.Field) {
            switch (probe.when()) {
                case When.EachTurn() -> atTurns.addAll(followed);
                case When.Every(Duration period) -> {
                    periodic.computeIfAbsent(period.toNanos(), nanos -> new ArrayList<>())
                            .addAll(followed);
                    dueNanos.put(period.toNanos(), period.toNanos());
                }
            }
        }
    }

    private void send(Cluster cluster, List<FollowedProbe> followed, Duration period, Duration until) {
        if (cluster.nowNanos() + period.toNanos() <= until.toNanos()) {
            cluster.after(period, () -> {
                followed.forEach(each -> each.send((of, changed) -> tell(cluster, of, changed)));
                send(cluster, followed, period, until);
            });
        }
    }

    /** Called by a thread of the node, whose event it is. */
    private void tell(Cluster cluster, FollowedProbe of, List<Probe> changed) {
        long _ = cluster.record("ProbeRead", "probe", of.probe().name(), "value", StateReading.values(changed));
        StateReading reading = new StateReading(List.of(new StateReading.Changed(of, changed)));
        remember(reading);
        looks.readInTurn(reading);
    }

    private void remember(StateReading reading) {
        for (StateReading.Changed changed : reading.changes()) {
            for (Probe probe : changed.probes()) {
                switch (probe) {
                    case Probe.Published(var changes) ->
                        changes.forEach(change ->
                                lastNodes.put(change.path(), changed.of().node()));
                    case Probe.Withdrawn(var path) -> lastNodes.remove(path);
                    case Probe.Transaction _, Probe.Malformed _ -> {}
                }
            }
        }
    }

    /** Takes an event, before the invariants are told of it; returns the names that nobody has a value for any more. */
    List<List<String>> observe(Event event) {
        return switch (event.name()) {
            case "NodeStarted" -> turn(event.node(), true);
            case "NodeExited", "NodeKilled", "NodePoweredOff" -> turn(event.node(), false);
            case "FaultInjected", "FaultHealed" -> {
                // What a turn has changed is seen before a fault changes more.
                look(atTurns, event.timeNanos());
                yield List.of();
            }
            default -> List.of();
        };
    }

    private List<List<String>> turn(String node, boolean begins) {
        List<List<String>> withdrawn = new ArrayList<>();
        for (FollowedProbe each : byNode.getOrDefault(node, List.of())) {
            for (List<String> name : each.turn(begins)) {
                if (lastNodes.remove(name, node)) {
                    withdrawn.add(name);
                }
            }
        }
        return withdrawn;
    }

    /** Reads what is due. Not to be called in a turn. */
    void look(long nowNanos) {
        if (!dueNanos.isEmpty()) {
            for (Map.Entry<Long, Long> due : dueNanos.entrySet()) {
                if (due.getValue() <= nowNanos) {
                    look(periodic.getOrDefault(due.getKey(), List.of()), nowNanos);
                    due.setValue((nowNanos / due.getKey() + 1) * due.getKey());
                }
            }
        }
        if (!atTurns.isEmpty()) {
            look(atTurns, nowNanos);
        }
    }

    /** Reads all fields a last time. */
    void end(long nowNanos) {
        look(all, nowNanos);
    }

    private void look(List<FollowedProbe> those, long nowNanos) {
        List<StateReading.Changed> changes = null;
        for (FollowedProbe each : those) {
            List<Probe> changed = each.look();
            if (!changed.isEmpty()) {
                changes = changes == null ? new ArrayList<>() : changes;
                changes.add(new StateReading.Changed(each, changed));
            }
        }
        if (changes != null) {
            StateReading reading = new StateReading(changes);
            remember(reading);
            looks.read(reading, nowNanos);
        }
    }

    /** Returns what became of each probe. */
    List<ProbeAccount> accounts() {
        return probes.stream()
                .map(probe -> new ProbeAccount(
                        probe.name(),
                        probe.source().toString(),
                        probe.when().toString(),
                        all.stream()
                                .filter(each -> each.probe().equals(probe))
                                .map(FollowedProbe::account)
                                .toList()))
                .toList();
    }
}
