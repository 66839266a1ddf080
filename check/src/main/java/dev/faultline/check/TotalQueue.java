package dev.faultline.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a queue comes out of it, and out of no other; an element may come out twice only if it may have gone in twice. Each key
 * is a queue.
 */
final class TotalQueue {

    private static final Invariant INVARIANT = Invariant.TOTAL_QUEUE;

    private final History history;
    private final Budget budget;
    private final Map<Place, Account> accounts = new HashMap<>();
    /** The queues of which something may have been taken that nobody knows of. */
    private final Set<Optional<Object>> unknownTakers = new HashSet<>();

    TotalQueue(History history, Budget budget) {
        this.history = history;
        this.budget = budget;
    }

    /** An element of a queue. */
    private record Place(Optional<Object> queue, Object element) {}

    private static final class Account {
        private int attempted;
        private int certain;
        private int takenOut;
        private @Nullable Operation in;
        private @Nullable Operation out;
    }

    Verdict verdict() {
        for (int i = 0; i < history.size(); i++) {
            budget.poll();
            Operation o = history.operation(i);
            switch (o.f()) {
                case "enqueue" -> {
                    if (o.outcome() != Outcome.FAIL) {
                        Account account = account(o, o.value());
                        account.attempted++;
                        account.certain += o.outcome() == Outcome.OK ? 1 : 0;
                        account.in = o;
                    }
                }
                case "dequeue", "drain" -> {
                    if (o.outcome() == Outcome.INFO) {
                        unknownTakers.add(Optional.ofNullable(o.key()));
                    }
                    takeOut(o);
                }
                default -> throw InvariantVerdicts.unknown(INVARIANT, o);
            }
        }
        return judge();
    }

    private void takeOut(Operation o) {
        if (o.outcome() != Outcome.OK || o.result() == null) {
            return;
        }
        Collection<?> elements =
                o.f().equals("drain") && o.result() instanceof Collection<?> all ? all : List.of(o.result());
        for (Object element : elements) {
            budget.poll();
            Account account = account(o, element);
            account.takenOut++;
            account.out = o;
        }
    }

    /** An element that a dequeue of unknown outcome may have taken is not lost for certain. */
    private Verdict judge() {
        int elements = 0;
        for (int i = 0; i < history.size(); i++) {
            budget.poll();
            Operation o = history.operation(i);
            Object element = o.f().equals("enqueue") ? o.value() : o.result();
            for (Object each :
                    element instanceof Collection<?> all && o.f().equals("drain") ? all : nullable(element)) {
                Account account = accounts.get(new Place(Optional.ofNullable(o.key()), each));
                if (account == null) {
                    continue;
                }
                elements++;
                if (account.takenOut > account.attempted) {
                    String why = account.attempted == 0
                            ? "%s comes out but never went in"
                            : "%s comes out more often than it went in";
                    return InvariantVerdicts.broken(INVARIANT, why.formatted(each), account.in, account.out);
                }
                if (account.takenOut < account.certain && !unknownTakers.contains(Optional.ofNullable(o.key()))) {
                    return InvariantVerdicts.broken(
                            INVARIANT, "%s went in and never comes out".formatted(each), account.in);
                }
            }
        }
        return InvariantVerdicts.holds(INVARIANT, elements + " times an element went in or came out, none is lost");
    }

    private static List<?> nullable(@Nullable Object element) {
        return element == null ? List.of() : List.of(element);
    }

    private Account account(Operation o, @Nullable Object element) {
        if (element == null) {
            throw InvariantVerdicts.unknown(INVARIANT, o);
        }
        return accounts.computeIfAbsent(new Place(Optional.ofNullable(o.key()), element), _ -> new Account());
    }
}
