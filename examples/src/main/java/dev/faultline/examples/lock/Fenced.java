package dev.faultline.examples.lock;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the locks protect: values that are written with the token of the writer's grant. A writer that does not know yet that
 * its lease is over comes with a smaller token than its successor, and is turned away.
 */
final class Fenced {
    /** The value of a key that was never written. */
    static final String NIL = "nil";

    private record Written(long token, String value) {
        static final Written NEVER = new Written(0, NIL);
    }

    private final Bug bug;
    private final TreeMap<String, Written> values = new TreeMap<>();

    Fenced(Bug bug) {
        this.bug = bug;
    }

    String read(String key) {
        return written(key).value();
    }

    /** Writes, if the token is not smaller than the largest with which the key was written. */
    boolean write(String key, long token, String value) {
        if (token < written(key).token() && bug != Bug.NO_FENCING) {
            return false;
        }
        values.put(key, new Written(token, value));
        return true;
    }

    private Written written(String key) {
        return values.getOrDefault(key, Written.NEVER);
    }

    Map<String, String> save() {
        Map<String, String> saved = new TreeMap<>();
        values.forEach((key, written) -> saved.put(key, written.token() + " " + written.value()));
        return saved;
    }

    void load(Map<String, String> saved) {
        values.clear();
        saved.forEach((key, text) -> {
            String[] words = text.split(" ", -1);
            values.put(key, new Written(Long.parseLong(words[0]), words[1]));
        });
    }
}
