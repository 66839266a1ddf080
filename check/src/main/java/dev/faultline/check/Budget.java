package dev.faultline.check;

/** Counts what the search of one partition spends, and ends it before it exceeds a limit. */
final class Budget {

    private static final int VISITS_BETWEEN_POLLS = 1024;

    private final Limits limits;
    private long configurations;
    private long bytes;
    private int untilPoll;

    Budget(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    void checkOperations(long count) {
        if (count > limits.operations()) {
            throw new LimitReached(Verdict.Limit.OPERATIONS);
        }
    }

    /** One more configuration was visited. */
    void visit() {
        if (++configurations > limits.configurations()) {
            throw new LimitReached(Verdict.Limit.CONFIGURATIONS);
        }
        poll();
    }

    /** Asks the caller's stop now and then. */
    void poll() {
        if (--untilPoll < 0) {
            untilPoll = VISITS_BETWEEN_POLLS;
            if (limits.stop().getAsBoolean()) {
                throw new LimitReached(Verdict.Limit.STOPPED);
            }
        }
    }

    /** Takes memory before it is allocated. */
    void reserve(long moreBytes) {
        if (bytes + moreBytes > limits.memoryBytes()) {
            throw new LimitReached(Verdict.Limit.MEMORY);
        }
        bytes += moreBytes;
    }

    void release(long fewerBytes) {
        bytes -= fewerBytes;
    }

    /** A new attempt begins with empty memory; what was visited stays counted. */
    void releaseAll() {
        bytes = 0;
    }
}
