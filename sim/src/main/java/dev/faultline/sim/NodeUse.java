package dev.faultline.sim;

/**
 * What a node has of what is {@linkplain NodeLimits limited}, and how often it came up against a limit since the start of the
 * run.
 *
 * @param openFiles how many files and sockets the program has open now
 * @param threads how many threads it has now, without virtual ones
 * @param refusedFiles how often a file or socket could not be opened for the limit
 * @param refusedThreads how often a thread could not be started for the limit
 * @param heldNanos how long its threads got no turn because of its share of the processors, in virtual time
 */
public record NodeUse(int openFiles, int threads, long refusedFiles, long refusedThreads, long heldNanos) {}
