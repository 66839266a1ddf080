package dev.faultline.chaos;

import java.util.List;

/**
 * What became of a fault.
 *
 * @param number its place in the schedule, from 1; events of the run name the fault by it
 * @param fault what broke, as {@link Fault} is written; what was to break, if it never did
 * @param injectedAtNanos virtual time of the run when it began; -1 if the run was over before
 * @param healedAtNanos virtual time of the run when it was undone; -1 if it never began
 * @param effective whether something shows that the system met the fault. A fault that nothing met proves nothing about
 *     the system: a cut link on which nobody sent, a killed node that did not run
 * @param evidence what was seen, in sentences, the plainest first; never empty
 */
public record FaultReport(
        int number, String fault, long injectedAtNanos, long healedAtNanos, boolean effective, List<String> evidence) {
    /** Copies the evidence. */
    public FaultReport {
        evidence = List.copyOf(evidence);
    }

    /** Returns the kind of the fault, one of {@link Fault#kinds}. */
    public String kind() {
        return fault.split(" ", 2)[0];
    }

    /** Returns whether the fault ever began. */
    public boolean wasInjected() {
        return injectedAtNanos >= 0;
    }

    /** Returns this with what is known by now in place of what was known before. */
    public FaultReport with(Evidence known) {
        return new FaultReport(number, fault, injectedAtNanos, healedAtNanos, known.effective(), known.told());
    }

    /** Returns one line: the number, the fault, whether it had an effect, the evidence. */
    @Override
    public String toString() {
        return number + ". " + fault + ": " + (effective ? "effective" : "WITHOUT EFFECT") + ": "
                + String.join("; ", evidence);
    }
}
