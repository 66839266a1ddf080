package dev.faultline.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Accounts in one state. Transfers are maps with {@code from}, {@code to} and {@code amount}; a read answers all balances.
 * Accounts are told apart by their text, as JSON has the number of an account as a number in a transfer and as text in
 * the answer of a read.
 */
final class Bank {

    private final boolean overdraft;

    private Bank(boolean overdraft) {
        this.overdraft = overdraft;
    }

    /**
     * What the accounts hold; before the first read of a bank whose balances at the start are not known, what was moved
     * so far.
     *
     * @param known whether these are the balances
     * @param lowest of each account that was paid from, while nothing is known, the least that it came to
     */
    private record Ledger(boolean known, Map<String, Long> balances, Map<String, Long> lowest) {}

    static FunctionModel<?> model(Map<?, ? extends Number> initial, boolean overdraft) {
        Bank bank = new Bank(overdraft);
        Map<String, Long> balances = new HashMap<>();
        initial.forEach((account, balance) -> balances.put(String.valueOf(account), balance.longValue()));
        return transfers(new FunctionModel<>("bank", new Ledger(true, balances, Map.of())), bank)
                .read("read", (ledger, o) -> !bank.after(ledger, o).isEmpty());
    }

    /** The first read tells what was there, together with the transfers before it. */
    static FunctionModel<?> ofUnknownBalances(boolean overdraft) {
        Bank bank = new Bank(overdraft);
        return transfers(new FunctionModel<>("bank", new Ledger(false, Map.of(), Map.of())), bank)
                .query("read", bank::after);
    }

    private static FunctionModel<Ledger> transfers(FunctionModel<Ledger> model, Bank bank) {
        return model.change("transfer", bank::transfer)
                .silent("transfer")
                .fitting("transfer", Fit.TRANSFER_ARGUMENT.and(Fit.ECHO))
                .fitting("read", Fit.BALANCES_ANSWER)
                .partitionedBy(_ -> null);
    }

    private List<Ledger> transfer(Ledger before, Operation o) {
        if (!(o.value() instanceof Map<?, ?> transfer) || !(transfer.get("amount") instanceof Number amount)) {
            throw new IllegalArgumentException("operation %d (event %d): a transfer is a map with an amount, not %s"
                    .formatted(o.index(), o.invokedEvent(), o.value()));
        }
        String from = String.valueOf(transfer.get("from"));
        String to = String.valueOf(transfer.get("to"));
        Map<String, Long> balances = new HashMap<>(before.balances);
        Map<String, Long> lowest = before.lowest;
        move(balances, from, -amount.longValue());
        long left = Objects.requireNonNullElse(balances.get(from), 0L);
        if (!overdraft && before.known && left < 0) {
            return List.of();
        }
        if (!overdraft && !before.known) {
            lowest = new HashMap<>(lowest);
            lowest.merge(from, left, Math::min);
        }
        move(balances, to, amount.longValue());
        return List.of(new Ledger(before.known, balances, lowest));
    }

    private static void move(Map<String, Long> balances, String account, long amount) {
        balances.merge(account, amount, Math::addExact);
    }

    /** The state after a read, none if it cannot answer so. */
    private List<Ledger> after(Ledger before, Operation o) {
        if (!(o.result() instanceof Map<?, ?> answer)) {
            return List.of();
        }
        Map<String, Long> told = new HashMap<>();
        for (Map.Entry<?, ?> entry : answer.entrySet()) {
            if (!Fit.isWhole(entry.getValue()) || !(entry.getValue() instanceof Number balance)) {
                return List.of();
            }
            told.put(String.valueOf(entry.getKey()), balance.longValue());
        }
        if (before.known) {
            return told.equals(before.balances) ? List.of(before) : List.of();
        }
        boolean possible = told.keySet().containsAll(before.balances.keySet())
                && (overdraft
                        || told.entrySet().stream().allMatch(e -> neverBelowZero(before, e.getKey(), e.getValue())));
        return possible ? List.of(new Ledger(true, told, Map.of())) : List.of();
    }

    /** Whether the account held enough from the start, given what it holds now and what was moved. */
    private static boolean neverBelowZero(Ledger before, String account, long now) {
        long atStart = now - before.balances.getOrDefault(account, 0L);
        return now >= 0 && atStart + Math.min(0, before.lowest.getOrDefault(account, 0L)) >= 0;
    }
}
