package dev.faultline.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The models of things that hold elements. */
final class Containers {

    static final String QUEUE = "fifo-queue";
    static final String STACK = "stack";

    private Containers() {}

    static FunctionModel<List<Object>> queue() {
        return new FunctionModel<List<Object>>(QUEUE, List.of())
                .change("enqueue", (state, o) -> List.of(plus(state, argument(o))))
                .change("dequeue", (state, o) -> taken(state, o, 0))
                .filledBy("enqueue")
                .silent("enqueue")
                .fitting("enqueue", Fit.ARGUMENT.and(Fit.ECHO))
                .fitting("dequeue", Fit.QUERY)
                .groupedBy(o -> element(o, "enqueue"));
    }

    /** Elements stand in growing order. */
    static FunctionModel<List<Object>> priorityQueue() {
        return new FunctionModel<List<Object>>("priority-queue", List.of())
                .change("insert", (state, o) -> List.of(insert(state, argument(o))))
                .change("poll", (state, o) -> taken(state, o, 0))
                .filledBy("insert")
                .silent("insert")
                .fitting("insert", Fit.ARGUMENT.and(Fit.ECHO))
                .fitting("poll", Fit.QUERY)
                .groupedBy(o -> element(o, "insert"));
    }

    static FunctionModel<Chain> stack() {
        return new FunctionModel<Chain>(STACK, Chain.EMPTY)
                .change("push", (state, o) -> List.of(state.with(argument(o))))
                .change("pop", (state, o) -> {
                    if (state.isEmpty()) {
                        return isUnknown(o) || o.result() == null ? List.of(state) : List.of();
                    }
                    return isUnknown(o) || Objects.equals(state.last(), o.result())
                            ? List.of(state.withoutLast())
                            : List.of();
                })
                .filledBy("push")
                .silent("push")
                .fitting("push", Fit.ARGUMENT.and(Fit.ECHO))
                .fitting("pop", Fit.QUERY)
                .groupedBy(o -> element(o, "push"));
    }

    static FunctionModel<Map<Object, Integer>> set() {
        return elements("set", 1)
                .partitionedWithout("read", o -> o.key() == null ? argument(o) : List.of(o.key(), argument(o)));
    }

    static FunctionModel<Map<Object, Integer>> bag() {
        return elements("bag", Integer.MAX_VALUE)
                .change("take", (state, o) -> {
                    if (o.result() == null && !isUnknown(o)) {
                        return state.isEmpty() ? List.of(state) : List.of();
                    }
                    if (o.result() != null) {
                        return state.containsKey(o.result()) ? List.of(count(state, o.result(), -1)) : List.of();
                    }
                    List<Map<Object, Integer>> next = new ArrayList<>();
                    state.keySet().forEach(element -> next.add(count(state, element, -1)));
                    return next.isEmpty() ? List.of(state) : next;
                })
                .groupedBy(o -> element(o, "add"))
                .fitting("take", Fit.QUERY);
    }

    private static FunctionModel<Map<Object, Integer>> elements(String name, int most) {
        return new FunctionModel<Map<Object, Integer>>(name, Map.of())
                .change("add", (state, o) -> {
                    boolean room = state.getOrDefault(argument(o), 0) < most;
                    return answers(o, room) ? List.of(room ? count(state, argument(o), 1) : state) : List.of();
                })
                .change("remove", (state, o) -> {
                    boolean there = state.containsKey(argument(o));
                    return answers(o, there) ? List.of(there ? count(state, argument(o), -1) : state) : List.of();
                })
                .read("contains", (state, o) -> answers(o, state.containsKey(argument(o))))
                .read("read", (state, o) -> o.result() instanceof Collection<?> all && state.equals(counted(all)))
                .silent("add", "remove")
                .fitting("add", Fit.ARGUMENT.and(Fit.BOOLEAN_OR_ECHO))
                .fitting("remove", Fit.ARGUMENT.and(Fit.BOOLEAN_OR_ECHO))
                .fitting("contains", Fit.ARGUMENT.and(Fit.BOOLEAN_ANSWER))
                .fitting("read", Fit.QUERY.and(Fit.ELEMENTS_ANSWER));
    }

    /** Whether the operation may have told this; one that did not tell whether it changed something may. */
    private static boolean answers(Operation o, boolean truth) {
        return !(o.result() instanceof Boolean told) || isUnknown(o) || told == truth;
    }

    private static Map<Object, Integer> counted(Collection<?> all) {
        Map<Object, Integer> counts = new HashMap<>();
        for (Object element : all) {
            counts.merge(Objects.requireNonNull(element, "a set holds no null"), 1, Integer::sum);
        }
        return counts;
    }

    private static Map<Object, Integer> count(Map<Object, Integer> state, Object element, int more) {
        Map<Object, Integer> next = new HashMap<>(state);
        next.merge(element, more, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        return next;
    }

    private static List<List<Object>> taken(List<Object> state, Operation o, int place) {
        if (state.isEmpty()) {
            return isUnknown(o) || o.result() == null ? List.of(state) : List.of();
        }
        return isUnknown(o) || state.get(place).equals(o.result())
                ? List.of(List.copyOf(state.subList(1, state.size())))
                : List.of();
    }

    private static List<Object> plus(List<Object> state, Object element) {
        List<Object> next = new ArrayList<>(state.size() + 1);
        next.addAll(state);
        next.add(element);
        return List.copyOf(next);
    }

    private static List<Object> insert(List<Object> state, Object element) {
        List<Object> next = new ArrayList<>(state);
        int place = 0;
        while (place < next.size() && compare(next.get(place), element) <= 0) {
            place++;
        }
        next.add(place, element);
        return List.copyOf(next);
    }

    @SuppressWarnings("unchecked") // elements of one queue are of one kind; another kind is the caller's mistake
    private static int compare(Object a, Object b) {
        if (!(a instanceof Comparable<?>) || a.getClass() != b.getClass()) {
            throw new IllegalArgumentException("a priority queue cannot order " + a + " and " + b);
        }
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** The element that the operation is about; its index if there was none; null if that is not known. */
    private static @Nullable Object element(Operation o, String adding) {
        if (o.f().equals(adding) || o.value() != null) {
            return o.value();
        }
        return o.result() != null || isUnknown(o) ? o.result() : List.of(o.index());
    }

    static boolean isUnknown(Operation o) {
        return o.outcome() == Outcome.INFO;
    }

    static Object argument(Operation o) {
        Object value = o.value();
        if (value == null) {
            throw new IllegalArgumentException(
                    "operation %d (event %d): %s needs a value".formatted(o.index(), o.invokedEvent(), o.f()));
        }
        return value;
    }
}
