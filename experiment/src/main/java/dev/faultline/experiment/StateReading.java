package dev.faultline.experiment;

import dev.faultline.invariant.Probe;
import dev.faultline.invariant.Publication;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read of the state of nodes at one moment, and is another than before.
 *
 * @param changes one at least
 */
record StateReading(List<Changed> changes) {
    private static final int SHOWN = 3;

    /** What a probe on a node has to tell. */
    record Changed(FollowedProbe of, List<Probe> probes) {}

    StateReading {
        changes = List.copyOf(changes);
    }

    List<Publication> publications() {
        List<Publication> publications = new ArrayList<>();
        for (Changed changed : changes) {
            changed.probes.forEach(probe -> publications.add(new Publication(changed.of.node(), probe)));
        }
        return publications;
    }

    /** Returns the nodes of which it was read, in order; some may be there twice. */
    List<String> nodes() {
        return changes.stream().map(changed -> changed.of.node()).toList();
    }

    /** Returns it in words, which say where it was read. */
    String words() {
        String words = String.join(
                ", and ", changes.stream().limit(SHOWN).map(StateReading::words).toList());
        int more = changes.size() - SHOWN;
        return words + (more > 0 ? ", and " + more + " more" : "");
    }

    private static String words(Changed changed) {
        return changed.of.node() + " has " + values(changed.probes) + " in "
                + changed.of.probe().source();
    }

    /** Returns what has changed, for people. */
    static String values(List<Probe> probes) {
        List<String> values = new ArrayList<>();
        for (Probe probe : probes) {
            switch (probe) {
                case Probe.Published(var changes) -> changes.forEach(change -> values.add(change.toString()));
                case Probe.Withdrawn(var path) -> values.add("no " + String.join(".", path));
                case Probe.Transaction _, Probe.Malformed _ -> {}
            }
        }
        int more = values.size() - SHOWN;
        return Texts.headline(
                String.join(", ", values.stream().limit(SHOWN).toList()) + (more > 0 ? " and " + more + " more" : ""));
    }
}
