package dev.faultline.examples;

/** One position of the replicated log: an update and the epoch whose primary put it there. */
record Entry(long epoch, Command.Update update) {}
