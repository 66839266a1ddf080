package dev.faultline.examples.raft;

import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The other servers, and what a majority of the members is. Servers that are no members are told everything, too, so that
 * they can become members without delay; only they do not count.
 */
final class Peers {
    private final String self;
    private final TreeMap<String, Peer> peers = new TreeMap<>();

    Peers(String self, Collection<String> servers) {
        this.self = self;
        servers.stream().filter(server -> !server.equals(self)).forEach(server -> peers.put(server, new Peer()));
    }

    Peer get(String server) {
        Peer peer = peers.get(server);
        if (peer == null) {
            throw new IllegalArgumentException(server + " is not one of " + peers.keySet());
        }
        return peer;
    }

    Map<String, Peer> all() {
        return peers;
    }

    void reset(long lastIndex) {
        peers.values().forEach(peer -> peer.reset(lastIndex));
    }

    /** Whether more than half of the members are this server or peers that satisfy the condition. */
    boolean majority(SortedSet<String> members, Predicate<Peer> condition) {
        long number = members.stream()
                .filter(member -> member.equals(self) || condition.test(get(member)))
                .count();
        return 2 * number > members.size();
    }

    /** The most that a majority of the members has reached when this server has reached {@code own}. */
    long reachedByMajority(SortedSet<String> members, long own, ToLongFunction<Peer> reached) {
        long[] sorted = members.stream()
                .mapToLong(member -> member.equals(self) ? own : reached.applyAsLong(get(member)))
                .sorted()
                .toArray();
        return sorted[(sorted.length - 1) / 2];
    }
}
