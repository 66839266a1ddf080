package dev.faultline.experiment;

import java.util.concurrent.Callable;

/** Has a value three times, and fails from then on. */
public final class BlindAudit implements Callable<Integer> {
    private int asked;

    @Override
    public Integer call() {
        asked++;
        if (asked > 3) {
            throw new IllegalStateException("blind");
        }
        return asked;
    }
}
