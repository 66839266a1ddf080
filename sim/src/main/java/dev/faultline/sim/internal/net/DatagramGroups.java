package dev.faultline.sim.internal.net;

import java.net.InetAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The multicast groups that a socket is a member of. */
public final class DatagramGroups {
    private final List<Membership> memberships = new ArrayList<>(1);

    /**
     * A membership.
     *
     * @param sources those whose datagrams are wanted, or with {@code except} those whose are not; looked up only
     */
    private record Membership(InetAddress group, InetAddress at, boolean except, Set<InetAddress> sources) {
        boolean isOf(InetAddress otherGroup, InetAddress otherAt) {
            return group.equals(otherGroup) && at.equals(otherAt);
        }

        boolean wants(InetAddress source) {
            return sources.contains(source) != except;
        }
    }

    /**
     * Joins a group at the interface with that address.
     *
     * @param source the only one whose datagrams are wanted, besides others that were joined for; null for all
     * @throws SocketException as Linux refuses it
     */
    public void join(InetAddress group, InetAddress at, @Nullable InetAddress source) throws SocketException {
        Membership present = find(group, at);
        if (source == null) {
            check(present == null, "Address already in use");
            memberships.add(new Membership(group, at, true, new HashSet<>()));
            return;
        }
        if (present == null) {
            present = new Membership(group, at, false, new HashSet<>());
            memberships.add(present);
        }
        check(!present.except, "Invalid argument");
        check(present.sources.add(source), "Cannot assign requested address");
    }

    /** Undoes {@link #join}. */
    public void leave(InetAddress group, InetAddress at, @Nullable InetAddress source) throws SocketException {
        Membership present = find(group, at);
        if (present == null || (source != null && !present.sources.remove(source))) {
            throw new SocketException("Cannot assign requested address");
        }
        if (source == null || present.sources.isEmpty()) {
            memberships.remove(present);
        }
    }

    /** Keeps datagrams of a source away, or lets them in again. */
    public void block(boolean on, InetAddress group, InetAddress at, InetAddress source) throws SocketException {
        Membership present = find(group, at);
        if (present == null || !present.except) {
            throw new SocketException("Invalid argument");
        }
        check(on ? present.sources.add(source) : present.sources.remove(source), "Cannot assign requested address");
    }

    /** Returns whether a datagram is wanted that came in at the interface with that address. */
    boolean want(InetAddress group, InetAddress at, InetAddress source) {
        Membership present = find(group, at);
        return present != null && present.wants(source);
    }

    private static void check(boolean condition, String message) throws SocketException {
        if (!condition) {
            throw new SocketException(message);
        }
    }

    private @Nullable Membership find(InetAddress group, InetAddress at) {
        for (Membership each : memberships) {
            if (each.isOf(group, at)) {
                return each;
            }
        }
        return null;
    }
}
