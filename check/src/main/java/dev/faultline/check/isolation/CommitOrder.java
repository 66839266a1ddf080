package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a weak guarantee demands of the order of commits: sessions, reads from, the order of writes as far as it is
 * known, and for each read that one writer precedes another since the reader had seen both. Collected by
 * {@link WeakLevels}.
 */
final class CommitOrder implements EdgeSentences {

    private static final int FIRST_INFERENCE = -2;

    private final Dependencies found;
    private final EdgeSentences words;
    private final EdgeList inferred = new EdgeList();
    private final Ints witness = new Ints(64);
    private final Ints inferredKey = new Ints(64);
    private int staleReader = -1;
    private int staleSeen = -1;
    private int staleKey = -1;

    CommitOrder(Dependencies found) {
        this.found = found;
        words = new EdgeWords(found.history);
    }

    /** A reader saw {@code earlier}, and read the key from {@code later} all the same. */
    void precede(int earlier, int later, int key, int reader) {
        if (later == Dependencies.INITIAL) {
            if (staleReader < 0) {
                staleReader = reader;
                staleSeen = earlier;
                staleKey = key;
            }
            return;
        }
        inferred.add(earlier, later, EdgeKind.WW, FIRST_INFERENCE - witness.size());
        witness.add(reader);
        inferredKey.add(key);
    }

    /** The writers in pairs, with the keys. */
    EdgeList inferred() {
        EdgeList edges = new EdgeList();
        for (int i = 0; i < inferred.size(); i++) {
            edges.add(inferred.from(i), inferred.to(i), EdgeKind.WW, inferredKey.get(i));
        }
        return edges;
    }

    /** An order of commits that meets all demands; null if there is none. */
    int @Nullable [] serial(Scope scope) {
        return staleReader >= 0 ? null : SerialOrder.of(demands(scope), found, false);
    }

    private Graph demands(Scope scope) {
        EdgeList base = new EdgeList();
        for (int i = 0; i < found.edges.size(); i++) {
            if (found.edges.kind(i) != EdgeKind.RW.number() && found.edges.kind(i) != EdgeKind.PASS.number()) {
                base.add(found.edges.from(i), found.edges.to(i), kindOf(i), found.edges.key(i));
            }
        }
        if (scope == Scope.SESSION) {
            Orders.addSessions(found, base);
        }
        return Graph.of(found.happened.length, found.nodes, base, inferred);
    }

    /** What is wrong, empty if there is an order of commits. */
    List<Anomaly> contradictions(AnomalyKind kind, Scope scope, long edgesToVisit) {
        List<Anomaly> wrong = new ArrayList<>();
        if (staleReader >= 0) {
            wrong.add(new Anomaly(
                    kind,
                    scope,
                    List.of(staleSeen, staleReader),
                    List.of(),
                    "T%d had to see that T%d wrote %s, but read what was there before all transactions."
                            .formatted(staleReader, staleSeen, found.history.key(staleKey))));
        }
        Graph graph = demands(scope);
        Automaton all = Automaton.over(EdgeKind.WW.bit() | EdgeKind.WR.bit() | EdgeKind.SESSION.bit());
        Components components = Components.of(graph, all);
        if (components.count() > 0) {
            Graph core = graph.within(components);
            for (EdgeKind pivot : List.of(EdgeKind.WW, EdgeKind.WR)) {
                CycleShape shape = CycleShape.any(kind, scope, pivot, all);
                int[] cycle = new ShortestCycle(core, shape, components, 1, edgesToVisit).find();
                if (cycle != null) {
                    wrong.add(withReaders(
                            CycleAnalysis.anomaly(kind, scope, CycleAnalysis.edges(core, cycle, this)), core, cycle));
                    break;
                }
            }
        }
        return wrong;
    }

    /** The readers without whom the edges would not be there take part too. */
    private Anomaly withReaders(Anomaly anomaly, Graph graph, int[] cycle) {
        Set<Integer> all = new LinkedHashSet<>(anomaly.transactions());
        for (int edge : cycle) {
            if (graph.key[edge] <= FIRST_INFERENCE) {
                all.add(witness.get(FIRST_INFERENCE - graph.key[edge]));
            }
        }
        return new Anomaly(anomaly.kind(), anomaly.scope(), List.copyOf(all), anomaly.cycle(), anomaly.sentence());
    }

    @Override
    public Reason reason(int from, int to, EdgeKind kind, int label) {
        if (label > FIRST_INFERENCE) {
            return words.reason(from, to, kind, label);
        }
        int inference = FIRST_INFERENCE - label;
        String sentence = "T%d wrote %s before T%d did, as T%d had seen T%d and yet read %s from T%d."
                .formatted(
                        from,
                        found.history.key(inferredKey.get(inference)),
                        to,
                        witness.get(inference),
                        from,
                        found.history.key(inferredKey.get(inference)),
                        to);
        return new EdgeWords(found.history).written(sentence, from, to, inferredKey.get(inference));
    }

    private EdgeKind kindOf(int i) {
        return found.edges.kind(i) == EdgeKind.WW.number() ? EdgeKind.WW : EdgeKind.WR;
    }
}
