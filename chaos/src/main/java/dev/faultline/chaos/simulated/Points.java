package dev.faultline.chaos.simulated;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.CallPoint.Side;
import dev.faultline.sim.DiskMatch;
import dev.faultline.sim.DiskPoint;
import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeCode;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Points in a run at which something is to happen once, at whichever of several nodes comes there first. */
final class Points {
    private Points() {}

    static void set(CallPoint point, List<Node> nodes, Consumer<String> action) {
        boolean before = point.side() == Side.BEFORE;
        switch (point.call()) {
            case CallPoint.OfDisk call -> {
                DiskPoint place = new DiskPoint(
                        DiskMatch.of(call.path(), call.kind()),
                        before ? DiskPoint.Moment.BEFORE : DiskPoint.Moment.AFTER,
                        point.nth());
                first(nodes, (node, then) -> node.disk().at(place, ignored -> then.run()), action);
            }
            case CallPoint.OfMethod method -> {
                NodeCode.Point place = new NodeCode.Point(
                        MethodPattern.of(method.pattern()),
                        before ? NodeCode.Point.Moment.BEFORE : NodeCode.Point.Moment.AFTER,
                        point.nth());
                first(nodes, (node, then) -> node.code().at(place, ignored -> then.run()), action);
            }
        }
    }

    /** Others may wait for the same points, so those of the other nodes stay, and do nothing. */
    private static void first(List<Node> nodes, BiConsumer<Node, Runnable> set, Consumer<String> action) {
        boolean[] reached = {false};
        for (Node node : nodes) {
            set.accept(node, () -> {
                if (!reached[0]) {
                    reached[0] = true;
                    action.accept(node.name());
                }
            });
        }
    }
}
