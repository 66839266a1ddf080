package dev.faultline.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys and values after the committed prefix of the log. Guarded by the replica's monitor. */
final class Store {
    private final Map<String, String> values = new HashMap<>();
    private final List<String> replies = new ArrayList<>();

    /** The index of the last entry applied; entries count from 1. */
    long applied() {
        return replies.size();
    }

    void apply(Command.Update update) {
        replies.add(
                switch (update) {
                    case Command.Noop() -> "ok";
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
                });
    }

    /** What the client is told about the entry at {@code index}, which has been applied. */
    String reply(long index) {
        return replies.get(Math.toIntExact(index - 1));
    }

    String read(String key) {
        return values.getOrDefault(key, Command.NIL);
    }
}
