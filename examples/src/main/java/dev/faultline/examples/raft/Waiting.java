package dev.faultline.examples.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** The clients that wait for a leader's answer. Guarded by the server's monitor. */
final class Waiting {
    /** The fate of a command is not known: it may or may not be committed later. */
    static final String UNKNOWN = "unknown";

    private record Read(String text, long round, CompletableFuture<String> answer) {}

    private final Bug bug;
    private final Map<Long, CompletableFuture<String>> entries = new TreeMap<>();
    private final List<Read> reads = new ArrayList<>();

    Waiting(Bug bug) {
        this.bug = bug;
    }

    CompletableFuture<String> forEntry(long index) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        entries.put(index, answer);
        return answer;
    }

    CompletableFuture<String> forRead(String text, long round) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        reads.add(new Read(text, round, answer));
        return answer;
    }

    void applied(long index, String reply) {
        CompletableFuture<String> answer = entries.remove(index);
        if (answer != null) {
            answer.complete(reply);
        }
    }

    /** Answers the reads that began in a round that is good enough. */
    void answerReads(LongPredicate fresh, UnaryOperator<String> answer) {
        reads.removeIf(read -> fresh.test(read.round()) && read.answer().complete(answer.apply(read.text())));
    }

    /** This server leads no more. Its entries may be in the logs of others, and be committed by the next leader. */
    void giveUp() {
        String fate = bug == Bug.DEPOSED_SAYS_NO ? "unavailable" : UNKNOWN;
        entries.values().forEach(answer -> answer.complete(fate));
        entries.clear();
        reads.forEach(read -> read.answer().complete("unavailable"));
        reads.clear();
    }
}
