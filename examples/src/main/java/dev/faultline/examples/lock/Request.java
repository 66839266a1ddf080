package dev.faultline.examples.lock;

import java.util.Optional;

/** What clients ask for, and what a leader proposes of its own accord, in the text form that is sent and logged. */
sealed interface Request {
    String OF_CLIENTS = "acquire K OWNER | renew K OWNER | release K OWNER | owner K | write K TOKEN V | read K TOKEN"
            + " | read K";

    record Acquire(String key, String owner) implements Request {}

    record Renew(String key, String owner) implements Request {}

    record Release(String key, String owner) implements Request {}

    /** Of a leader: this lease ran out, as it was when its owner had renewed it so often. */
    record Expire(String key, long token, long renewals) implements Request {
        @Override
        public String toString() {
            return "expire " + key + " " + token + " " + renewals;
        }
    }

    record Owner(String key) implements Request {}

    record Write(String key, long token, String value) implements Request {}

    /** A read by who holds the lock; it goes through the log, for it turns smaller tokens away. */
    record FencedRead(String key, long token) implements Request {}

    record Read(String key) implements Request {}

    /** Parses words with one blank between them; empty if they are no request. */
    static Optional<Request> parse(String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0] + "/" + (words.length - 1)) {
            case "acquire/2" -> Optional.of(new Acquire(words[1], words[2]));
            case "renew/2" -> Optional.of(new Renew(words[1], words[2]));
            case "release/2" -> Optional.of(new Release(words[1], words[2]));
            case "expire/3" -> Optional.of(new Expire(words[1], Long.parseLong(words[2]), Long.parseLong(words[3])));
            case "owner/1" -> Optional.of(new Owner(words[1]));
            case "write/3" -> token(words[2]).map(token -> new Write(words[1], token, words[3]));
            case "read/2" -> token(words[2]).map(token -> new FencedRead(words[1], token));
            case "read/1" -> Optional.of(new Read(words[1]));
            default -> Optional.empty();
        };
    }

    private static Optional<Long> token(String word) {
        return word.matches("\\d{1,18}") ? Optional.of(Long.parseLong(word)) : Optional.empty();
    }
}
