package dev.faultline.bench.house;

import dev.faultline.bench.JsonLine;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A house as JSON: an object a module, or a use. Names are whole. */
final class HouseJson {
    private HouseJson() {}

    static JsonLine module(ModulePlan plan) {
        return lengths(new JsonLine().with("module", plan.name()), plan.lengths())
                .with("rooms", plan.rooms(), HouseJson::room)
                .with(
                        "roomCircles",
                        plan.roomCircles(),
                        circle -> new JsonLine()
                                .with("members", circle.members())
                                .with("uses", circle.arrows(), HouseJson::arrow))
                .with("classCircles", plan.typeCircles(), HouseJson::circle);
    }

    private static JsonLine room(ModulePlan.RoomPlan plan) {
        Room room = plan.room();
        JsonLine line = new JsonLine()
                .with("room", room.name())
                .with("floor", plan.floor())
                .with("types", room.types().size())
                .with("public", room.publicTypes())
                .with("shown", room.shownTypes());
        return lengths(line, plan.lengths())
                .with("uses", List.copyOf(plan.uses().entrySet()), HouseJson::pairs)
                .with("modules", plan.modules());
    }

    private static JsonLine pairs(Map.Entry<String, Integer> used) {
        return new JsonLine().with("room", used.getKey()).with("pairs", used.getValue());
    }

    private static JsonLine lengths(JsonLine line, FileLengths lengths) {
        return line.with("files", lengths.files())
                .with("medianLines", lengths.median())
                .with("longestLines", lengths.longest())
                .with("longestFile", lengths.longestFile());
    }

    private static JsonLine arrow(ModulePlan.Arrow arrow) {
        return new JsonLine()
                .with("from", arrow.from())
                .with("to", arrow.to())
                .with("pairs", arrow.pairs())
                .with("example", List.of(arrow.example()), HouseJson::use);
    }

    private static JsonLine circle(Circle circle) {
        return new JsonLine()
                .with("size", circle.size())
                .with("besideFamilies", circle.sizeBesideFamilies())
                .with("members", circle.members())
                .with("families", circle.families(), family -> new JsonLine().with("members", family));
    }

    static JsonLine use(Use use) {
        return new JsonLine()
                .with("from", use.from())
                .with("to", use.to())
                .with("kind", use.kind().name().toLowerCase(Locale.ROOT))
                .with("where", use.where())
                .with("what", use.what());
    }
}
