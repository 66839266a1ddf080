package dev.faultline.experiment;

/** A place for a worker; a worker that died is replaced. For one thread. */
final class WorkerSlot implements AutoCloseable {
    private final WorkerTask task;
    private WorkerProcess worker;

    WorkerSlot(WorkerTask task) {
        this.task = task;
        worker = new WorkerProcess(task);
    }

    WorkerReply run(WorkerRequest request) {
        if (!worker.isAlive()) {
            worker.close();
            worker = new WorkerProcess(task);
        }
        return worker.run(request);
    }

    @Override
    public void close() {
        worker.close();
    }
}
