package dev.faultline.experiment;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * A bank that tells nobody anything: its state is in fields, and in an MBean for each account. Arguments: {@code right}; {@code loses},
 * where a cent is lost after 3 s; {@code empty}, which has no accounts.
 */
final class Vault {
    /** The vault, from half a second on. */
    static Vault open;

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicInteger transfers = new AtomicInteger();
    private Door door = Door.SHUT;
    private String keeper;

    private enum Door {
        SHUT,
        OPEN
    }

    /** What the MBean of an account has. */
    public interface AccountMBean {
        /** Returns what is in it. */
        long getCents();
    }

    /** Does not like to be asked from outside. */
    static final class Account implements AccountMBean {
        private long cents;

        Account(long cents) {
            this.cents = cents;
        }

        @Override
        public long getCents() {
            return cents;
        }

        @Override
        public String toString() {
            throw new AssertionError("nobody may ask");
        }
    }

    private Vault() {}

    /** Returns what is in all accounts together, and how often there was a transfer. */
    Map<String, Object> audit() {
        Map<String, Object> audit = new TreeMap<>();
        audit.put(
                "total", accounts.values().stream().mapToLong(Account::getCents).sum());
        audit.put("transfers", transfers.get());
        return audit;
    }

    public static void main(String[] arguments) throws InterruptedException, JMException {
        Thread.sleep(500);
        Vault vault = new Vault();
        if (!arguments[0].equals("empty")) {
            vault.accounts.put("alice", new Account(100));
            vault.accounts.put("bob", new Account(200));
        }
        for (Map.Entry<String, Account> account : vault.accounts.entrySet()) {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(account.getValue(), new ObjectName("bank:type=Account,name=" + account.getKey()));
        }
        open = vault;
        vault.door = Door.OPEN;
        while (true) {
            Thread.sleep(100);
            vault.transfer(arguments[0].equals("loses") && vault.transfers.get() >= 25);
        }
    }

    private void transfer(boolean loses) {
        boolean back = transfers.getAndIncrement() % 2 == 1;
        keeper = back ? "bob" : "alice";
        Account from = accounts.getOrDefault(keeper, new Account(0));
        Account to = accounts.getOrDefault(back ? "alice" : "bob", new Account(0));
        from.cents -= 10;
        to.cents += loses ? 9 : 10;
    }
}
