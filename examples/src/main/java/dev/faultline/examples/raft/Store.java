package dev.faultline.examples.raft;

import java.util.Map;
import java.util.TreeMap;

/** The state machine: keys and values after the committed prefix of the log. Guarded by the server's monitor. */
final class Store {
    private final TreeMap<String, String> values = new TreeMap<>();
    private long applied;

    /** The index of the last entry applied; entries count from 1. */
    long applied() {
        return applied;
    }

    void restore(Snapshot snapshot) {
        values.clear();
        values.putAll(snapshot.values());
        applied = snapshot.index();
    }

    /** Applies the next entry; returns what the client is told. */
    String apply(Command.Logged command) {
        applied++;
        return switch (command) {
            case Command.Noop() -> "ok";
            case Command.Members _ -> "ok";
            case Command.Write(String key, String value) -> {
                values.put(key, value);
                yield "ok";
            }
            case Command.Cas(String key, String expected, String value) -> {
                if (!read(key).equals(expected)) {
                    yield "fail";
                }
                values.put(key, value);
                yield "ok";
            }
        };
    }

    String read(String key) {
        return values.getOrDefault(key, Command.NIL);
    }

    Map<String, String> copy() {
        return new TreeMap<>(values);
    }
}
