package dev.faultline.experiment;

import dev.faultline.sim.Rng;

/**
 * One client of a workload, in a thread of its own: it asks for one thing after the other until the time is up, waits
 * until the system has been healed, and takes part in the final reads.
 */
final class ClientLoop implements Runnable {
    private final int number;
    private final WorkloadPlan plan;
    private final RequestMix mix;
    private final ClientSession session;
    private final FinalReading finalReading;
    private final Rng rng;

    ClientLoop(int number, WorkloadPlan plan, long seed, RequestMix mix, ClientSession session) {
        this.number = number;
        this.plan = plan;
        this.mix = mix;
        this.session = session;
        finalReading = new FinalReading(number, plan, session);
        rng = Rng.fork(seed, "client " + number);
    }

    @Override
    public void run() {
        try {
            while (plan.nowNanos() < plan.endNanos()) {
                ask();
                long think = plan.spec().thinkTime().toNanos();
                ClientSession.pause(think == 0 ? 0 : (long) (-StrictMath.log(1 - rng.unit()) * think));
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

    private void ask() throws InterruptedException {
        if (!session.connect()) {
            ClientSession.pause(ClientSession.RETRY_NANOS);
            return;
        }
        if (plan.nowNanos() >= plan.endNanos()) {
            return; // connecting took until then
        }
        Request request = mix.next(number);
        mix.learn(number, request, session.perform(request));
    }

    FinalReading finalReading() {
        return finalReading;
    }
}
