package dev.faultline.journal;

/**
 * How much of a file the readers accept before they refuse it. A journal may come from anybody: without limits one
 * line could fill the heap and one bracket repeated could fill the stack.
 *
 * <p>The writers keep to {@link #DEFAULT}, so that what was written can be read.
 *
 * @param lineBytes longest line in bytes, its newline not counted; 1 to 256 MiB
 * @param depth deepest nesting of objects and arrays, the record itself being 1; 1 to 500
 * @param records most records of one file; 1 to 2,147,483,000. Readers stream, so this bounds time; what keeps state
 *     per event ({@link VectorClocks}, {@link CausalPast}, verified Lamport clocks) is bounded by it in memory
 */
public record Limits(int lineBytes, int depth, int records) {

    /** 1 MiB a line, 32 levels, 100 million records. */
    public static final Limits DEFAULT = new Limits(1 << 20, 32, 100_000_000);

    private static final int MAX_LINE_BYTES = 256 << 20;
    static final int MAX_DEPTH = 500;
    private static final int MAX_RECORDS = 2_147_483_000;

    /** @throws IllegalArgumentException when a limit is outside its range */
    public Limits {
        check("lineBytes", lineBytes, MAX_LINE_BYTES);
        check("depth", depth, MAX_DEPTH);
        check("records", records, MAX_RECORDS);
    }

    private static void check(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException("limit " + name + " is " + value + ", not within 1.." + max);
        }
    }
}
