package dev.faultline.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads faults from text, by their {@linkplain Form forms}. */
final class FaultParser {
    private FaultParser() {}

    static Fault parse(String text) {
        return parse(new Line(text));
    }

    /** Reads a fault that takes up the rest of the line, and says how long it lasts if it lasts at all. */
    static Fault parse(Line line) {
        return parse(line, Optional.empty());
    }

    /** Reads a fault; one that does not say how long it lasts does for so long. */
    static Fault parse(String text, Duration lasting) {
        return parse(new Line(text), Optional.of(lasting));
    }

    private static Fault parse(Line line, Optional<Duration> lasting) {
        Form form = line.at(line.column(), () -> Form.ofWord(line.word("a kind of fault")));
        List<Object> values = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        List<Form.Slot> slots = form.slots();
        for (int i = 0; i < slots.size(); i++) {
            Form.Slot slot = slots.get(i);
            line.setAhead(said(slots.subList(i + 1, slots.size())));
            String said = slot.part().said();
            Optional<?> usual = slot.key().equals(Form.LASTING) && line.atEnd() ? lasting : slot.usual();
            if (usual.isPresent() && !line.isAt(said)) {
                values.add(usual.get());
                continue;
            }
            if (!said.isEmpty()) {
                line.keyword(said);
            }
            columns.put(slot.accessor().getName(), line.column());
            values.add(slot.notation().read(line));
        }
        line.end();
        try {
            return form.make(values);
        } catch (WrongPart e) {
            throw line.wrong(columns.getOrDefault(e.part(), 1), String.valueOf(e.getMessage()));
        }
    }

    private static Set<String> said(List<Form.Slot> slots) {
        return slots.stream().map(slot -> slot.part().said()).collect(Collectors.toSet());
    }
}
