package dev.faultline.experiment;

import dev.faultline.check.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers for each operation of a run which node it was sent to and which answered. */
final class Routes {
    private final List<Noted> noted = new ArrayList<>();
    private final Map<Integer, Noted> open = new HashMap<>();

    private static final class Noted {
        final int process;
        final long invokedNanos;
        final Optional<String> sentTo;
        Optional<String> answeredBy = Optional.empty();

        Noted(int process, long invokedNanos, Optional<String> sentTo) {
            this.process = process;
            this.invokedNanos = invokedNanos;
            this.sentTo = sentTo;
        }
    }

    void invoked(int process, long nanos, Optional<String> sentTo) {
        Noted next = new Noted(process, nanos, sentTo);
        noted.add(next);
        open.put(process, next);
    }

    void completed(int process, Optional<String> answeredBy) {
        Noted completed = open.remove(process);
        if (completed != null) {
            completed.answeredBy = answeredBy;
        }
    }

    /** Returns the routes of these operations of the run, as far as they are known. */
    Map<Operation, Route> of(List<Operation> operations) {
        Map<Operation, Route> routes = new LinkedHashMap<>();
        for (Noted each : noted) {
            for (Operation operation : operations) {
                if (operation.process() == each.process && operation.invokedNanos() == each.invokedNanos) {
                    routes.put(operation, new Route(each.sentTo, each.answeredBy));
                }
            }
        }
        return routes;
    }
}
