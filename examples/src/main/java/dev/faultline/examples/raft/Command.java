package dev.faultline.examples.raft;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What servers are asked to do, in the text form that clients send and the log keeps. */
sealed interface Command {
    /** Bounds a request, so that a batch of them fits the buffers of a socket. */
    int LIMIT_CHARS = 1_000;

    /** A read of the machine. */
    record Read(String text) implements Command {}

    /** Makes a server a member; the leader turns it into {@link Members}. */
    record Add(String server) implements Command {}

    /** Takes a server out of the members; the leader turns it into {@link Members}. */
    record Remove(String server) implements Command {}

    /** A command that goes through the log. */
    sealed interface Logged extends Command {}

    /** The first entry of every term: once it is committed, so is all that came before. */
    record Noop() implements Logged {
        @Override
        public String toString() {
            return "noop";
        }
    }

    /** A change of the machine. */
    record Change(String text) implements Logged {
        @Override
        public String toString() {
            return text;
        }
    }

    /** From this entry on these servers elect and commit, whether or not it is committed itself. */
    record Members(SortedSet<String> servers) implements Logged {
        public Members {
            servers = Collections.unmodifiableSortedSet(new TreeSet<>(servers));
        }

        @Override
        public String toString() {
            return "members " + String.join(",", servers);
        }
    }

    /** Parses a client's line for a machine; throws IllegalArgumentException that says what would be right. */
    static Command parse(String line, Machine machine) {
        if (line.length() > LIMIT_CHARS) {
            throw new IllegalArgumentException("a request has at most " + LIMIT_CHARS + " characters");
        }
        String[] words = line.strip().split("\\s+", -1);
        String text = String.join(" ", words);
        return switch (words[0] + "/" + (words.length - 1)) {
            case "add/1" -> new Add(words[1]);
            case "remove/1" -> new Remove(words[1]);
            default ->
                switch (machine.kind(text)) {
                    case READ -> new Read(text);
                    case CHANGE -> new Change(text);
                    case UNKNOWN ->
                        throw new IllegalArgumentException(
                                "expected: " + machine.requests() + " | add SERVER | remove SERVER");
                };
        };
    }

    /** Parses what {@code toString} of a logged command gave. */
    static Logged parseLogged(String text) {
        if (text.equals("noop")) {
            return new Noop();
        }
        if (text.startsWith("members ")) {
            return new Members(new TreeSet<>(
                    Arrays.asList(text.substring("members ".length()).split(",", -1))));
        }
        return new Change(text);
    }
}
