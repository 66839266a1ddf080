package dev.faultline.experiment;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Has a value three times, and never comes back from then on. */
public final class BlockedAudit implements Callable<Integer> {
    private int asked;

    @Override
    public Integer call() throws InterruptedException {
        asked++;
        if (asked > 3) {
            new CountDownLatch(1).await();
        }
        return asked;
    }
}
