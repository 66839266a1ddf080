package dev.faultline.examples;

import java.util.Collection;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** The other members, and what a majority is. Guarded by the replica's monitor. */
final class Peers {
    private final TreeMap<String, Progress> peers = new TreeMap<>();

    Peers(String self, Collection<String> members) {
        members.stream().filter(member -> !member.equals(self)).forEach(peer -> peers.put(peer, new Progress()));
    }

    Progress get(String peer) {
        Progress progress = peers.get(peer);
        if (progress == null) {
            throw new IllegalArgumentException(peer + " is not one of " + peers.keySet());
        }
        return progress;
    }

    void reset(long lastIndex) {
        peers.values().forEach(peer -> peer.reset(lastIndex));
    }

    /** Whether this node and the peers that satisfy the condition are more than half of the members. */
    boolean majority(Predicate<Progress> condition) {
        long others = peers.values().stream().filter(condition).count();
        return 2 * (1 + others) > 1 + peers.size();
    }

    /** The last entry that a majority holds when this node holds {@code own}. */
    long heldByMajority(long own) {
        long[] held = LongStream.concat(
                        LongStream.of(own), peers.values().stream().mapToLong(peer -> peer.held))
                .sorted()
                .toArray();
        return held[(held.length - 1) / 2];
    }
}
