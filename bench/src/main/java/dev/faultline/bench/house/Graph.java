package dev.faultline.bench.house;

import static java.util.Comparator.comparingInt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Names and which uses which. All orders follow from the names. */
final class Graph {
    private final NavigableMap<String, NavigableSet<String>> edges = new TreeMap<>();

    void add(String name) {
        uses(name);
    }

    private NavigableSet<String> uses(String name) {
        return edges.computeIfAbsent(name, _ -> new TreeSet<>());
    }

    /** Adds that one uses the other. That a name uses itself is not kept. */
    void add(String from, String to) {
        add(from);
        add(to);
        if (!from.equals(to)) {
            uses(from).add(to);
        }
    }

    NavigableSet<String> usedBy(String name) {
        return edges.getOrDefault(name, new TreeSet<>());
    }

    /** Returns the components of more than one name, the largest first, each in order of the names. */
    List<List<String>> circles() {
        return components().stream()
                .filter(component -> component.size() > 1)
                .sorted(comparingInt((List<String> component) -> -component.size())
                        .thenComparing(List::getFirst))
                .toList();
    }

    /**
     * Returns for each name its floor: 1 if it uses none, else one more than the highest that it uses. Those of a circle are on
     * one floor. The order is that of the floors, then of the names.
     */
    Map<String, Integer> floors() {
        Map<String, Integer> floors = new HashMap<>();
        for (List<String> component : components()) {
            int floor = 1;
            for (String name : component) {
                for (String used : usedBy(name)) {
                    floor = Math.max(floor, floors.getOrDefault(used, 0) + 1); // those of the component have none yet
                }
            }
            for (String name : component) {
                floors.put(name, floor);
            }
        }
        Map<String, Integer> ordered = new LinkedHashMap<>();
        floors.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    /**
     * Returns the strongly connected components, those that are used before those that use them, each in order of the names.
     *
     * <p>The algorithm is that of Robert Tarjan, <i>Depth-first search and linear graph algorithms</i>, SIAM Journal on
     * Computing 1 (1972), with a stack of its own instead of recursion. Its cost is linear in names and uses, but for the
     * logarithm of the ordered maps.
     */
    List<List<String>> components() {
        Search search = new Search();
        for (String name : edges.keySet()) {
            if (!search.number.containsKey(name)) {
                search.from(name);
            }
        }
        return search.components;
    }

    /** One depth-first search. */
    private final class Search {
        /** A name whose uses are being followed. */
        private record Step(String name, Iterator<String> uses) {}

        private final List<List<String>> components = new ArrayList<>();
        private final Map<String, Integer> number = new HashMap<>();

        /** The lowest number that is known to be in reach, of names that have no component yet. */
        private final Map<String, Integer> low = new HashMap<>();

        /** Names that have no component yet, in the order of their numbers. */
        private final Deque<String> open = new ArrayDeque<>();

        private final Deque<Step> path = new ArrayDeque<>();

        private void from(String root) {
            enter(root);
            while (!path.isEmpty()) {
                Step step = path.getLast();
                if (step.uses.hasNext()) {
                    follow(step.name, step.uses.next());
                } else {
                    path.removeLast();
                    leave(step.name);
                }
            }
        }

        private void enter(String name) {
            number.put(name, number.size());
            low.put(name, number.size() - 1);
            open.addLast(name);
            path.addLast(new Step(name, usedBy(name).iterator()));
        }

        private void follow(String name, String used) {
            Integer seen = number.get(used);
            if (seen == null) {
                enter(used);
            } else if (low.containsKey(used)) {
                low.merge(name, seen, Math::min);
            }
        }

        private void leave(String name) {
            Integer lowest = low.get(name);
            if (lowest != null && lowest.equals(number.get(name))) {
                components.add(close(name));
            } else if (lowest != null && !path.isEmpty()) {
                low.merge(path.getLast().name, lowest, Math::min);
            }
        }

        /** Takes the component whose first name this is off the open ones. */
        private List<String> close(String first) {
            List<String> component = new ArrayList<>();
            String name;
            do {
                name = open.removeLast();
                low.remove(name);
                component.add(name);
            } while (!name.equals(first));
            component.sort(null);
            return component;
        }
    }
}
