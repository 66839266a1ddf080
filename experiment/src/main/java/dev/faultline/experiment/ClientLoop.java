package dev.faultline.experiment;

import dev.faultline.sim.Rng;

/**
 * One client of a workload, in a thread of its own: it asks for one thing after the other until the time is up, waits
 * until the system has been healed, and takes part in the final reads.
 */
final class ClientLoop implements Runnable {
    private final int number;
    private final WorkloadPlan plan;
    private final Asking asking;
    private final ClientSession session;
    private final FinalReading finalReading;
    private final Rng rng;

    ClientLoop(int number, WorkloadPlan plan, Asking asking, ClientSession session, FinalReading finalReading) {
        this.number = number;
        this.plan = plan;
        this.asking = asking;
        this.session = session;
        this.finalReading = finalReading;
        rng = Rng.fork(plan.seed(), "client " + number);
    }

    @Override
    public void run() {
        try {
            while (plan.nowNanos() < plan.endNanos() && ask()) {
                // The times are those of the steps.
            }
            if (plan.spec().finalReads()) {
                ClientSession.pause(plan.finalReadsNanos() - plan.nowNanos());
                finalReading.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            session.disconnect();
        }
    }

    /** Asks for one thing; returns whether there is more to do. */
    private boolean ask() throws InterruptedException {
        Asking.Step step = Asking.Step.NOT_OK;
        if (!session.connect()) {
            ClientSession.pause(ClientSession.RETRY_NANOS);
        } else if (plan.nowNanos() < plan.endNanos()) { // else connecting took until then
            step = asking.step(number, session, plan.endNanos());
        }
        if (step == Asking.Step.OK || step == Asking.Step.NOT_OK) {
            ClientSession.pause(thinkNanos());
        }
        return step != Asking.Step.OVER;
    }

    private long thinkNanos() {
        long mean = plan.spec().isOpen() ? 0 : plan.spec().thinkTime().toNanos();
        return mean == 0 ? 0 : (long) (-StrictMath.log(1 - rng.unit()) * mean);
    }
}
