package dev.faultline.examples.bank;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which accounts there are, and which server owns which: {@code a1}, {@code a2} and so on are dealt out in turn.
 *
 * @param balance what each account holds at first
 */
record Accounts(List<String> servers, int number, long balance) {
    Accounts {
        servers = List.copyOf(servers);
    }

    /** The owner of an account; throws IllegalArgumentException if there is no such account. */
    String owner(String account) {
        return servers.get((number(account) - 1) % servers.size());
    }

    private int number(String account) {
        // No sign and no zeros in front: an account has one name.
        if (account.matches("a[1-9][0-9]{0,8}")) {
            int parsed = Integer.parseInt(account.substring(1));
            if (parsed <= number) {
                return parsed;
            }
        }
        throw new IllegalArgumentException("there is no account " + account + ", only a1 to a" + number);
    }

    /** What the accounts of a server hold at first. */
    Amounts firstOf(String server) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> "a" + i)
                .filter(account -> owner(account).equals(server))
                .map(account -> Amounts.of(account, balance))
                .reduce(Amounts.NONE, Amounts::plus);
    }
}
