package dev.faultline.experiment;

import dev.faultline.check.History;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import dev.faultline.check.Traffic;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of several nodes on which clients work.
 *
 * @param node its name
 * @param clients the numbers of those that work there, from 0
 * @param traffic what they did, and how fast it went
 */
public record ClientPlace(String node, List<Integer> clients, Traffic traffic) {
    private static final int CLIENTS_SHOWN = 8;

    /** Copies the list. */
    public ClientPlace {
        clients = List.copyOf(clients);
    }

    /** Returns the nodes of so many clients, whose operations these are; none where all clients are on one. */
    static List<ClientPlace> of(ClientSpec spec, int clients, History history) {
        int nodes = spec.nodes().size();
        if (nodes == 1) {
            return List.of();
        }
        return IntStream.range(0, nodes)
                .mapToObj(node -> new ClientPlace(
                        spec.nodes().get(node),
                        IntStream.iterate(node, client -> client < clients, client -> client + nodes)
                                .boxed()
                                .toList(),
                        Traffic.of(history, process -> node(process, clients, nodes) == node)))
                .toList();
    }

    /** Returns those of several nodes of which no request was answered ok that was made until that time. */
    static List<String> unserved(ClientSpec spec, int clients, History history, long untilNanos) {
        int nodes = spec.nodes().size();
        if (nodes == 1) {
            return List.of();
        }
        BitSet served = new BitSet();
        for (Operation o : history.operations()) {
            if (o.outcome() == Outcome.OK && o.invokedNanos() < untilNanos) {
                served.set(node(o.process(), clients, nodes));
            }
        }
        return IntStream.range(0, nodes)
                .filter(node -> !served.get(node))
                .mapToObj(spec.nodes()::get)
                .toList();
    }

    /** On which node a process works: a client goes on under another name by adding the number of all clients to its own. */
    private static int node(int process, int clients, int nodes) {
        return process % clients % nodes;
    }

    /** Returns the headings of {@link #table}. */
    static List<String> headings() {
        return Stream.concat(Stream.of("node", "clients"), Traffic.headings().stream())
                .toList();
    }

    /** Returns what was done on each of the nodes, in rows of words. */
    static List<List<String>> table(List<ClientPlace> places) {
        return places.stream()
                .flatMap(place -> place.traffic().table().stream()
                        .map(row -> Stream.concat(Stream.of(place.node(), place.words()), row.stream())
                                .toList()))
                .toList();
    }

    /** Returns the numbers of the clients for people, the first few if they are many. */
    public String words() {
        String shown =
                clients.stream().limit(CLIENTS_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        return clients.size() > CLIENTS_SHOWN ? shown + ", ... (" + clients.size() + ")" : shown;
    }
}
