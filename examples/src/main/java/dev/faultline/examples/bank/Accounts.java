package dev.faultline.examples.bank;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which accounts there are, and which server owns which: {@code a1}, {@code a2} and so on are dealt out in turn.
 *
 * @param prefix with which the name of each account begins, before its number
 * @param balance what each account holds at first
 */
record Accounts(List<String> servers, String prefix, int number, long balance) {
    Accounts {
        if (!prefix.matches("[a-z]+")) {
            throw new IllegalArgumentException("--prefix=" + prefix + " is not small letters");
        }
        servers = List.copyOf(servers);
    }

    /** The owner of an account; throws IllegalArgumentException if there is no such account. */
    String owner(String account) {
        return servers.get((number(account) - 1) % servers.size());
    }

    private int number(String account) {
        // No sign and no zeros in front: an account has one name.
        if (account.matches(prefix + "[1-9][0-9]{0,8}")) {
            int parsed = Integer.parseInt(account.substring(prefix.length()));
            if (parsed <= number) {
                return parsed;
            }
        }
        throw new IllegalArgumentException(
                "there is no account " + account + ", only " + prefix + "1 to " + prefix + number);
    }

    /** What the accounts of a server hold at first. */
    Amounts firstOf(String server) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> prefix + i)
                .filter(account -> owner(account).equals(server))
                .map(account -> Amounts.of(account, balance))
                .reduce(Amounts.NONE, Amounts::plus);
    }
}
