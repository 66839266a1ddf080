package dev.faultline.examples.bank;

/** What clients ask for. */
sealed interface Command {
    /** Bounds a transfer, so that sums of many stay far from the end of numbers. */
    long LIMIT_AMOUNT = 1_000_000_000;

    /** Moves an amount above 0 from an account to another. */
    record Transfer(String from, String to, long amount) implements Command {}

    /** Reads all accounts. */
    record Balances() implements Command {}

    /** Parses a client's line; throws IllegalArgumentException that says what would be right. */
    static Command parse(String line) {
        String[] words = line.strip().split("\\s+", -1);
        return switch (words[0] + "/" + (words.length - 1)) {
            case "transfer/3" -> transfer(words[1], words[2], words[3]);
            case "read/0" -> new Balances();
            default -> throw new IllegalArgumentException("expected: transfer FROM TO AMOUNT | read");
        };
    }

    private static Transfer transfer(String from, String to, String amount) {
        if (from.equals(to)) {
            throw new IllegalArgumentException("from " + from + " to itself");
        }
        if (!amount.matches("[0-9]{1,10}") || Long.parseLong(amount) < 1 || Long.parseLong(amount) > LIMIT_AMOUNT) {
            throw new IllegalArgumentException("'" + amount + "' is not a number from 1 to " + LIMIT_AMOUNT);
        }
        return new Transfer(from, to, Long.parseLong(amount));
    }
}
