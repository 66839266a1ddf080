package dev.faultline.chaos;

/** A part of a fault is out of its range; who reads the fault knows where the part stands. */
final class WrongPart extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String part;

    /**
     * Makes one.
     *
     * @param part the component of the record
     */
    WrongPart(String part, String problem) {
        super(problem);
        this.part = part;
    }

    String part() {
        return part;
    }

    /** Throws one unless the condition holds. */
    static void unless(boolean condition, String part, String problem) {
        if (!condition) {
            throw new WrongPart(part, problem);
        }
    }
}
