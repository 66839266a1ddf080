package dev.faultline.workload.ready;

import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which values the keys may have, as far as the clients have learned: what was read or written last, and what was written
 * without an answer.
 */
final class KnownValues {
    private static final int CANDIDATES_MAX = 4;
    /** A compare-and-set may fail because the system was out of reach, so that one failure says little. */
    private static final int FAILURES_MAX = 3;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Deque<String>> candidates = new ArrayList<>();
    /** How often a compare-and-set failed since something was learned, by number of the key. */
    private final List<Integer> failures = new ArrayList<>();
    /** The keys that have a candidate, by number. */
    private final TreeSet<Integer> known = new TreeSet<>();

    private boolean written;

    KnownValues(List<String> keys, Optional<String> initial) {
        for (String key : keys) {
            numbers.put(key, candidates.size());
            candidates.add(new ArrayDeque<>());
            failures.add(0);
            initial.ifPresent(value -> settle(key, value));
        }
    }

    /** Returns whether a value of any key is known. */
    boolean isThereAny() {
        return !known.isEmpty();
    }

    /** Returns whether nobody has ever learned of a value. */
    boolean nothingWasWritten() {
        return !written;
    }

    /** Returns this key or the next one of which a value is known; there must be one. */
    int nearest(int key) {
        Integer next = known.ceiling(key);
        return next == null ? known.getFirst() : next;
    }

    /** Returns the likeliest value of the key; one must be known. */
    String value(int key) {
        return candidates.get(key).getFirst();
    }

    void learn(Request request, Reply reply) {
        switch (request) {
            case Request.Read(String key) when reply instanceof Reply.Ok(String value) -> settle(key, value);
            case Request.Write(String key, String value) -> changed(key, value, reply);
            case Request.Cas(String key, String expected, String value) -> {
                if (reply instanceof Reply.Fail) {
                    doubt(key, expected);
                } else {
                    changed(key, value, reply);
                }
            }
            case Request.Read _, Request.Send _, Request.Poll _, Request.Transaction _, Request.Call _ -> {}
        }
    }

    private void changed(String key, String value, Reply reply) {
        switch (reply) {
            case Reply.Ok _ -> settle(key, value);
            case Reply.Unknown _ -> suspect(key, value);
            case Reply.Fail _, Reply.Records _ -> {}
        }
    }

    private void settle(String key, String value) {
        candidates.get(number(key)).clear();
        failures.set(number(key), 0);
        suspect(key, value);
    }

    private void suspect(String key, String value) {
        Deque<String> ofKey = candidates.get(number(key));
        ofKey.addLast(value);
        if (ofKey.size() > CANDIDATES_MAX) {
            ofKey.removeFirst();
        }
        known.add(number(key));
        written = true;
    }

    /** Lets the other candidates go before this one, and forgets them all when they have failed often enough. */
    private void doubt(String key, String value) {
        Deque<String> ofKey = candidates.get(number(key));
        if (!ofKey.remove(value)) {
            return; // others have learned of a newer one meanwhile
        }
        ofKey.addLast(value);
        int failed = failures.get(number(key)) + 1;
        failures.set(number(key), failed);
        if (failed >= FAILURES_MAX * ofKey.size()) {
            ofKey.clear();
            failures.set(number(key), 0);
            known.remove(number(key));
        }
    }

    private int number(String key) {
        return numbers.getOrDefault(key, 0);
    }
}
