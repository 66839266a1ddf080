package dev.faultline.experiment;

import java.util.concurrent.Callable;

/** Counts how often it was asked, and fails every second time. */
public final class FailingAudit implements Callable<Integer> {
    private int asked;

    @Override
    public Integer call() {
        asked++;
        if (asked % 2 == 0) {
            throw new OutOfMemoryError("none left");
        }
        return asked;
    }
}
