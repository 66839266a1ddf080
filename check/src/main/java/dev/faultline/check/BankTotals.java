package dev.faultline.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Accounts whose sum never changes. Each key is a bank. */
final class BankTotals {

    private final History history;
    private final boolean overdraft;
    private final Invariant invariant;
    private final Budget budget;

    BankTotals(History history, boolean overdraft, Budget budget) {
        this.budget = budget;
        this.history = history;
        this.overdraft = overdraft;
        this.invariant = overdraft ? Invariant.BANK_WITH_OVERDRAFT : Invariant.BANK;
    }

    private record Total(Operation read, long sum) {}

    Verdict verdict() {
        Map<Optional<Object>, Total> totals = new HashMap<>();
        int reads = 0;
        for (int i = 0; i < history.size(); i++) {
            budget.poll();
            Operation o = history.operation(i);
            if (!o.f().equals("read")) {
                if (!o.f().equals("transfer")) {
                    throw InvariantVerdicts.unknown(invariant, o);
                }
                continue;
            }
            if (o.outcome() != Outcome.OK) {
                continue;
            }
            if (!(o.result() instanceof Map<?, ?> balances)) {
                throw InvariantVerdicts.unknown(invariant, o);
            }
            reads++;
            long sum = 0;
            for (Map.Entry<?, ?> account : balances.entrySet()) {
                budget.poll();
                if (!(account.getValue() instanceof Number balance)) {
                    return InvariantVerdicts.broken(invariant, "a read misses account " + account.getKey(), o);
                }
                if (balance.longValue() < 0 && !overdraft) {
                    return InvariantVerdicts.broken(
                            invariant, "account %s holds %s".formatted(account.getKey(), balance), o);
                }
                sum = Math.addExact(sum, balance.longValue());
            }
            Total first = totals.putIfAbsent(Optional.ofNullable(o.key()), new Total(o, sum));
            if (first != null && sum != first.sum) {
                return InvariantVerdicts.broken(
                        invariant,
                        "one read has a total of %d, another of %d".formatted(first.sum, sum),
                        first.read,
                        o);
            }
        }
        return InvariantVerdicts.holds(invariant, reads + " reads have the same total");
    }
}
