package dev.faultline.examples.bank;

import dev.faultline.examples.bank.Message.AtOnce;
import dev.faultline.examples.bank.Message.Decision;
import dev.faultline.examples.bank.Message.Look;
import dev.faultline.examples.bank.Message.Prepare;
import dev.faultline.examples.bank.Message.Release;
import dev.faultline.examples.bank.Message.Released;
import dev.faultline.examples.bank.Message.Seen;
import dev.faultline.examples.bank.Message.ToCoordinator;
import dev.faultline.examples.bank.Message.Voted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * A server as the one that a client has asked. Guarded by the server's monitor.
 *
 * <p>Nothing is written before a transaction is decided, and then only that it is committed: of which the ledger knows
 * nothing was rolled back, or is done everywhere. What a restart interrupts is therefore rolled back.
 */
final class Coordinator {
    private static final int TELL_TICKS = 5;

    private final Settings settings;
    private final Ledger ledger;
    private final Random random;
    private final BiConsumer<String, Message> post;
    private final Map<TxnId, Attempt> open = new LinkedHashMap<>();
    /** Those whose last attempt met another transaction. */
    private final List<Call> waiting = new ArrayList<>();

    private long attempts;
    private int ticks;

    Coordinator(Settings settings, Ledger ledger, Random random, BiConsumer<String, Message> post) {
        this.settings = settings;
        this.ledger = ledger;
        this.random = random;
        this.post = post;
    }

    /** Begins what a client asks for; throws IllegalArgumentException if an account is not there. */
    CompletableFuture<String> start(Command command) {
        Call call = new Call(command);
        begin(call);
        return call.answer;
    }

    private void begin(Call call) {
        TxnId id = new TxnId(settings.id(), ledger.run(), ++attempts);
        switch (call.command) {
            case Command.Balances() -> {
                Attempt attempt = new Attempt(
                        id, call, Attempt.Step.LOOKS, settings.accounts().servers());
                open.put(id, attempt);
                tell(attempt, new Look(id));
            }
            case Command.Transfer transfer -> {
                SortedMap<String, Amounts> changes = changesByOwner(transfer);
                boolean single = changes.size() == 1;
                Attempt.Step step = single ? Attempt.Step.AT_ONCE : Attempt.Step.PROMISES;
                open.put(id, new Attempt(id, call, step, changes.keySet()));
                changes.forEach(
                        (server, part) -> post.accept(server, single ? new AtOnce(id, part) : new Prepare(id, part)));
            }
        }
    }

    private SortedMap<String, Amounts> changesByOwner(Command.Transfer transfer) {
        Accounts accounts = settings.accounts();
        SortedMap<String, Amounts> changes = new TreeMap<>();
        changes.put(accounts.owner(transfer.from()), Amounts.of(transfer.from(), -transfer.amount()));
        changes.merge(accounts.owner(transfer.to()), Amounts.of(transfer.to(), transfer.amount()), Amounts::plus);
        return changes;
    }

    private void tell(Attempt attempt, Message message) {
        attempt.servers.forEach(server -> post.accept(server, message));
    }

    void handle(String server, ToCoordinator message) {
        Optional<Attempt> attempt = Optional.ofNullable(open.get(message.id()));
        switch (message) {
            case Message.Ask(TxnId id) -> answer(server, id, attempt.isPresent());
            case Message.Done(TxnId id) -> done(server, id);
            case Message.Reply reply -> attempt.ifPresent(waits -> learn(server, waits, reply));
        }
    }

    private void learn(String server, Attempt attempt, Message.Reply reply) {
        switch (reply) {
            case Voted(TxnId _, Vote vote) when vote != Vote.YES -> rollBack(attempt, vote);
            case Released(TxnId _, boolean kept) when !kept -> rollBack(attempt, Vote.BUSY);
            case Seen(TxnId _, Amounts balances) -> {
                attempt.seen = attempt.seen.plus(balances);
                heard(server, attempt);
            }
            case Voted _, Released _ -> heard(server, attempt);
        }
    }

    private void answer(String server, TxnId id, boolean undecided) {
        // While it is open nobody knows the answer yet; the server will ask again.
        if (!undecided || settings.bug() == Bug.OPEN_MEANS_NO) {
            post.accept(server, new Decision(id, ledger.decisions().containsKey(id)));
        }
    }

    private void done(String server, TxnId id) {
        if (ledger.decisions().containsKey(id)) {
            ledger.told(id, server);
        }
    }

    private void heard(String server, Attempt attempt) {
        attempt.awaited.remove(server);
        if (!attempt.awaited.isEmpty()) {
            return;
        }
        switch (attempt.step) {
            case PROMISES -> {
                ledger.decide(attempt.id, attempt.servers);
                end(attempt, "ok");
                tell(attempt, new Decision(attempt.id, true));
            }
            case AT_ONCE -> end(attempt, "ok");
            case LOOKS -> {
                // All accounts are locked now: what was seen was true in this moment, if no lock is lost before it
                // ends.
                attempt.next(Attempt.Step.RELEASES);
                tell(attempt, new Release(attempt.id));
            }
            case RELEASES -> end(attempt, "ok " + attempt.seen);
        }
    }

    private void end(Attempt attempt, String answer) {
        open.remove(attempt.id);
        attempt.call.answer.complete(answer);
    }

    private void rollBack(Attempt attempt, Vote vote) {
        abandon(attempt);
        if (vote == Vote.OVERDRAWN) {
            attempt.call.answer.complete("fail overdrawn");
        } else {
            waiting.add(attempt.call);
        }
    }

    private void abandon(Attempt attempt) {
        open.remove(attempt.id);
        switch (attempt.step) {
            case PROMISES -> tell(attempt, new Decision(attempt.id, false));
            case LOOKS, RELEASES -> tell(attempt, new Release(attempt.id));
            case AT_ONCE -> {} // nothing was promised
        }
    }

    void tick() {
        ticks++;
        List.copyOf(open.values()).stream()
                .filter(attempt -> attempt.call.lastTick())
                .forEach(this::giveUp);
        for (Call call : List.copyOf(waiting)) {
            boolean over = call.lastTick();
            // Not all at once, or they would meet again.
            if (over || random.nextBoolean()) {
                waiting.remove(call);
                if (over) {
                    call.answer.complete("fail busy");
                } else {
                    begin(call);
                }
            }
        }
        if (ticks % TELL_TICKS == 0) {
            ledger.decisions()
                    .forEach((id, servers) -> servers.forEach(server -> post.accept(server, new Decision(id, true))));
        }
    }

    /** A server has not answered in time. */
    private void giveUp(Attempt attempt) {
        boolean atOnce = attempt.step == Attempt.Step.AT_ONCE;
        if (atOnce && settings.bug() == Bug.SENT_AGAIN) {
            open.remove(attempt.id);
            attempt.call.ticksLeft = Call.PATIENCE_TICKS;
            begin(attempt.call);
            return;
        }
        abandon(attempt);
        attempt.call.answer.complete(atOnce ? Call.UNKNOWN : "unavailable");
    }
}
