/**
 * Data structures that are replicated: counters, sets, queues, logs, and transactions over several of them, on the Raft of
 * {@code dev.faultline.examples.raft}.
 *
 * <p>A server holds one kind of structure, which the system property {@code holds} names, under as many keys as clients ask
 * for. Clients talk to any server in lines of text: {@code enqueue K V} of a queue, {@code add K N} of a counter,
 * {@code txn r k1 nil; append k2 7} of lists under transactions. A server that does not lead answers {@code moved ID} or
 * {@code unavailable}, and nothing was done; a connection that ends or stays silent leaves the fate of the request unknown.
 * What is asked takes effect at one moment between request and answer, a transaction as a whole.
 *
 * <p>How the package thinks: whatever the structure, what is under a key is a list of words. {@code Operation} is what can be
 * done to such a list, {@code Structure} names the kinds and has the operations of each, {@code Structures} is the state
 * machine. {@code StructuresServer} is the {@code main}; threads, sockets and the log are Raft's, and so are the mistakes
 * that can be planted.
 */
package dev.faultline.examples.structures;
