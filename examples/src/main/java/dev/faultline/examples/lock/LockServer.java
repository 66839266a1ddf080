package dev.faultline.examples.lock;

import dev.faultline.examples.Property;
import dev.faultline.examples.raft.RaftServer;

/**
 * A server of the distributed lock manager. What clients may ask it is in the package's description.
 *
 * <p>The system property {@code lease} is the time in milliseconds for which a lock is granted or renewed, 2000 by default
 * and the same on all servers; {@code bug} names the planted mistake.
 */
public final class LockServer {
    private static final int LEASE_MILLIS = 2_000;

    private LockServer() {}

    /**
     * Runs a server until the process is killed.
     *
     * @param args as of {@link RaftServer#run}
     */
    public static void main(String[] args) {
        RaftServer.run(args, () -> new Locks(Property.bug(Bug.class), Property.number("lease", LEASE_MILLIS)));
    }
}
