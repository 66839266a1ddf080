package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.Evidence;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Whether a program was given bytes of these files that are not as they should be. */
final class DamageReads implements Aftermath {
    private final Node node;
    private final List<Predicate<String>> watched = new ArrayList<>();
    private long reads;
    private long firstNanos;
    /** What was told when the fault was undone, if anything was. */
    private String told = "";

    DamageReads(Node node) {
        this.node = node;
    }

    /** Takes note of a file that is damaged from now on. */
    void watch(String path) {
        watched.add(path::equals);
    }

    /** Takes note of files that may be damaged from now on. */
    void watch(PathPattern pattern) {
        watched.add(pattern::matches);
    }

    @Override
    public void observe(Event event) {
        if (event.name().equals("DamageRead")
                && event.node().equals(node.name())
                && isWatched(String.valueOf(event.data().get("path")))) {
            firstNanos = reads == 0 ? event.timeNanos() : firstNanos;
            reads++;
        }
    }

    private boolean isWatched(String path) {
        return watched.stream().anyMatch(each -> each.test(path));
    }

    /** Damage that nobody has read has shown nothing, whether it was done or not. */
    @Override
    public Evidence after(Evidence healed) {
        List<String> sentences = new ArrayList<>(healed.sentences());
        int former = sentences.indexOf(told);
        if (former < 0) {
            sentences.add(known());
        } else {
            sentences.set(former, known());
        }
        return new Evidence(healed.effective() && reads > 0, sentences, healed.instead());
    }

    /** Returns what was seen until the fault was undone, in one sentence, in whose place comes what is seen later. */
    String sentence() {
        told = known();
        return told;
    }

    private String known() {
        return reads == 0
                ? "no program on " + node.name() + " has read what is wrong"
                : "programs on " + node.name() + " have read what is wrong " + Evidence.count(reads, "time")
                        + ", first at " + Evidence.duration(firstNanos) + " of the run";
    }
}
