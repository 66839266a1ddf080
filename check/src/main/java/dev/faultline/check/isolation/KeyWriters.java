package dev.faultline.check.isolation;

/** Who wrote each key, one list for each session that did, in the order of the session. */
final class KeyWriters {

    private final Sessions sessions;
    private final int[] first;
    private final int[] sessionOfList;
    private final int[] starts;
    private final int[] writers;

    KeyWriters(Dependencies found, Sessions sessions, int[] writeKey) {
        this.sessions = sessions;
        int keys = found.history.keys();
        int[] head = new int[keys + 1];
        for (int key : writeKey) {
            head[key + 1]++;
        }
        for (int key = 0; key < keys; key++) {
            head[key + 1] += head[key];
        }
        writers = new int[writeKey.length];
        int[] next = head.clone();
        for (int s = 0; s < sessions.count(); s++) {
            for (int i = sessions.start(s); i < sessions.start(s + 1); i++) {
                int t = sessions.transaction(i);
                for (int w = found.writeStart[t]; w < found.writeStart[t + 1]; w++) {
                    writers[next[writeKey[w]]++] = t;
                }
            }
        }
        first = new int[keys + 1];
        Ints list = new Ints(64);
        Ints begin = new Ints(64);
        for (int key = 0; key < keys; key++) {
            first[key] = list.size();
            for (int i = head[key]; i < head[key + 1]; i++) {
                int session = sessions.session(writers[i]);
                if (i == head[key] || session != list.last()) {
                    list.add(session);
                    begin.add(i);
                }
            }
        }
        first[keys] = list.size();
        sessionOfList = list.toArray();
        begin.add(writers.length);
        starts = begin.toArray();
    }

    int lists() {
        return sessionOfList.length;
    }

    /** The first list of a key; those up to the first of the next key are its lists. */
    int first(int key) {
        return first[key];
    }

    int session(int list) {
        return sessionOfList[list];
    }

    int[] starts() {
        return starts;
    }

    int start(int list) {
        return starts[list];
    }

    int writer(int i) {
        return writers[i];
    }

    /** From {@code at} on to the first writer of the list that is not among the first {@code known} of its session. */
    int advance(int list, int at, int known) {
        int i = at;
        while (i < starts[list + 1] && sessions.place(writers[i]) < known) {
            i++;
        }
        return i;
    }
}
