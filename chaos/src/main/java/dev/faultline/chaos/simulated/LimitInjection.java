package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeLimits;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** A program may have less of something. Evidence: how often that was in its way. */
final class LimitInjection implements Injection {
    private final Node node;
    private final UnaryOperator<NodeLimits> limit;
    private final BiFunction<NodeLimits, NodeLimits, NodeLimits> undo;
    private final ToLongFunction<NodeLimits.Use> counter;
    private final LongFunction<String> words;
    private final GivingUp givingUp;
    private NodeLimits limitsBefore = NodeLimits.NONE;
    private long before;

    private LimitInjection(
            Downtime downtime,
            Node node,
            UnaryOperator<NodeLimits> limit,
            BiFunction<NodeLimits, NodeLimits, NodeLimits> undo,
            ToLongFunction<NodeLimits.Use> counter,
            LongFunction<String> words) {
        this.node = node;
        this.limit = limit;
        this.undo = undo;
        this.counter = counter;
        this.words = words;
        givingUp = new GivingUp(node, downtime);
    }

    static Injection processors(Downtime downtime, Node node, double share) {
        return new LimitInjection(
                downtime,
                node,
                limits -> limits.withProcessorShare(share),
                (now, then) -> now.withProcessorShare(then.processorShare()),
                NodeLimits.Use::heldNanos,
                nanos -> "threads of " + node.name() + " got no turn for " + Evidence.duration(nanos));
    }

    static Injection files(Downtime downtime, Node node, int files) {
        return new LimitInjection(
                downtime,
                node,
                limits -> limits.withOpenFiles(files),
                (now, then) -> now.withOpenFiles(then.openFiles()),
                NodeLimits.Use::refusedFiles,
                count -> Evidence.count(count, "file or socket") + " of " + node.name() + " could not be opened");
    }

    static Injection threads(Downtime downtime, Node node, int threads) {
        return new LimitInjection(
                downtime,
                node,
                limits -> limits.withThreads(threads),
                (now, then) -> now.withThreads(then.threads()),
                NodeLimits.Use::refusedThreads,
                count -> Evidence.count(count, "thread") + " of " + node.name() + " could not be started");
    }

    @Override
    public void inject() {
        limitsBefore = node.limits();
        before = counter.applyAsLong(node.use());
        node.setLimits(limit.apply(limitsBefore));
    }

    @Override
    public void observe(Event event) {
        givingUp.observe(event);
    }

    @Override
    public Evidence heal() {
        node.setLimits(undo.apply(node.limits(), limitsBefore));
        long count = counter.applyAsLong(node.use()) - before;
        return givingUp.heal(Evidence.of(count > 0, words.apply(count)));
    }
}
