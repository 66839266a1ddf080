/**
 * A bank whose accounts are spread over several servers, with transfers across them by two-phase commit. An ordinary program
 * to test.
 *
 * <p>Nothing here knows that it is being tested. {@link dev.faultline.examples.bank.BankServer} is a {@code main} with plain
 * sockets, threads and one file; clients talk to it in lines of text. It runs as real processes without any library.
 *
 * <p>How the package thinks, from the disk upwards:
 *
 * <ul>
 *   <li>{@code Ledger} is all that a server remembers: what its accounts hold, its promises and its decisions. {@code Item}
 *       says what the records of its file are, a {@link dev.faultline.examples.LogFile}.
 *   <li>{@code Locks} says who is at work on the accounts of a server. Two-phase locking, strict: a lock is held until the
 *       end of its transaction. Nobody waits for one.
 *   <li>{@code Participant} is a server as the owner of accounts. It promises changes, and keeps their accounts locked until
 *       it hears from the coordinator what came of them, across restarts.
 *   <li>{@code Coordinator} is a server as the one that a client has asked, and that may be any. It decides when all owners
 *       have promised, and remembers the decision until all have made their changes. Rollbacks need no memory: a
 *       transaction that the coordinator does not know was rolled back (presumed abort; C. Mohan, Bruce Lindsay and
 *       Ron Obermarck, "Transaction Management in the R* Distributed Database Management System", 1986). A transfer within
 *       one server needs no promise. A read of all balances locks them all, and is true if no server has lost its lock before
 *       the last was taken.
 *   <li>{@code Branch} is both behind one monitor that never waits for others: a message comes in, messages go out, and what
 *       they promise is on disk. {@code Call} is what a client waits for, {@code Attempt} one transaction of it.
 *   <li>{@code Link} is a thread for each other server that carries messages to it. They may be lost or late.
 *   <li>{@code BankServer} owns the threads and the listening sockets.
 * </ul>
 *
 * <p>No clock is ever read. Time only decides when a server asks again, tries again or gives up an answer, so pauses and
 * clock jumps cost availability, never correctness. A server whose disk fails exits with status 1.
 *
 * <p>{@code Bug} lists mistakes that the system property {@code bug} turns on, to see whether a test finds them.
 */
package dev.faultline.examples.bank;
