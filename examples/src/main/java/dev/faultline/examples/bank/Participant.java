package dev.faultline.examples.bank;

import dev.faultline.examples.bank.Message.AtOnce;
import dev.faultline.examples.bank.Message.Decision;
import dev.faultline.examples.bank.Message.Done;
import dev.faultline.examples.bank.Message.Look;
import dev.faultline.examples.bank.Message.Prepare;
import dev.faultline.examples.bank.Message.Release;
import dev.faultline.examples.bank.Message.Released;
import dev.faultline.examples.bank.Message.Seen;
import dev.faultline.examples.bank.Message.ToParticipant;
import dev.faultline.examples.bank.Message.Voted;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A server as the owner of accounts. Guarded by the server's monitor.
 *
 * <p>Once it has promised changes it may neither make them nor forget them before the coordinator has said which. If that is
 * down or cut off, the accounts of the transaction stay locked: this is where two-phase commit blocks, and why a bank whose
 * servers were replicated would ask several for the decision. Accounts with other owners and other transactions go on.
 */
final class Participant {
    private static final int ASK_TICKS = 4;

    private final Settings settings;
    private final Ledger ledger;
    private final BiConsumer<String, Message> post;
    private final Locks locks = new Locks();
    /** The promises that had been open when this server last asked about them. */
    private final Set<TxnId> openAtLastRound = new LinkedHashSet<>();

    private int ticks;

    Participant(Settings settings, Ledger ledger, BiConsumer<String, Message> post) {
        this.settings = settings;
        this.ledger = ledger;
        this.post = post;
        if (settings.bug() != Bug.IN_DOUBT_UNLOCKED) {
            ledger.promises()
                    .forEach(
                            (id, changes) -> locks.write(id, changes.byAccount().keySet()));
        }
    }

    void handle(String coordinator, ToParticipant message) {
        switch (message) {
            case Prepare(TxnId id, Amounts changes) -> post.accept(coordinator, new Voted(id, promise(id, changes)));
            case AtOnce(TxnId id, Amounts changes) -> post.accept(coordinator, new Voted(id, apply(changes)));
            case Decision(TxnId id, boolean commit) -> finish(coordinator, id, commit);
            case Look(TxnId id) -> post.accept(coordinator, look(id));
            case Release(TxnId id) -> post.accept(coordinator, new Released(id, release(id)));
        }
    }

    private Vote promise(TxnId id, Amounts changes) {
        if (!locks.mayWrite(changes.byAccount().keySet())) {
            return Vote.BUSY;
        }
        if (overdraws(changes)) {
            return Vote.OVERDRAWN;
        }
        locks.write(id, changes.byAccount().keySet());
        ledger.promise(id, changes);
        return Vote.YES;
    }

    private Vote apply(Amounts changes) {
        boolean free = settings.bug() == Bug.AT_ONCE_UNLOCKED
                || locks.mayWrite(changes.byAccount().keySet());
        if (!free) {
            return Vote.BUSY;
        }
        if (overdraws(changes)) {
            return Vote.OVERDRAWN;
        }
        ledger.apply(changes);
        return Vote.YES;
    }

    /** Whether an account that pays would have less than nothing. Nobody else can change it meanwhile: it is locked. */
    private boolean overdraws(Amounts changes) {
        Amounts after = ledger.balances().plus(changes);
        return !settings.overdraft()
                && changes.byAccount().entrySet().stream()
                        .anyMatch(change -> change.getValue() < 0 && after.at(change.getKey()) < 0);
    }

    private void finish(String coordinator, TxnId id, boolean commit) {
        if (ledger.promises().containsKey(id)) {
            ledger.finish(id, commit);
            locks.endWrite(id);
        }
        // Also if it was done before: then this answer was lost. Nobody waits for that of a transaction without
        // changes.
        if (commit) {
            post.accept(coordinator, new Done(id));
        }
    }

    private Message look(TxnId id) {
        if (settings.bug() == Bug.READ_UNLOCKED) {
            locks.read(id);
            return new Seen(id, ledger.balances());
        }
        if (!locks.mayRead()) {
            return new Voted(id, Vote.BUSY);
        }
        locks.read(id);
        return new Seen(id, ledger.balances());
    }

    private boolean release(TxnId id) {
        return locks.endRead(id);
    }

    void tick() {
        locks.tick();
        ticks++;
        if (ticks % ASK_TICKS == 0) {
            askAboutOldPromises();
        }
    }

    private void askAboutOldPromises() {
        openAtLastRound.retainAll(ledger.promises().keySet());
        for (TxnId id : openAtLastRound) {
            if (settings.bug() == Bug.DECIDES_ALONE) {
                finish(id.coordinator(), id, false);
            } else {
                post.accept(id.coordinator(), new Message.Ask(id));
            }
        }
        openAtLastRound.addAll(ledger.promises().keySet());
    }
}
