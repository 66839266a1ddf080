package dev.faultline.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of all operations that keeps the order of each client. Depth first over how far each client
 * is, with every place remembered that led nowhere. Reads that fit are taken at once, which is never wrong.
 *
 * <p>An operation of unknown outcome is a client of its own, who may act once those before it at the same client
 * have acted, or never. Cost: exponential in the clients, not in the length; the question is NP-complete.
 */
final class SequentialSearch<S> {

    private static final long BYTES_PER_PLACE = 200;

    private final Model<S> model;
    private final Budget budget;
    private final List<Operation> operations = new ArrayList<>();
    private final List<List<Integer>> clients = new ArrayList<>();
    /** For a client made of one uncertain operation: the client that must have come so far, and how far. */
    private final List<Integer> after = new ArrayList<>();

    private final List<Integer> afterCount = new ArrayList<>();
    private final Map<Optional<Object>, Integer> partitions = new HashMap<>();
    private final Set<Place> seen = new HashSet<>();

    SequentialSearch(Model<S> model, List<Operation> candidates, Budget budget) {
        this.model = model;
        this.budget = budget;
        Map<Integer, Integer> clientOf = new HashMap<>();
        for (Operation operation : candidates) {
            Model.Effect effect = model.effect(operation);
            if (effect == Model.Effect.NONE || (effect == Model.Effect.POSSIBLE && model.isReadOnly(operation))) {
                continue;
            }
            int own = clientOf.computeIfAbsent(operation.process(), _ -> newClient(-1, 0));
            int client = effect == Model.Effect.CERTAIN
                    ? own
                    : newClient(own, clients.get(own).size());
            clients.get(client).add(operations.size());
            operations.add(operation);
            partitions.putIfAbsent(Optional.ofNullable(model.partition(operation)), partitions.size());
        }
    }

    private int newClient(int own, int count) {
        clients.add(new ArrayList<>());
        after.add(own);
        afterCount.add(count);
        return clients.size() - 1;
    }

    private record Place(List<Integer> progress, List<Object> states) {}

    /** A step of the order: the place after it, and what led there. */
    private record Step(Place place, @Nullable Step before, int operation) {}

    /** The indices of the operations in an order that explains them, empty if there is none. */
    Optional<int[]> order() {
        List<Object> states = new ArrayList<>();
        partitions.forEach((_, _) -> states.add(model.initial()));
        List<Integer> progress = new ArrayList<>(Collections.nCopies(clients.size(), 0));
        Deque<Step> open = new ArrayDeque<>();
        open.push(takeReads(new Step(new Place(progress, states), null, -1)));
        while (!open.isEmpty()) {
            Step step = open.pop();
            budget.visit();
            if (isComplete(step.place)) {
                return Optional.of(path(step));
            }
            for (int client = clients.size() - 1; client >= 0; client--) {
                for (Step next : steps(step, client)) {
                    Step settled = takeReads(next);
                    if (!seen.contains(settled.place)) {
                        budget.reserve(BYTES_PER_PLACE + 16L * clients.size());
                        seen.add(settled.place);
                        open.push(settled);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isComplete(Place place) {
        for (int client = 0; client < clients.size(); client++) {
            if (after.get(client) < 0
                    && place.progress.get(client) < clients.get(client).size()) {
                return false;
            }
        }
        return true;
    }

    private Step takeReads(Step from) {
        Step step = from;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int client = 0; client < clients.size(); client++) {
                int at = step.place.progress.get(client);
                if (at < clients.get(client).size()
                        && model.isReadOnly(operations.get(clients.get(client).get(at)))) {
                    List<Step> next = steps(step, client);
                    if (!next.isEmpty()) {
                        step = next.getFirst();
                        changed = true;
                    }
                }
            }
        }
        return step;
    }

    private List<Step> steps(Step from, int client) {
        int at = from.place.progress.get(client);
        if (at == clients.get(client).size()
                || (after.get(client) >= 0 && from.place.progress.get(after.get(client)) < afterCount.get(client))) {
            return List.of();
        }
        int operation = clients.get(client).get(at);
        Operation next = operations.get(operation);
        int part = partitions.getOrDefault(Optional.ofNullable(model.partition(next)), 0);
        List<Step> steps = new ArrayList<>();
        @SuppressWarnings("unchecked") // only states of this model are in the list
        S state = (S) from.place.states.get(part);
        for (S after : model.step(state, next)) {
            List<Integer> progress = new ArrayList<>(from.place.progress);
            progress.set(client, at + 1);
            List<Object> states = new ArrayList<>(from.place.states);
            states.set(part, after);
            steps.add(new Step(new Place(progress, states), from, operation));
        }
        return steps;
    }

    private int[] path(Step last) {
        int[] path = new int[operations.size()];
        int size = 0;
        for (Step step = last; step != null && step.operation >= 0; step = step.before) {
            path[size++] = operations.get(step.operation).index();
        }
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = path[size - 1 - i];
        }
        return Arrays.copyOf(order, size);
    }
}
