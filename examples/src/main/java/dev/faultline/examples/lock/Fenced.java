package dev.faultline.examples.lock;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the locks protect: values, each with the largest token that came with a request. Who does not know yet that his lease is
 * over comes with a smaller token than his successor, and is turned away. A successor that goes by what it reads shows its
 * token when it reads: else the late write could still come between its reading and its writing.
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

    /** Whether a token is not smaller than one that came before; smaller ones are turned away from now on. */
    boolean admits(String key, long token) {
        Written present = written(key);
        if (token < present.token() && bug != Bug.NO_FENCING) {
            return false;
        }
        values.put(key, new Written(token, present.value()));
        return true;
    }

    /** Writes if the token is admitted. */
    boolean write(String key, long token, String value) {
        boolean admitted = admits(key, token);
        if (admitted) {
            values.put(key, new Written(token, value));
        }
        return admitted;
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
