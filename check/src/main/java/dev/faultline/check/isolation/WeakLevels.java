package dev.faultline.check.isolation;

import java.util.Arrays;

/**
 * What the weak guarantees demand of the order of commits, each in about linear time: monotonic atomic view (read
 * committed of Biswas and Enea, On the complexity of checking transactional consistency, 2019), read atomic and causal
 * consistency. A history satisfies one if and only if the demands have no cycle. After Møldrup and Pavlogiannis, AWDIT:
 * an optimal weak database isolation tester, 2025.
 */
final class WeakLevels {

    private final Dependencies found;
    private final Sessions sessions;
    private final int[] readKey;
    private final int[] readFrom;
    private final int[] writeKey;
    private final int[] keyStamp;
    private final int[] keySource;
    private final int[] keyOther;
    private final int[] seenStamp;
    private int stamps;

    WeakLevels(Dependencies found) {
        this.found = found;
        sessions = new Sessions(found);
        readKey = found.readKey.toArray();
        readFrom = found.readFrom.toArray();
        writeKey = found.writeKey.toArray();
        for (int t = 0; t < found.happened.length; t++) {
            Arrays.sort(writeKey, found.writeStart[t], found.writeStart[t + 1]);
        }
        keyStamp = new int[found.history.keys()];
        keySource = new int[found.history.keys()];
        keyOther = new int[found.history.keys()];
        seenStamp = new int[found.happened.length];
    }

    /**
     * Whoever read from a transaction reads nothing older than its writes from then on. Only the next read of each key
     * counts: what is read after that is ordered by that. O(operations * sqrt(operations)).
     */
    CommitOrder monotonicAtomicView() {
        CommitOrder order = new CommitOrder(found);
        boolean[] firstSight = new boolean[readKey.length];
        for (int t = 0; t < found.happened.length; t++) {
            int stamp = ++stamps;
            for (int i = found.readStart[t]; i < found.readStart[t + 1]; i++) {
                int source = readFrom[i];
                if (source >= 0 && seenStamp[source] != stamp) {
                    seenStamp[source] = stamp;
                    firstSight[i] = true;
                }
            }
            for (int i = found.readStart[t + 1] - 1; i >= found.readStart[t]; i--) {
                if (firstSight[i]) {
                    laterReads(t, i, stamp, order);
                }
                int key = readKey[i];
                if (keyStamp[key] != stamp) {
                    keyStamp[key] = stamp;
                    keySource[key] = readFrom[i];
                    keyOther[key] = readFrom[i];
                } else if (keySource[key] != readFrom[i]) {
                    keyOther[key] = keySource[key];
                    keySource[key] = readFrom[i];
                }
            }
        }
        return order;
    }

    private void laterReads(int t, int i, int stamp, CommitOrder order) {
        int seen = readFrom[i];
        int from = found.writeStart[seen];
        int until = found.writeStart[seen + 1];
        int later = found.readStart[t + 1] - i - 1;
        if (until - from <= later) {
            for (int w = from; w < until; w++) {
                nextRead(writeKey[w], seen, t, stamp, order);
            }
        } else {
            for (int j = i + 1; j < found.readStart[t + 1]; j++) {
                if (Arrays.binarySearch(writeKey, from, until, readKey[j]) >= 0) {
                    nextRead(readKey[j], seen, t, stamp, order);
                }
            }
        }
    }

    private void nextRead(int key, int seen, int t, int stamp, CommitOrder order) {
        if (keyStamp[key] == stamp) {
            int source = keySource[key] == seen ? keyOther[key] : keySource[key];
            if (source != seen) {
                order.precede(seen, source, key, t);
            }
        }
    }

    /**
     * Whoever read from a transaction, or follows it in its session, reads nothing older than its writes.
     * O(operations * sqrt(operations)).
     */
    CommitOrder readAtomic(boolean withSessions) {
        CommitOrder order = new CommitOrder(found);
        int[] lastWriter = new int[found.history.keys()];
        int[] lastStamp = new int[found.history.keys()];
        for (int s = 0; s < sessions.count(); s++) {
            for (int i = sessions.start(s); i < sessions.start(s + 1); i++) {
                int t = sessions.transaction(i);
                ownReads(t, order);
                if (!withSessions) {
                    continue;
                }
                for (int r = found.readStart[t]; r < found.readStart[t + 1]; r++) {
                    int key = readKey[r];
                    if (lastStamp[key] == s + 1 && lastWriter[key] != readFrom[r]) {
                        order.precede(lastWriter[key], readFrom[r], key, t);
                    }
                }
                for (int w = found.writeStart[t]; w < found.writeStart[t + 1]; w++) {
                    lastWriter[writeKey[w]] = t;
                    lastStamp[writeKey[w]] = s + 1;
                }
            }
        }
        return order;
    }

    private void ownReads(int t, CommitOrder order) {
        int stamp = ++stamps;
        int from = found.readStart[t];
        int until = found.readStart[t + 1];
        for (int r = from; r < until; r++) {
            keyStamp[readKey[r]] = stamp;
            keySource[readKey[r]] = readFrom[r];
        }
        for (int r = from; r < until; r++) {
            int seen = readFrom[r];
            if (seen < 0 || seenStamp[seen] == stamp) {
                continue;
            }
            seenStamp[seen] = stamp;
            int first = found.writeStart[seen];
            int last = found.writeStart[seen + 1];
            if (last - first <= until - from) {
                for (int w = first; w < last; w++) {
                    if (keyStamp[writeKey[w]] == stamp && keySource[writeKey[w]] != seen) {
                        order.precede(seen, keySource[writeKey[w]], writeKey[w], t);
                    }
                }
            } else {
                for (int j = from; j < until; j++) {
                    if (readFrom[j] != seen && Arrays.binarySearch(writeKey, first, last, readKey[j]) >= 0) {
                        order.precede(seen, readFrom[j], readKey[j], t);
                    }
                }
            }
        }
    }

    /**
     * Nobody reads anything older than what is in its past by reads and sessions. O(operations * sessions) time and
     * {@code 4 * transactions * sessions} bytes.
     *
     * @throws CheckStopped if that is more than allowed
     */
    CommitOrder causal(CausalPasts pasts) {
        CommitOrder order = new CommitOrder(found);
        KeyWriters writers = new KeyWriters(found, sessions, writeKey);
        int[] cursor = new int[writers.lists()];
        for (int s = 0; s < sessions.count(); s++) {
            System.arraycopy(writers.starts(), 0, cursor, 0, cursor.length);
            for (int i = sessions.start(s); i < sessions.start(s + 1); i++) {
                int t = sessions.transaction(i);
                for (int r = found.readStart[t]; r < found.readStart[t + 1]; r++) {
                    int key = readKey[r];
                    for (int list = writers.first(key); list < writers.first(key + 1); list++) {
                        int known = pasts.known(t, writers.session(list));
                        int at = writers.advance(list, cursor[list], known);
                        cursor[list] = at;
                        if (at > writers.start(list)) {
                            int seen = writers.writer(at - 1);
                            if (seen != readFrom[r] && !pasts.has(readFrom[r], seen)) {
                                order.precede(seen, readFrom[r], key, t);
                            }
                        }
                    }
                }
            }
        }
        return order;
    }

    Sessions sessions() {
        return sessions;
    }
}
