/**
 * A distributed lock manager: locks with leases and fencing tokens, on the Raft of {@code dev.faultline.examples.raft}.
 *
 * <p>Clients talk to any server in lines of text. A server that does not lead answers {@code moved ID} or
 * {@code unavailable}, and nothing was done; a connection that ends or stays silent leaves the fate of the request unknown.
 *
 * <ul>
 *   <li>{@code acquire K OWNER} is answered {@code ok TOKEN}, or {@code fail} if another owner holds the lock. Tokens grow
 *       with each grant, of whatever lock. The owner itself gets its token again and a new lease.
 *   <li>{@code renew K OWNER} and {@code release K OWNER}: {@code ok}, or {@code fail} if the owner does not hold the lock.
 *   <li>{@code owner K}: {@code ok OWNER TOKEN}, or {@code ok nil}.
 *   <li>{@code write K TOKEN V}: {@code ok}, and {@code read K TOKEN}: {@code ok V}; or {@code fail} if a larger token came
 *       with an earlier request. {@code read K}: {@code ok V}, for anybody. This is the resource that the lock K protects; it
 *       knows tokens only, not the lock.
 * </ul>
 *
 * <p>What a client must know: a lease counts from when the request that was answered {@code ok} was <em>sent</em>. Who
 * does not know what became of a request goes on under another OWNER, for the old request may still arrive: a release that
 * comes late must not free what was acquired after it.
 *
 * <p>How the package thinks:
 *
 * <ul>
 *   <li>{@code Request} is what is asked and logged. {@code Locks} is the state machine: its state changes by commands of the
 *       log only. A lease ends by one, too, {@code expire K TOKEN RENEWALS}, which the leader proposes, and which says which
 *       lease it means: if a renewal was logged first it does nothing. So no two servers need agree on the time, and a
 *       leader that was deposed cannot end what its successor prolonged.
 *   <li>{@code Leases} tells the leader when. It counts the ticks of the leader's own monotonic time and compares it with
 *       nobody's.
 *   <li>{@code Fenced} is what the locks protect. Leases alone cannot: a holder may stop between looking at its clock and
 *       writing.
 *   <li>{@code Hold} is a lock that is held. {@code LockServer} is the {@code main}; threads, sockets and the log are Raft's.
 * </ul>
 *
 * <p>{@code Bug} lists mistakes that the system property {@code bug} turns on, to see whether a test finds them.
 */
package dev.faultline.examples.lock;
