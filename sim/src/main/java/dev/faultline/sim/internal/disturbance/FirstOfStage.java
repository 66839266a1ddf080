package dev.faultline.sim.internal.disturbance;

import java.util.List;

/** Lets the first rule that takes a packet decide about it. */
final class FirstOfStage extends Stage {
    private final List<Stage> rules;

    FirstOfStage(PacketMatch match, Site site, List<Stage> rules) {
        super(match, site);
        this.rules = rules;
    }

    @Override
    boolean take(Course course) {
        if (!takes(course)) {
            return true;
        }
        for (Stage rule : rules) {
            if (rule.takes(course)) {
                return rule.act(course);
            }
        }
        return true;
    }

    @Override
    boolean disturb(Course course) {
        throw new IllegalStateException("its rules count and act");
    }

    @Override
    void release() {
        rules.forEach(Stage::release);
    }

    @Override
    void drop() {
        rules.forEach(Stage::drop);
    }
}
