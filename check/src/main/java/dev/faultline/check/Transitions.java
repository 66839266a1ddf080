package dev.faultline.check;

/** A model on one partition, in integers: states are numbers, operations are those of the partition. */
interface Transitions {

    /** The number of the state at the start. */
    int initial();

    /** The states after the operation, empty where it is not allowed. Callers must not change the array. */
    int[] next(int state, int operation);

    /**
     * Whether taking a possible operation may still make a difference to an operation that completes at or
     * after this event of the history. Once false it stays false for later events.
     */
    boolean isRelevant(int operation, int eventNumber);

    /** Equal for operations that are interchangeable apart from their times. */
    Object kind(int operation);

    /** Whether so many states were met that those no longer needed should be forgotten. */
    default boolean isDueForSweep() {
        return false;
    }

    /** Forgets all states but these, and replaces each by its new number. */
    default void sweep(int[] states) {}

    static Transitions of(Model<?> model, Partition partition, Budget budget) {
        return model instanceof RegisterModel register
                ? new RegisterTransitions(register, partition)
                : new ModelTransitions<>(model, partition, budget);
    }
}
