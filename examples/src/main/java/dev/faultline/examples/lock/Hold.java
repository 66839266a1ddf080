package dev.faultline.examples.lock;

/**
 * A lock that somebody holds.
 *
 * @param token that its owner was granted; of two grants the later one has the larger token
 * @param renewals how often the owner renewed the lease, so that whoever expires it says which lease is meant
 */
record Hold(String key, String owner, long token, long renewals) {
    Hold renewed() {
        return new Hold(key, owner, token, renewals + 1);
    }

    String saved() {
        return owner + " " + token + " " + renewals;
    }

    /** Reads what {@link #saved} gave. */
    static Hold of(String key, String saved) {
        String[] words = saved.split(" ", -1);
        return new Hold(key, words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
}
