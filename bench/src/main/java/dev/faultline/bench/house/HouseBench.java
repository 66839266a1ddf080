package dev.faultline.bench.house;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** {@code faultline bench house}: the rooms of each module, who uses whom, and the circles. */
public final class HouseBench {
    private static final String HOUSE = "dev.faultline.";

    private HouseBench() {}

    /**
     * Prints what is asked for.
     *
     * @return the exit code of a command: 0
     * @throws IllegalArgumentException if a module or a room is not in the house, or files are not there or cannot be read
     */
    public static int run(PrintStream out, HouseOptions options) {
        Path sources = options.sources();
        if (sources != null && !Files.isDirectory(sources)) {
            throw new IllegalArgumentException("--sources " + sources + " is no folder");
        }
        House house = options.classes().isEmpty() ? House.ofFaultline() : House.of(options.classes());
        if (!options.uses().isEmpty()) {
            String from = room(house, options.uses().getFirst());
            String to = room(house, options.uses().getLast());
            List<Use> uses = house.uses(from, to);
            if (options.json()) {
                uses.forEach(use -> out.println(HouseJson.use(use)));
            } else {
                HouseText.uses(out, from, to, uses);
            }
            return 0;
        }
        List<ModulePlan> plans = new ArrayList<>();
        for (String module : modules(house, options.module())) {
            plans.add(ModulePlan.of(house, module, sources));
        }
        if (options.json()) {
            plans.forEach(plan -> out.println(HouseJson.module(plan)));
        } else {
            new HouseText(out).print(plans);
        }
        return 0;
    }

    private static List<String> modules(House house, String only) {
        List<String> modules = house.modules();
        if (only.isEmpty()) {
            return modules;
        }
        if (!modules.contains(only)) {
            throw new IllegalArgumentException(
                    "--module " + only + ": there is no such module; there are: " + String.join(", ", modules));
        }
        return List.of(only);
    }

    /** The package of a name, which may leave out what all of Faultline begin with. */
    private static String room(House house, String name) {
        NavigableSet<String> rooms = new TreeSet<>();
        house.rooms().forEach(room -> rooms.add(room.name()));
        if (rooms.contains(name)) {
            return name;
        }
        if (rooms.contains(HOUSE + name)) {
            return HOUSE + name;
        }
        throw new IllegalArgumentException("--uses " + name + ": there is no such room; there are: "
                + String.join(", ", rooms.stream().map(HouseBench::shortName).toList()));
    }

    /** A name without what all of Faultline begin with. */
    static String shortName(String name) {
        return name.startsWith(HOUSE) ? name.substring(HOUSE.length()) : name;
    }
}
