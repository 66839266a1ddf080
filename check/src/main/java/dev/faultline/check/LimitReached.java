package dev.faultline.check;

/** Ends a search from within. Without a stack trace: it carries a verdict, not an error. */
final class LimitReached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Verdict.Limit limit;

    LimitReached(Verdict.Limit limit) {
        super("limit reached: " + limit, null, false, false);
        this.limit = limit;
    }

    Verdict.Limit limit() {
        return limit;
    }
}
