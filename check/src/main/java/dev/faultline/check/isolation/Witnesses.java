package dev.faultline.check.isolation;

import org.jspecify.annotations.Nullable;

/** Makes a schedule that shows that a level holds: the simplest kind that exists. */
final class Witnesses {

    private final DataAnalysis analysis;

    Witnesses(DataAnalysis analysis) {
        this.analysis = analysis;
    }

    @Nullable
    Schedule of(IsolationLevel level) {
        int[] serial = analysis.serial(level.scope());
        if (serial != null) {
            return Schedule.serial(serial);
        }
        Schedule searched = analysis.search().schedule(level);
        if (searched != null) {
            return searched;
        }
        int[] known = analysis.commits(level);
        if (known != null) {
            return Schedule.serial(known);
        }
        Dependencies found = analysis.found;
        Scope scope = level.scope();
        Graph graph = analysis.graph();
        int[] order = SerialOrder.of(graph.only(-1 & ~unwanted(scope)), found, false);
        if (order != null) {
            return Schedule.serial(order);
        }
        for (boolean prefix : new boolean[] {false, true}) {
            Schedule schedule = new EventGraph(graph, found, scope, prefix).order();
            if (schedule != null) {
                return schedule;
            }
        }
        int dependencies = EdgeKind.WW.bit() | EdgeKind.WR.bit() | EdgeKind.PASS.bit() | scope.edges();
        int[] commits = SerialOrder.of(graph.only(dependencies), found, false);
        if (commits == null && level.guarantee() == Guarantee.READ_UNCOMMITTED) {
            commits = SerialOrder.of(graph.only(dependencies & ~EdgeKind.WR.bit()), found, false);
        }
        return commits == null ? null : Schedule.serial(commits);
    }

    private static int unwanted(Scope scope) {
        return Scope.REALTIME.edges() & ~scope.edges();
    }
}
