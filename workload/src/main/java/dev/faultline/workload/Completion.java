package dev.faultline.workload;

/**
 * A request is over.
 *
 * @param turn of the client that asked, as it was when the request was made
 * @param request what was asked
 * @param reply what came of it
 * @param nowNanos the time of the run
 */
public record Completion(Turn turn, Request request, Reply reply, long nowNanos) {}
