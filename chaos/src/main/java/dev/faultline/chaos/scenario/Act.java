package dev.faultline.chaos.scenario;

import java.util.ArrayList;
import java.util.List;

/** Part of a scenario that can be broken off, with all that it has begun. */
final class Act {
    private final List<Integer> faults = new ArrayList<>();
    private final List<Act> below = new ArrayList<>();
    private boolean over;

    /** Returns a part of this. */
    Act below() {
        Act part = new Act();
        below.add(part);
        return part;
    }

    /** Remembers a fault that it has begun, by its number. */
    void add(int fault) {
        faults.add(fault);
    }

    boolean isOver() {
        return over;
    }

    /** Ends it, and leaves its faults as they are. */
    void end() {
        over = true;
    }

    /** Ends it, and heals its faults. */
    void end(Strikes strikes) {
        over = true;
        below.forEach(each -> each.end(strikes));
        List.copyOf(faults).forEach(strikes::heal);
    }
}
