package dev.faultline.check.isolation;

/** The transactions that happened, session by session, in the order of each. */
final class Sessions {

    private final int[] sessionOf;
    private final int[] placeOf;
    private final int[] start;
    private final int[] transactions;

    Sessions(Dependencies found) {
        int n = found.happened.length;
        sessionOf = new int[n];
        placeOf = new int[n];
        WriteMap numbers = new WriteMap(64);
        Ints sizes = new Ints(16);
        for (int t = 0; t < n; t++) {
            if (!found.happened[t]) {
                sessionOf[t] = -1;
                continue;
            }
            int number = numbers.putIfAbsent(found.history.process[t], 0, sizes.size());
            if (number < 0) {
                number = sizes.size();
                sizes.add(0);
            }
            sessionOf[t] = number;
            placeOf[t] = sizes.get(number);
            sizes.set(number, placeOf[t] + 1);
        }
        start = new int[sizes.size() + 1];
        for (int s = 0; s < sizes.size(); s++) {
            start[s + 1] = start[s] + sizes.get(s);
        }
        transactions = new int[start[sizes.size()]];
        for (int t = 0; t < n; t++) {
            if (sessionOf[t] >= 0) {
                transactions[start[sessionOf[t]] + placeOf[t]] = t;
            }
        }
    }

    int count() {
        return start.length - 1;
    }

    int start(int session) {
        return start[session];
    }

    int transaction(int i) {
        return transactions[i];
    }

    int session(int transaction) {
        return sessionOf[transaction];
    }

    /** Its place in its session, from 0. */
    int place(int transaction) {
        return placeOf[transaction];
    }
}
