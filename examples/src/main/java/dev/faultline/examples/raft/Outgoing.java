package dev.faultline.examples.raft;

/** A request to a peer together with the round in which it was made. */
record Outgoing(Message.Request request, long round) {}
