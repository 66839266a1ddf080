package dev.faultline.experiment;

/** A place for a worker; one that died, or whose JVM can run no further simulation, is replaced. For one thread. */
final class WorkerSlot implements AutoCloseable {
    private final WorkerTask task;
    private WorkerProcess worker;
    private boolean isSpent;

    WorkerSlot(WorkerTask task) {
        this.task = task;
        worker = new WorkerProcess(task);
    }

    WorkerReply run(WorkerRequest request) {
        if (isSpent || !worker.isAlive()) {
            worker.close();
            worker = new WorkerProcess(task);
        }
        WorkerReply reply = worker.run(request);
        isSpent = reply.last();
        return reply;
    }

    @Override
    public void close() {
        worker.close();
    }
}
