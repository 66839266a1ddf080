package dev.faultline.examples.bank;

import dev.faultline.examples.bank.Message.ToCoordinator;
import dev.faultline.examples.bank.Message.ToParticipant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * A server of the bank without its threads: one monitor that never waits for others. A message, a client or a tick comes
 * in, messages go out, and what they promise is on disk.
 */
final class Branch {
    private final String id;
    private final BiConsumer<String, Message> post;
    private final Deque<Message> toMyself = new ArrayDeque<>();
    private final Participant participant;
    private final Coordinator coordinator;

    /**
     * Makes one that goes on with what its ledger holds.
     *
     * @param post takes a message to a server that is named, without waiting; it may be lost
     */
    Branch(Settings settings, Ledger ledger, Random random, BiConsumer<String, Message> post) {
        this.id = settings.id();
        this.post = post;
        this.participant = new Participant(settings, ledger, this::send);
        this.coordinator = new Coordinator(settings, ledger, random, this::send);
    }

    private void send(String server, Message message) {
        if (server.equals(id)) {
            toMyself.add(message);
        } else {
            post.accept(server, message);
        }
    }

    /**
     * Begins what a client asks for; the result is the line for it, or {@link Call#UNKNOWN}.
     *
     * @throws IllegalArgumentException if an account is not there
     */
    synchronized CompletableFuture<String> start(Command command) {
        CompletableFuture<String> answer = coordinator.start(command);
        settle();
        return answer;
    }

    synchronized void handle(String from, Message message) {
        route(from, message);
        settle();
    }

    /** To be called about every 50 ms: somebody loses patience, asks again, tells again or tries again. */
    synchronized void tick() {
        participant.tick();
        coordinator.tick();
        settle();
    }

    private void settle() {
        for (Message message = toMyself.poll(); message != null; message = toMyself.poll()) {
            route(id, message);
        }
    }

    private void route(String from, Message message) {
        switch (message) {
            case ToParticipant part -> participant.handle(from, part);
            case ToCoordinator part -> coordinator.handle(from, part);
        }
    }
}
