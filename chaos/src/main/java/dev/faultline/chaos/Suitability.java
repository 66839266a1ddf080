package dev.faultline.chaos;

/**
 * Has a say about the parts of a scenario as they are read: what an experiment has no use for, and what an environment cannot do,
 * is refused at its place.
 */
public interface Suitability {
    /** Everything suits. */
    Suitability ANY = new Suitability() {};

    /**
     * Looks at a fault, as it is written and as it may become.
     *
     * @throws IllegalArgumentException if it does not suit; best {@link FaultTemplate#wrong}, which knows the place
     */
    default void require(FaultTemplate template, Fault fault) {}

    /**
     * Looks at a point for which a step waits.
     *
     * @throws IllegalArgumentException if nobody can wait for it
     */
    default void require(CallPoint point) {}

    /** Returns that what suits must suit this and the other. */
    default Suitability and(Suitability other) {
        Suitability one = this;
        return new Suitability() {
            @Override
            public void require(FaultTemplate template, Fault fault) {
                one.require(template, fault);
                other.require(template, fault);
            }

            @Override
            public void require(CallPoint point) {
                one.require(point);
                other.require(point);
            }
        };
    }
}
