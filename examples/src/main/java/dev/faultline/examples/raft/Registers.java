package dev.faultline.examples.raft;

import java.util.Map;
import java.util.TreeMap;

/** Keys and values. */
final class Registers implements Machine {
    /** The value of a key that was never written. */
    static final String NIL = "nil";

    private final TreeMap<String, String> values = new TreeMap<>();

    @Override
    public String requests() {
        return "read K | write K V | cas K OLD NEW";
    }

    @Override
    public Kind kind(String request) {
        String[] words = request.split(" ", -1);
        return switch (words[0] + "/" + (words.length - 1)) {
            case "read/1" -> Kind.READ;
            case "write/2", "cas/3" -> Kind.CHANGE;
            default -> Kind.UNKNOWN;
        };
    }

    @Override
    public String apply(String change) {
        String[] words = change.split(" ", -1);
        String key = words[1];
        if (words[0].equals("cas") && !value(key).equals(words[2])) {
            return "fail";
        }
        values.put(key, words[words.length - 1]);
        return "ok";
    }

    @Override
    public String answer(String read) {
        return "ok " + value(read.split(" ", -1)[1]);
    }

    private String value(String key) {
        return values.getOrDefault(key, NIL);
    }

    @Override
    public Map<String, String> save() {
        return new TreeMap<>(values);
    }

    @Override
    public void load(Map<String, String> saved) {
        values.clear();
        values.putAll(saved);
    }
}
