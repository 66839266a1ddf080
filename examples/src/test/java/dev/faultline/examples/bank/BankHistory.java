package dev.faultline.examples.bank;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What clients saw, and whether a bank may answer so. */
final class BankHistory {
    /**
     * What a client asked for, from a step to another; without an answer if it did not wait for it.
     *
     * @param end the largest number without an answer: who knows when it happens
     */
    record Call(Command command, long start, long end, Optional<String> answer) {
        boolean failed() {
            return answer.filter(text -> !text.startsWith("ok")).isPresent();
        }
    }

    private static final long[] POWERS =
            LongStream.iterate(1, power -> power * 1_000).limit(7).toArray();

    private final Amounts initial;
    private final List<Call> calls = new ArrayList<>();

    BankHistory(Amounts initial) {
        this.initial = initial;
    }

    void add(Call call) {
        calls.add(call);
    }

    long count(String answer) {
        return calls.stream()
                .filter(call ->
                        call.answer().filter(text -> text.startsWith(answer)).isPresent())
                .count();
    }

    /** The first read that shows something wrong, and what. */
    Optional<String> violation() {
        return calls.stream()
                .filter(call -> call.command() instanceof Command.Balances)
                .flatMap(read ->
                        read
                                .answer()
                                .filter(text -> text.startsWith("ok "))
                                .flatMap(text -> wrong(read, text))
                                .stream())
                .findFirst();
    }

    private Optional<String> wrong(Call read, String answer) {
        Amounts seen = parse(answer.substring("ok ".length()));
        if (sum(seen) != sum(initial)) {
            return Optional.of("total " + sum(seen) + ": " + answer);
        }
        if (seen.byAccount().values().stream().anyMatch(amount -> amount < 0)) {
            return Optional.of("overdrawn: " + answer);
        }
        return explains(read, seen) ? Optional.empty() : Optional.of("no transfers explain " + answer);
    }

    /**
     * Whether the balances are the sum of all transfers that were acknowledged before the read began, and of some of those
     * that were begun before it ended.
     */
    private boolean explains(Call read, Amounts seen) {
        long missing = code(seen) - code(initial);
        List<Long> perhaps = new ArrayList<>();
        for (Call call : calls) {
            if (call.command() instanceof Command.Transfer transfer && !call.failed() && call.start() < read.end()) {
                long change = code(Amounts.of(transfer.to(), transfer.amount()))
                        - code(Amounts.of(transfer.from(), transfer.amount()));
                if (call.end() < read.start()) {
                    missing -= change;
                } else {
                    perhaps.add(change);
                }
            }
        }
        Set<Long> sums = sums(perhaps.subList(0, perhaps.size() / 2));
        long rest = missing;
        return sums(perhaps.subList(perhaps.size() / 2, perhaps.size())).stream()
                .anyMatch(sum -> sums.contains(rest - sum));
    }

    /** The sums of all choices of the changes. */
    private static Set<Long> sums(List<Long> changes) {
        Set<Long> sums = new HashSet<>(Set.of(0L));
        for (long change : changes) {
            List.copyOf(sums).forEach(sum -> sums.add(sum + change));
        }
        return sums;
    }

    /** Amounts as one number, of which sums are the sums of the amounts; each account has three digits. */
    private static long code(Amounts amounts) {
        return amounts.byAccount().entrySet().stream()
                .mapToLong(entry -> entry.getValue()
                        * POWERS[Integer.parseInt(entry.getKey().substring(1))])
                .sum();
    }

    private static long sum(Amounts amounts) {
        return amounts.byAccount().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Amounts parse(String text) {
        Map<String, Long> amounts = new TreeMap<>();
        for (String word : text.split(" ", -1)) {
            String[] parts = word.split("=", 2);
            amounts.put(parts[0], Long.parseLong(parts[1]));
        }
        return new Amounts(new TreeMap<>(amounts));
    }
}
