/**
 * A replicated key-value store with transactions: an ordinary distributed program to test.
 *
 * <p>Nothing here knows that it is being tested. {@link dev.faultline.examples.KvServer} is a {@code main} with plain
 * sockets, threads and one file; {@link dev.faultline.examples.KvClient} talks to it in lines of text. Both run as real
 * processes without any library.
 *
 * <p>How the package thinks, from the disk upwards:
 *
 * <ul>
 *   <li>{@code DurableLog} is the only state of a node. Its file only grows: updates, and the promises of elections. A
 *       torn end is cut off when the node starts.
 *   <li>{@code Replica} is the protocol. It is one monitor that never blocks on the network: a message comes in, an
 *       answer goes out. A node is a backup, a candidate or the primary of a numbered <em>epoch</em>; a majority elects
 *       at most one primary for an epoch, and only one whose log holds everything committed. The primary commits an
 *       update when a majority has it on disk, and answers a read after a majority has confirmed that it still is the
 *       primary. These are the rules of Raft (Diego Ongaro and John Ousterhout, "In Search of an Understandable
 *       Consensus Algorithm", 2014; reads as in section 6.4 of Ongaro's dissertation, 2014), without snapshots and
 *       changes of membership.
 *   <li>{@code Store} is what the log has come to: values with their versions, and the rule by which a transaction
 *       commits. Each node applies it at the same place of the log and decides alike.
 *   <li>{@code Transaction} runs at the primary, on the thread of its client: a snapshot, one step after the other, then an
 *       entry of the log that tells what it saw and changes. {@code Transactions} is those that run. A primary may die at any
 *       time, for nothing of a transaction is kept but this entry. This is optimistic concurrency control (H. T. Kung and
 *       John Robinson, "On Optimistic Methods for Concurrency Control", 1981), certified in the order of the log.
 *   <li>{@code Link} is a thread for each peer that asks the replica what to send, sends it and hands back the answer:
 *       one request in flight, no queue. Updates that arrive meanwhile travel together in the next request.
 *   <li>{@code KvServer} owns the threads and the listening sockets.
 * </ul>
 *
 * <p>No clock is ever read. Time only decides when a node stands for election or gives up an answer, so pauses and
 * clock jumps cost availability, never correctness. A node whose disk fails exits with status 1.
 *
 * <p>{@code Bug} lists mistakes that the system property {@code bug} turns on, to see whether a test finds them.
 *
 * <p>{@code Task}, {@code Service}, {@code LineReader}, {@code Address}, {@code Options} and {@code Property}, the plumbing,
 * also serve the other examples, and {@code LogFile} only those: the package {@code raft}, which knows the rest of Raft, {@code
 * lock}, which is built on it, and {@code bank}, with transactions across servers.
 */
package dev.faultline.examples;
