package dev.faultline.bench.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be shown of a module.
 *
 * @param name the module
 * @param rooms its rooms, from the lowest floor up
 * @param lengths the lengths of all its files
 * @param roomCircles the circles of rooms that a room of it is in, the largest first
 * @param typeCircles the circles of types that a type of it is in, the largest first
 */
record ModulePlan(
        String name,
        List<RoomPlan> rooms,
        FileLengths lengths,
        List<RoomCircle> roomCircles,
        List<Circle> typeCircles) {
    /**
     * What is to be shown of a room.
     *
     * @param uses for each other room of the module that it uses, by how many pairs of types
     * @param modules the other modules that it uses
     */
    record RoomPlan(Room room, int floor, FileLengths lengths, Map<String, Integer> uses, List<String> modules) {}

    /** A circle of rooms, with what closes it: everything that one of its rooms uses of another. */
    record RoomCircle(List<String> members, List<Arrow> arrows) {}

    /**
     * One room uses another.
     *
     * @param pairs how many pairs of types, one of each, there are
     * @param example one use
     */
    record Arrow(String from, String to, int pairs, Use example) {}

    static ModulePlan of(House house, String module, @Nullable Path sources) {
        Map<String, Room> rooms = new TreeMap<>();
        house.rooms().stream()
                .filter(room -> room.module().equals(module))
                .forEach(room -> rooms.put(room.name(), room));
        List<RoomPlan> plans = new ArrayList<>();
        house.floors(module).forEach((name, floor) -> {
            Room room = rooms.get(name);
            if (room != null) {
                plans.add(plan(house, room, floor, rooms, sources));
            }
        });
        return new ModulePlan(
                module,
                plans,
                FileLengths.of(List.copyOf(rooms.values()), sources),
                house.circlesOfRooms().stream()
                        .filter(circle -> circle.members().stream().anyMatch(rooms::containsKey))
                        .map(circle -> new RoomCircle(circle.members(), arrows(house, circle.members())))
                        .toList(),
                house.circlesOfTypes().stream()
                        .filter(circle -> circle.members().stream()
                                .anyMatch(type -> house.moduleOf(type).equals(module)))
                        .toList());
    }

    private static RoomPlan plan(House house, Room room, int floor, Map<String, Room> rooms, @Nullable Path sources) {
        Map<String, Integer> uses = new LinkedHashMap<>();
        TreeSet<String> modules = new TreeSet<>();
        for (String used : house.roomsUsedBy(room.name())) {
            List<Use> all = house.uses(room.name(), used);
            if (rooms.containsKey(used)) {
                uses.put(used, pairs(all));
            } else {
                all.forEach(use -> modules.add(house.moduleOf(use.to())));
            }
        }
        return new RoomPlan(room, floor, FileLengths.of(List.of(room), sources), uses, List.copyOf(modules));
    }

    private static List<Arrow> arrows(House house, List<String> rooms) {
        return rooms.stream()
                .flatMap(from -> rooms.stream().flatMap(to -> {
                    List<Use> uses = from.equals(to) ? List.of() : house.uses(from, to);
                    return uses.isEmpty() ? Stream.of() : Stream.of(new Arrow(from, to, pairs(uses), uses.getFirst()));
                }))
                .toList();
    }

    private static int pairs(List<Use> uses) {
        return byPair(uses).size();
    }

    /** Uses by who uses whom, in order. */
    static NavigableMap<String, List<Use>> byPair(List<Use> uses) {
        NavigableMap<String, List<Use>> pairs = new TreeMap<>();
        for (Use use : uses) {
            pairs.computeIfAbsent(
                            HouseBench.shortName(use.from()) + " -> " + HouseBench.shortName(use.to()),
                            _ -> new ArrayList<>())
                    .add(use);
        }
        return pairs;
    }
}
