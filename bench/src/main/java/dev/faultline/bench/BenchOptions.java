package dev.faultline.bench;

/**
 * How a bench is run.
 *
 * @param quick less work and fewer rounds: rough figures
 * @param noPeers starts no real server processes
 * @param profile also samples where the time of the ZooKeeper runs goes
 */
public record BenchOptions(boolean quick, boolean noPeers, boolean profile) {}
