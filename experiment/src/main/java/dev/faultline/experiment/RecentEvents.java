package dev.faultline.experiment;

import dev.faultline.invariant.Occasion;
import dev.faultline.sim.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last events of a run, so that it can be told what led to one of them. */
final class RecentEvents {
    private static final int KEPT = 4_096;
    private static final int STEPS_MAX = 6;

    private final @Nullable Event[] events = new Event[KEPT];

    void add(Event event) {
        events[(int) (event.step() % KEPT)] = event;
    }

    /** Walks back from an event, each time to the latest of its causes, as far as these are kept; the nearest is first. */
    List<Occasion.Cause> causesOf(Event event) {
        List<Occasion.Cause> causes = new ArrayList<>();
        Event at = event;
        while (causes.size() < STEPS_MAX && !at.causes().isEmpty()) {
            long step = at.causes().getLast();
            Event cause = events[(int) (step % KEPT)];
            if (cause == null || cause.step() != step) {
                causes.add(new Occasion.Cause(step, "which was long before"));
                break;
            }
            causes.add(new Occasion.Cause(step, words(cause)));
            at = cause;
        }
        return causes;
    }

    /** Returns an event and what led to it, as far as these are kept; the nearest is first. */
    List<Occasion.Cause> upTo(Event event) {
        List<Occasion.Cause> causes = new ArrayList<>();
        causes.add(new Occasion.Cause(event.step(), words(event)));
        causes.addAll(causesOf(event));
        return causes.subList(0, Math.min(causes.size(), STEPS_MAX));
    }

    private static String words(Event event) {
        return event.name() + (event.node().isEmpty() ? "" : " at " + event.node())
                + (event.thread().isEmpty() ? "" : " in " + event.thread()) + ", "
                + Texts.seconds(event.timeNanos()) + " s";
    }
}
