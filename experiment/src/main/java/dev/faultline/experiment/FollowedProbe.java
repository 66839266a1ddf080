package dev.faultline.experiment;

import dev.faultline.experiment.probe.FieldReader;
import dev.faultline.experiment.probe.Followed;
import dev.faultline.experiment.probe.NodeReader;
import dev.faultline.experiment.probe.Reading;
import dev.faultline.experiment.probe.Source;
import dev.faultline.experiment.probe.StateProbe;
import dev.faultline.invariant.Probe;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A probe on a node, through all processes that the node has in a run. */
final class FollowedProbe {
    private static final String EMPTY = "it was empty";
    private static final String UNANSWERED = "it was asked for, and what it is read by did not come back";
    /** So many times it may be due while it is still read, as by a node that is slow or paused. */
    private static final int PATIENCE = 10;

    private final StateProbe probe;
    private final Member member;
    private final Followed published;
    /** Of a field; null where a thread of the node reads it. */
    private final @Nullable FieldReader fields;

    private @Nullable NodeReader code;
    /** Which process is read; a thread of one before has nothing to tell any more. */
    private int generation;

    private boolean running;
    private boolean busy;
    private long reads;
    private long found;
    private long changes;
    /** How often the process that had given a value before gave none. */
    private long blind;

    /** How often it was due since it was asked for, and is not answered yet. */
    private int overdue;

    private boolean seen;
    private boolean blindNow;
    private Optional<String> absent = Optional.empty();

    FollowedProbe(StateProbe probe, Member member) {
        this.probe = probe;
        this.member = member;
        published = new Followed(probe.path());
        fields = probe.source() instanceof Source.Field field ? new FieldReader(field) : null;
    }

    StateProbe probe() {
        return probe;
    }

    String node() {
        return member.name();
    }

    /** Takes notice that a process begins, or that there is none any more; returns the names that one before had published. */
    List<List<String>> turn(boolean begins) {
        generation++;
        running = begins;
        busy = false;
        overdue = 0;
        seen = false;
        blindNow = false;
        code = null;
        if (fields != null) {
            fields.forget();
        }
        return published.clear();
    }

    /** Reads the field now; returns what has changed. */
    List<Probe> look() {
        return fields == null || !running ? List.of() : take(fields.read(member.memory()));
    }

    /** Has a thread of the node read it, unless none runs or another one still does. */
    void send(Telling telling) {
        if (!running || busy) {
            overdue += busy ? 1 : 0;
            return;
        }
        overdue = 0;
        NodeReader reader = code == null ? new NodeReader(probe.source(), member.classLoader()) : code;
        code = reader;
        busy = true;
        int now = generation;
        member.spawn("probe " + probe.name(), () -> {
            try {
                Reading reading = reader.read();
                List<Probe> changed = now == generation ? take(reading) : List.of();
                if (!changed.isEmpty()) {
                    telling.tell(this, changed);
                }
            } finally {
                busy = busy && now != generation;
            }
        });
    }

    /** Takes what has changed; called by the thread that has read it. */
    interface Telling {
        void tell(FollowedProbe of, List<Probe> changed);
    }

    private List<Probe> take(Reading reading) {
        reads++;
        switch (reading) {
            case Reading.Found(var values) when values.isEmpty() -> absent = Optional.of(EMPTY);
            case Reading.Found _ -> {
                found++;
                seen = true;
            }
            case Reading.Absent(String why) -> absent = Optional.of(why);
        }
        blindNow = seen && reading instanceof Reading.Absent;
        blind += blindNow ? 1 : 0;
        List<Probe> changed = published.changes(reading);
        changes += changed.isEmpty() ? 0 : 1;
        return changed;
    }

    ProbeAccount.OfNode account() {
        boolean isStuck = busy && overdue > PATIENCE;
        Optional<String> why = isStuck || (busy && reads == 0) ? Optional.of(UNANSWERED) : absent;
        boolean isBlind = isStuck || (!probe.optional() && (blindNow || blind > found));
        return new ProbeAccount.OfNode(node(), reads, found, changes, why, isBlind);
    }
}
