package dev.faultline.bench.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Top-level types and who uses whom, of any number of modules. It does not change; all orders follow from names.
 */
public final class House {
    private final NavigableMap<String, Type> types;
    private final List<Use> uses;
    private final Graph typeGraph;
    private final Graph roomGraph;
    private final Graph moduleGraph;

    House(NavigableMap<String, Type> types, List<Use> uses) {
        this.types = types;
        this.uses = List.copyOf(uses);
        typeGraph = graph(Type::name);
        roomGraph = graph(Type::room);
        moduleGraph = graph(Type::module);
    }

    /**
     * Reads class files.
     *
     * @param paths jars and folders, each a module; of a class that is in several the first counts
     * @throws IllegalArgumentException if one is not there, cannot be read as such, or has no classes
     */
    public static House of(List<Path> paths) {
        return HouseReader.read(paths);
    }

    /** Reads the class files of Faultline that the class path of this JVM names, but for its tests. */
    public static House ofFaultline() {
        List<Path> paths = ClassFiles.ofFaultline();
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("the class path of this JVM names no classes of Faultline");
        }
        return of(paths);
    }

    private Graph graph(Function<Type, String> place) {
        Graph graph = new Graph();
        types.values().forEach(type -> graph.add(place.apply(type)));
        for (Use use : uses) {
            graph.add(place.apply(type(use.from())), place.apply(type(use.to())));
        }
        return graph;
    }

    private Type type(String name) {
        Type type = types.get(name);
        if (type == null) {
            throw new IllegalStateException(name + " is used, and is not in the house");
        }
        return type;
    }

    /** Returns the names of the modules, those that are used before those that use them. */
    public List<String> modules() {
        return List.copyOf(moduleGraph.floors().keySet());
    }

    /** Returns the rooms of all modules, those that are used before those that use them. */
    public List<Room> rooms() {
        Map<String, Map<String, List<Type>>> rooms = types.values().stream()
                .collect(groupingBy(Type::room, TreeMap::new, groupingBy(Type::module, TreeMap::new, toList())));
        List<Room> inOrder = new ArrayList<>();
        for (String room : roomGraph.floors().keySet()) {
            rooms.getOrDefault(room, Map.of())
                    .forEach((module, contents) -> inOrder.add(new Room(module, room, contents)));
        }
        return inOrder;
    }

    /** Returns for each room of a module its floor there: 1 if it uses no other of the module; circles share one. */
    public Map<String, Integer> floors(String module) {
        Graph inside = new Graph();
        NavigableSet<String> rooms = new TreeSet<>();
        types.values().stream().filter(type -> type.module().equals(module)).forEach(type -> rooms.add(type.room()));
        for (String room : rooms) {
            inside.add(room);
            roomGraph.usedBy(room).stream().filter(rooms::contains).forEach(used -> inside.add(room, used));
        }
        return inside.floors();
    }

    /** Returns the rooms, of any module, that a room uses. */
    public NavigableSet<String> roomsUsedBy(String room) {
        return new TreeSet<>(roomGraph.usedBy(room));
    }

    /** Returns every use of one type by another, in order. */
    public List<Use> uses() {
        return uses;
    }

    /** Returns every use of a type in one room by a type in another, in order. */
    public List<Use> uses(String fromRoom, String toRoom) {
        return uses.stream()
                .filter(use -> use.fromRoom().equals(fromRoom) && use.toRoom().equals(toRoom))
                .toList();
    }

    /** Returns the rooms that use each other in circles, the largest circle first. */
    public List<Circle> circlesOfRooms() {
        return roomGraph.circles().stream()
                .map(members -> new Circle(members, List.of()))
                .toList();
    }

    /** Returns the types that use each other in circles, the largest circle first. */
    public List<Circle> circlesOfTypes() {
        return typeGraph.circles().stream()
                .map(members -> new Circle(members, families(members)))
                .toList();
    }

    /** Returns the module that a type is in. */
    public String moduleOf(String type) {
        return type(type).module();
    }

    /** The sealed types of a circle with their subtypes in it; what permits a sealed type is one family with it. */
    private List<List<String>> families(List<String> members) {
        Graph kinship = new Graph();
        for (String member : members) {
            for (String permitted : type(member).permitted()) {
                if (members.contains(permitted)) {
                    kinship.add(member, permitted);
                    kinship.add(permitted, member);
                }
            }
        }
        return kinship.circles();
    }
}
