/**
 * A replicated state machine that Raft keeps the same on several servers. An ordinary program to test.
 *
 * <p>Nothing here knows that it is being tested. {@link dev.faultline.examples.raft.RaftServer} is a {@code main} with plain
 * sockets, threads and one file; clients talk to it in lines of text. It runs as real processes without any library.
 *
 * <p>How the package thinks, from the disk upwards:
 *
 * <ul>
 *   <li>{@link dev.faultline.examples.LogFile} is a file of records that only grows, until another takes its place as a
 *       whole. {@code Item} says what the records are: a snapshot, terms and votes, entries.
 *   <li>{@code Log} is all that a server remembers, and answers what Raft asks of a log. A snapshot and the entries after it
 *       are in one file, so that a crash never finds the one without the other.
 *   <li>{@code Replica} is the protocol. It is one monitor that never blocks on the network: a message comes in, an answer
 *       goes out, and what the answer promises is on disk. The rules are those of Diego Ongaro's dissertation,
 *       "Consensus: Bridging Theory and Practice" (2014): election with pre-vote (9.6) and a leader that resigns when it hears
 *       no majority (6.2), replication (3.5), snapshots (5), changes of one member at a time (4.1, mended as he wrote in
 *       2015), and reads that a majority confirms (6.4).
 *   <li>{@code Machine} is what the log is for: it applies changes, answers reads, and goes into snapshots as texts by name.
 *       {@code Registers}, keys and values, is one; {@code dev.faultline.examples.lock} has another. {@code Prefix} is the
 *       part of the log that was applied to it.
 *   <li>{@code Peers} knows what a majority is. Servers that are no members are told everything and count for nothing.
 *       {@code Autopilot} decides who should be a member.
 *   <li>{@code Waiting} is the clients that wait for the leader. {@code Link} is a thread for each other server that asks
 *       the replica what to send, sends it and hands back the answer: one request in flight, no queue.
 *   <li>{@code RaftServer} owns the threads and the listening sockets.
 * </ul>
 *
 * <p>No clock is ever read. Time only decides when a server stands for election, resigns or gives up an answer, so pauses
 * and clock jumps cost availability, never correctness. A server whose disk fails exits with status 1.
 *
 * <p>{@code Bug} lists mistakes that the system property {@code bug} turns on, to see whether a test finds them.
 */
package dev.faultline.examples.raft;
