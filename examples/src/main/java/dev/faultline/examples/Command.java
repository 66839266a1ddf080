package dev.faultline.examples;

/** What a client may ask for, in the text form that clients send and the log keeps. */
sealed interface Command {
    /** The value of a key that was never written. */
    String NIL = "nil";

    /** Bounds a request, so that a batch of them fits the buffers of a socket. */
    int LIMIT_CHARS = 1_000;

    record Read(String key) implements Command {}

    /** A command that changes the state and therefore goes through the log. */
    sealed interface Update extends Command {}

    /** The first entry of every epoch: committing it commits all that came before. */
    record Noop() implements Update {
        @Override
        public String toString() {
            return "noop";
        }
    }

    record Write(String key, String value) implements Update {
        @Override
        public String toString() {
            return "write " + key + " " + value;
        }
    }

    record Cas(String key, String expected, String value) implements Update {
        @Override
        public String toString() {
            return "cas " + key + " " + expected + " " + value;
        }
    }

    /** Parses a client's line; throws IllegalArgumentException that says what would be right. */
    static Command parse(String line) {
        if (line.length() > LIMIT_CHARS) {
            throw new IllegalArgumentException("a request has at most " + LIMIT_CHARS + " characters");
        }
        String[] words = line.strip().split("\\s+", -1);
        return switch (words[0] + "/" + (words.length - 1)) {
            case "read/1" -> new Read(words[1]);
            case "write/2" -> new Write(words[1], words[2]);
            case "cas/3" -> new Cas(words[1], words[2], words[3]);
            default -> throw new IllegalArgumentException("expected: read K | write K V | cas K OLD NEW");
        };
    }

    /** Parses what {@code toString} of an update gave. */
    static Update parseUpdate(String text) {
        if (text.equals("noop")) {
            return new Noop();
        }
        if (parse(text) instanceof Update update) {
            return update;
        }
        throw new IllegalArgumentException("not an update: " + text);
    }
}
