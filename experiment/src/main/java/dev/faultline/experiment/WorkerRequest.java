package dev.faultline.experiment;

/**
 * What a worker JVM is asked to do: one run.
 *
 * @param seed of the run
 * @param folder where to write the run, or empty
 * @param stepsFile where to write a number for each turn, or empty
 * @param captureFrom the first turn whose stacks are wanted; 0 for none
 * @param captureTo the last such turn
 */
record WorkerRequest(long seed, String folder, String stepsFile, long captureFrom, long captureTo) {
    static WorkerRequest run(long seed) {
        return new WorkerRequest(seed, "", "", 0, 0);
    }

    WorkerRequest into(String target) {
        return new WorkerRequest(seed, target, stepsFile, captureFrom, captureTo);
    }

    WorkerRequest withSteps(String file) {
        return new WorkerRequest(seed, folder, file, captureFrom, captureTo);
    }

    WorkerRequest capturing(long from, long to) {
        return new WorkerRequest(seed, folder, stepsFile, from, to);
    }
}
