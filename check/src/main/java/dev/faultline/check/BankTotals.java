package dev.faultline.check;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts whose sum never changes. */
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

    Verdict verdict() {
        @Nullable Operation first = null;
        long total = 0;
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
            if (first == null) {
                first = o;
                total = sum;
            } else if (sum != total) {
                return InvariantVerdicts.broken(
                        invariant, "one read has a total of %d, another of %d".formatted(total, sum), first, o);
            }
        }
        return InvariantVerdicts.holds(invariant, reads + " reads have the same total");
    }
}
