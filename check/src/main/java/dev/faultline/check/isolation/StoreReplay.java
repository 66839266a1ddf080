package dev.faultline.check.isolation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A store of registers that transactions come to one after the other, and can be taken back from in the same order. */
final class StoreReplay {

    private static final int NONE = -1;

    private final Dependencies found;
    private final boolean inRealTime;
    private final int[] readKey;
    private final int[] readFrom;
    private final int[] writeKey;
    /** Who wrote what a key holds now, {@link Dependencies#INITIAL} at first; how many who read that have yet to come. */
    private final int[] holder;

    private final int[] readersLeft;
    private final int[] readersOfWrite;
    /** When each was seen done, by itself or by who read from it. */
    private final long[] urgency;

    private final boolean[] placed;
    private final int[] nextInSession;
    private final boolean[] follows;
    private final WriteZones zones;
    /** What the keys held that were written, and how many had yet to read that: two for each write. */
    private final Deque<Integer> overwritten = new ArrayDeque<>();

    private long state;

    StoreReplay(Dependencies found, boolean inRealTime) {
        this.found = found;
        this.inRealTime = inRealTime;
        int n = found.happened.length;
        readKey = found.readKey.toArray();
        readFrom = found.readFrom.toArray();
        writeKey = found.writeKey.toArray();
        holder = new int[found.history.keys()];
        Arrays.fill(holder, Dependencies.INITIAL);
        readersLeft = new int[holder.length];
        readersOfWrite = new int[writeKey.length];
        urgency = new long[n];
        placed = new boolean[n];
        nextInSession = new int[n];
        follows = new boolean[n];
        Arrays.fill(nextInSession, NONE);
        zones = new WriteZones(found);
        countReaders();
        zones.sort();
        EdgeList sessions = new EdgeList();
        Orders.addSessions(found, sessions);
        for (int i = 0; i < sessions.size(); i++) {
            nextInSession[sessions.from(i)] = sessions.to(i);
            follows[sessions.to(i)] = true;
        }
    }

    private void countReaders() {
        for (int t = 0; t < urgency.length; t++) {
            urgency[t] = found.history.timed ? found.history.completed[t] : t;
        }
        for (int t = 0; t < urgency.length; t++) {
            for (int i = found.readStart[t]; i < found.readStart[t + 1]; i++) {
                if (reads(t, readKey[i], i)) {
                    continue;
                }
                if (readFrom[i] < 0) {
                    readersLeft[readKey[i]]++;
                } else {
                    int write = found.writeOf(readFrom[i], readKey[i]);
                    readersOfWrite[write]++;
                    zones.read(write, t);
                    urgency[readFrom[i]] = Math.min(urgency[readFrom[i]], urgency[t]);
                }
            }
        }
    }

    private boolean reads(int t, int key, int until) {
        for (int i = found.readStart[t]; i < until; i++) {
            if (readKey[i] == key) {
                return true;
            }
        }
        return false;
    }

    /** Those that took effect and follow nobody. */
    int[] firstOfSessions() {
        Ints first = new Ints(16);
        for (int t = 0; t < follows.length; t++) {
            if (found.happened[t] && !follows[t]) {
                first.add(t);
            }
        }
        return first.toArray();
    }

    /** The next of its session, negative if it is the last. */
    int nextInSession(int t) {
        return nextInSession[t];
    }

    boolean isPlaced(int t) {
        return placed[t];
    }

    boolean isMoreUrgent(int t, int other) {
        return urgency[t] < urgency[other] || (urgency[t] == urgency[other] && t < other);
    }

    /** Whether it reads what is there, and overwrites nothing that others have yet to read. */
    boolean mayCome(int t) {
        for (int i = found.readStart[t]; i < found.readStart[t + 1]; i++) {
            if (holder[readKey[i]] != readFrom[i]) {
                return false;
            }
        }
        for (int w = found.writeStart[t]; w < found.writeStart[t + 1]; w++) {
            int own = reads(t, writeKey[w], found.readStart[t + 1]) ? 1 : 0;
            if (readersLeft[writeKey[w]] > own || (inRealTime && zones.comesLater(w))) {
                return false;
            }
        }
        return true;
    }

    /** A number that tells apart, almost certainly, who has come and what the keys hold, if this one comes next. */
    long stateWith(int t) {
        long after = state ^ mix(t, NONE);
        for (int w = found.writeStart[t]; w < found.writeStart[t + 1]; w++) {
            after ^= mix(holder[writeKey[w]], writeKey[w]) ^ mix(t, writeKey[w]);
        }
        return after;
    }

    private static long mix(int transaction, int key) {
        long x = ((long) transaction << 32 | Integer.toUnsignedLong(key)) * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        x = (x ^ x >>> 32) * 0xD6E8FEB86659FD93L;
        x = (x ^ x >>> 32) * 0xD6E8FEB86659FD93L;
        return x ^ x >>> 32;
    }

    void place(int t) {
        state = stateWith(t);
        placed[t] = true;
        for (int i = found.readStart[t]; i < found.readStart[t + 1]; i++) {
            readersLeft[readKey[i]] -= reads(t, readKey[i], i) ? 0 : 1;
        }
        for (int w = found.writeStart[t]; w < found.writeStart[t + 1]; w++) {
            overwritten.push(holder[writeKey[w]]);
            overwritten.push(readersLeft[writeKey[w]]);
            holder[writeKey[w]] = t;
            readersLeft[writeKey[w]] = readersOfWrite[w];
            zones.place(w);
        }
    }

    /** Takes back the one that came last. */
    void takeBack(int t) {
        for (int w = found.writeStart[t + 1] - 1; w >= found.writeStart[t]; w--) {
            readersLeft[writeKey[w]] = overwritten.pop();
            holder[writeKey[w]] = overwritten.pop();
            zones.takeBack(w);
        }
        for (int i = found.readStart[t]; i < found.readStart[t + 1]; i++) {
            readersLeft[readKey[i]] += reads(t, readKey[i], i) ? 0 : 1;
        }
        placed[t] = false;
        state = stateWith(t);
    }
}
