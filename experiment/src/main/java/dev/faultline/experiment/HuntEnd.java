package dev.faultline.experiment;

/** Why a hunt came to its end. */
public enum HuntEnd {
    /** All seeds were run. */
    ALL_SEEDS("all seeds were run"),
    /** A run showed a violation. */
    VIOLATION("it stopped at the first violation"),
    /** It was told to start no further run. */
    TIME("the time was up"),
    /** The first runs tested nothing. */
    NOTHING_TESTED("it stopped because none of the first runs tested anything"),
    /** A run could not be made, for a reason that holds for the others too. */
    REFUSED("it stopped because a run could not be made");

    private final String words;

    HuntEnd(String words) {
        this.words = words;
    }

    /** Returns the reason, for people. */
    public String words() {
        return words;
    }
}
