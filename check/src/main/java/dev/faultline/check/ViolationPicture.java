package dev.faultline.check;

import dev.faultline.check.picture.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws what shows a violation. */
final class ViolationPicture {

    private ViolationPicture() {}

    /** The operations on the lines of their processes, as SVG. */
    static String of(@Nullable Model<?> model, Verdict.Violation violation) {
        List<Timeline.Bar> bars = new ArrayList<>();
        for (Operation o : violation.operations()) {
            boolean last = o.index() == violation.trigger().index();
            bars.add(new Timeline.Bar("process " + o.process(), words(model, o), o.invokedEvent(), end(o), last));
        }
        String title = "Not %s: what contradicts each other%s"
                .formatted(violation.level(), violation.key() == null ? "" : ", key " + violation.key());
        return new Timeline(title, bars).svg();
    }

    private static int end(Operation o) {
        return o.completedEvent() == Operation.NEVER ? Timeline.NEVER : o.completedEvent();
    }

    static String words(@Nullable Model<?> model, Operation o) {
        return model == null ? o.f() + " " + o.value() + " -> " + o.result() : model.describe(o);
    }
}
