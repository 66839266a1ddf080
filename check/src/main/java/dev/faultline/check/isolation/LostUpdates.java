package dev.faultline.check.isolation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Updates of lists that are lost in every order of the appends that nobody read: who read the last known version and
 * appended to it must come first of them, and what it depends on says that it does not. O(edges), but for the cycle to
 * show.
 */
final class LostUpdates {

    private static final int FIRST_LABEL = -2;

    private LostUpdates() {}

    /** What is wrong, or null if some order of the appends loses no update. */
    static @Nullable Anomaly find(Dependencies found, Scope scope, long edgesToVisit) {
        EdgeList more = new EdgeList();
        for (int i = 0; i < found.updatesFirst.size(); i++) {
            int label = FIRST_LABEL - found.updatesFirst.key(i);
            more.add(found.updatesFirst.from(i), found.updatesFirst.to(i), EdgeKind.WW, label);
        }
        if (scope == Scope.SESSION) {
            Orders.addSessions(found, more);
        }
        int kinds = EdgeKind.WW.bit() | EdgeKind.WR.bit() | scope.edges();
        Graph graph = Graph.of(found.happened.length, found.nodes, found.edges, more);
        Automaton dependencies = Automaton.over(kinds);
        Components components = Components.of(graph, dependencies);
        if (components.count() == 0) {
            return null;
        }
        CycleShape shape = CycleShape.any(AnomalyKind.LOST_UPDATE, scope, EdgeKind.WW, dependencies);
        int[] cycle = new ShortestCycle(graph, shape, components, 1, edgesToVisit).find();
        EdgeSentences words = new EdgeWords(found.history);
        List<Anomaly.Edge> edges = cycle == null
                ? List.of()
                : CycleAnalysis.edges(
                        graph,
                        cycle,
                        (from, to, kind, label) -> label <= FIRST_LABEL
                                ? first(found.history, from, to, FIRST_LABEL - label)
                                : words.reason(from, to, kind, label));
        return CycleAnalysis.anomaly(AnomalyKind.LOST_UPDATE, scope, edges);
    }

    private static EdgeSentences.Reason first(Transactions history, int updater, int other, int key) {
        String sentence = "T%d read %s and appended to it; unless that update is lost, T%d appended to %s later."
                .formatted(updater, history.key(key), other, history.key(key));
        return new EdgeWords(history).written(sentence, updater, other, key);
    }
}
