package dev.faultline.experiment;

import dev.faultline.check.Operation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the clients of a run did, beside the history itself.
 *
 * @param shares of requests, asked for and made
 * @param produced what they asked, counted
 * @param openLoop how the clients of an open loop kept up; empty if each waits for its answers
 * @param places the nodes on which they worked; none where that was one
 * @param drawn the numbers of the workload that were drawn from the seed, by the key of the file that has the range
 * @param finalReads what became of the reads after all faults had ended; empty if there were to be none, or the run ended
 *     before
 * @param routes which nodes the operations met that the verdict shows
 */
public record ClientReport(
        Shares shares,
        Produced produced,
        Optional<OpenLoop> openLoop,
        List<ClientPlace> places,
        Map<String, String> drawn,
        Optional<FinalReads> finalReads,
        Map<Operation, Route> routes) {
    /** Copies the list and the maps, in their order. */
    public ClientReport {
        places = List.copyOf(places);
        drawn = Collections.unmodifiableMap(new LinkedHashMap<>(drawn));
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    /** Returns on which node the client works whose operation it is; empty where all are on one. */
    public Optional<String> place(Operation operation) {
        int clients = places.stream().mapToInt(place -> place.clients().size()).sum();
        return places.stream()
                .filter(place -> place.clients().contains(operation.process() % clients))
                .map(ClientPlace::node)
                .findFirst();
    }

    /** Returns which nodes an operation of the verdict met. */
    public Route route(Operation operation) {
        return routes.getOrDefault(operation, Route.UNKNOWN);
    }
}
