package dev.faultline.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads faults from text, by their {@linkplain Form forms}. */
final class FaultParser {
    private FaultParser() {}

    static Fault parse(String text) {
        return parse(new Line(text));
    }

    /** Reads a fault that takes up the rest of the line. */
    static Fault parse(Line line) {
        Form form = line.at(line.column(), () -> Form.ofWord(line.word("a kind of fault")));
        List<Object> values = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        for (Form.Slot slot : form.slots()) {
            String said = slot.part().said();
            if (slot.usual().isPresent() && !line.isAt(said)) {
                values.add(slot.usual().get());
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
}
