package dev.faultline.workload;

/**
 * A client that is free asks what it shall do.
 *
 * @param client which, from 0
 * @param process under which name it works now: another one after each request of which it is not known what came of it
 * @param clients how many there are
 * @param nowNanos the time of the run
 */
public record Turn(int client, int process, int clients, long nowNanos) {}
