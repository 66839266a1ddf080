package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Node;
import java.time.Duration;
import java.util.function.Consumer;

/** A clock does not go steadily. Evidence: how often it was read meanwhile. */
final class ClockSteadinessInjection implements Injection {
    private final Node node;
    private final Consumer<Node> begin;
    private final String what;
    private long before;

    private ClockSteadinessInjection(Node node, Consumer<Node> begin, String what) {
        this.node = node;
        this.begin = begin;
        this.what = what;
    }

    static Injection freeze(Node node) {
        return new ClockSteadinessInjection(node, Node::freezeClock, "stood still");
    }

    static Injection strobe(Node node, Duration by, Duration every) {
        return new ClockSteadinessInjection(
                node,
                each -> each.strobeClock(by, every),
                "jumped to and fro by " + Evidence.duration(by) + " every " + Evidence.duration(every));
    }

    @Override
    public void inject() {
        before = node.clock().readings();
        begin.accept(node);
    }

    @Override
    public Evidence heal() {
        node.steadyClock();
        long readings = node.clock().readings() - before;
        return Evidence.of(
                readings > 0,
                "the time of day of " + node.name() + " was read " + Evidence.count(readings, "time") + " while it "
                        + what);
    }
}
