package dev.faultline.bench.house;

import static dev.faultline.bench.house.HouseBench.shortName;
import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints a house for people. */
final class HouseText {
    private static final int MOST_CIRCLES = 10;
    private static final int WIDTH = 120;

    private final PrintStream out;

    HouseText(PrintStream out) {
        this.out = out;
    }

    void print(List<ModulePlan> plans) {
        plans.forEach(this::print);
        out.println("shown = public, and not in an internal room; lines = of the median and the longest file;"
                + " (n) = so many pairs of types, one of each room");
    }

    private void print(ModulePlan plan) {
        List<Room> rooms = plan.rooms().stream().map(ModulePlan.RoomPlan::room).toList();
        out.println(plan.name() + ": " + count(rooms.size(), "room") + ", "
                + count(rooms.stream().mapToInt(room -> room.types().size()).sum(), "type") + ", "
                + rooms.stream().mapToInt(Room::publicTypes).sum() + " public, "
                + rooms.stream().mapToInt(Room::shownTypes).sum() + " shown; lines " + lengths(plan.lengths()));
        columns("floor", "room", "types", "public", "shown", "lines", "longest");
        for (ModulePlan.RoomPlan room : plan.rooms()) {
            FileLengths lengths = room.lengths();
            columns(
                    room.floor(),
                    shortName(room.room().name()),
                    room.room().types().size(),
                    room.room().publicTypes(),
                    room.room().shownTypes(),
                    lengths.median(),
                    lengths.longest() + " " + lengths.longestFile());
        }
        plan.rooms().forEach(this::uses);
        roomCircles(plan.roomCircles());
        typeCircles(plan.typeCircles());
        out.println();
    }

    private void uses(ModulePlan.RoomPlan plan) {
        String uses = plan.uses().entrySet().stream()
                .map(use -> shortName(use.getKey()) + " (" + use.getValue() + ")")
                .collect(joining(", "));
        String modules = String.join(", ", plan.modules());
        wrapped(
                "  " + plan.floor() + " " + shortName(plan.room().name()) + " uses ",
                (uses.isEmpty() ? "no other room" : uses) + (modules.isEmpty() ? "" : "; of other modules " + modules));
    }

    private void roomCircles(List<ModulePlan.RoomCircle> circles) {
        out.println("  circles between rooms: " + (circles.isEmpty() ? "none" : circles.size()));
        for (ModulePlan.RoomCircle circle : circles) {
            wrapped(
                    "    " + circle.members().size() + " rooms: ",
                    circle.members().stream().map(HouseBench::shortName).collect(joining(", ")));
            for (ModulePlan.Arrow arrow : circle.arrows()) {
                out.println("      " + shortName(arrow.from()) + " -> " + shortName(arrow.to()) + " (" + arrow.pairs()
                        + "), as " + words(arrow.example()));
            }
        }
    }

    private void typeCircles(List<Circle> circles) {
        out.println("  circles of classes: " + (circles.isEmpty() ? "none" : circles.size()));
        for (Circle circle : circles.subList(0, Math.min(MOST_CIRCLES, circles.size()))) {
            String beside = circle.families().isEmpty()
                    ? ""
                    : " (" + circle.sizeBesideFamilies() + " with each sealed family as one)";
            wrapped("    " + circle.size() + beside + ": ", names(circle.members()));
            for (List<String> family : circle.families()) {
                wrapped("      sealed family of " + family.size() + ": ", names(family));
            }
        }
        if (circles.size() > MOST_CIRCLES) {
            out.println("    and " + (circles.size() - MOST_CIRCLES) + " of at most "
                    + circles.get(MOST_CIRCLES).size() + " (all with --json)");
        }
    }

    /** Lists uses by the pairs of types. */
    static void uses(PrintStream out, String from, String to, List<Use> uses) {
        var pairs = ModulePlan.byPair(uses);
        out.println(shortName(from) + " uses " + shortName(to) + ": " + count(pairs.size(), "pair") + " of types, "
                + count(uses.size(), "reference"));
        pairs.forEach((pair, all) -> {
            out.println("  " + pair);
            all.forEach(use -> out.println("      " + words(use)));
        });
    }

    private static String names(List<String> types) {
        return types.stream().map(HouseBench::shortName).collect(joining(", "));
    }

    private static String words(Use use) {
        return use.where() + " " + use.kind().word() + " " + use.what();
    }

    private static String lengths(FileLengths lengths) {
        return lengths.median() + " in the median of " + lengths.files() + " files, at most " + lengths.longest();
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** Breaks a line at blanks; what follows is indented. */
    private void wrapped(String start, String text) {
        StringBuilder line = new StringBuilder(start.stripTrailing());
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line = new StringBuilder("       ");
            }
            line.append(' ').append(word);
        }
        out.println(line);
    }

    private void columns(Object... columns) {
        out.println(String.format(Locale.ROOT, "  %5s  %-28s %6s %7s %7s %7s  %s", columns)
                .stripTrailing());
    }
}
