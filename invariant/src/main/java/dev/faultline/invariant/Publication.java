package dev.faultline.invariant;

/**
 * Something that a node publishes.
 *
 * @param node which
 * @param probe what: as it has printed it, or as it was read of its state
 */
public record Publication(String node, Probe probe) {}
