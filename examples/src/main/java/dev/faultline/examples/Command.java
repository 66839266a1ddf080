package dev.faultline.examples;

import java.util.List;

/** What a client may ask for, in the text form that clients send and the log keeps. */
sealed interface Command {
    /** The value of a key that was never written. */
    String NIL = "nil";

    /** Bounds a request, so that a batch of them fits the buffers of a socket. */
    int LIMIT_CHARS = 1_000;

    String GRAMMAR = "read K | write K V | cas K OLD NEW | get K | put K V | delete K | txn OP; OP; ...";

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

    record Delete(String key) implements Update {
        @Override
        public String toString() {
            return "delete " + key;
        }
    }

    /** Steps that happen all at one moment, or none. */
    record Transact(List<Step> steps) implements Command {
        boolean readsOnly() {
            return steps.stream().noneMatch(Step::changes);
        }
    }

    /**
     * The end of a transaction that has taken its steps.
     *
     * @param since the index of the log up to which it has seen everything
     */
    record Commit(long since, List<Step> steps) implements Update {
        private static final String WORD = "commit ";

        @Override
        public String toString() {
            return WORD + since + " " + Step.join(steps);
        }

        static Commit parse(String text) {
            String[] words = text.substring(WORD.length()).split(" ", 2);
            return new Commit(Long.parseLong(words[0]), Step.parseAll(words[1]));
        }
    }

    /** Parses a client's line; throws IllegalArgumentException that says what would be right. */
    static Command parse(String line) {
        if (line.length() > LIMIT_CHARS) {
            throw new IllegalArgumentException("a request has at most " + LIMIT_CHARS + " characters");
        }
        return parseAny(line);
    }

    /** Also a line of the log, which may be a little longer than the request was. */
    private static Command parseAny(String line) {
        String[] words = line.strip().split("\\s+", -1);
        if (words[0].equals("txn")) {
            return new Transact(Step.parseAll(line.strip().substring("txn".length())));
        }
        return switch (words[0] + "/" + (words.length - 1)) {
            case "read/1", "get/1" -> new Read(words[1]);
            case "write/2", "put/2" -> new Write(words[1], words[2]);
            case "cas/3" -> new Cas(words[1], words[2], words[3]);
            case "delete/1" -> new Delete(words[1]);
            default -> throw new IllegalArgumentException("expected: " + GRAMMAR);
        };
    }

    /** Parses what {@code toString} of an update gave. */
    static Update parseUpdate(String text) {
        if (text.equals("noop")) {
            return new Noop();
        }
        if (text.startsWith(Commit.WORD)) {
            return Commit.parse(text);
        }
        if (parseAny(text) instanceof Update update) {
            return update;
        }
        throw new IllegalArgumentException("not an update: " + text);
    }
}
