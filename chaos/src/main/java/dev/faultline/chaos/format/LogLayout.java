package dev.faultline.chaos.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a file consists of: stretches that follow each other without a gap from its first byte on, and then what is not
 * understood. So every byte is in one record, or said to be not understood.
 *
 * @param records the stretches
 * @param size of the file in bytes
 * @param reason why the rest is not understood; empty if there is none
 */
public record LogLayout(List<LogRecord> records, int size, String reason) {
    /** The most stretches of a file that are looked at; what comes behind them is not understood. */
    public static final int RECORDS_MAX = 200_000;

    /**
     * Checks that no byte is in two records or in none.
     *
     * @throws IllegalArgumentException if one is, or if there is a rest and no reason
     */
    public LogLayout {
        records = List.copyOf(records);
        int end = 0;
        for (LogRecord record : records) {
            if (record.from() != end) {
                throw new IllegalArgumentException("record " + record.type() + " is at byte " + record.from()
                        + ", and the one before it ends at " + end);
            }
            end = record.to();
        }
        if (end > size || (end < size) == reason.isEmpty()) {
            throw new IllegalArgumentException("of " + size + " bytes " + end + " are in records, reason: " + reason);
        }
    }

    /** Returns where what is not understood begins; the size of the file if there is nothing of that. */
    public int understood() {
        return records.isEmpty() ? 0 : records.getLast().to();
    }

    /** Returns the stretches for which the file is kept. */
    public List<LogRecord> entries() {
        return records.stream()
                .filter(record -> record.role() == LogRecord.Role.RECORD)
                .toList();
    }

    /** Returns the layout of a file that is not understood from its first byte on. */
    public static LogLayout unknown(byte[] contents, String reason) {
        return new LogLayout(List.of(), contents.length, contents.length == 0 ? "" : reason);
    }

    /**
     * Reads records one after the other, until the end, or until one is not understood.
     *
     * @param next reads the record at whose first byte the cursor stands
     */
    public static LogLayout scan(byte[] contents, Function<LogCursor, LogRecord> next) {
        List<LogRecord> records = new ArrayList<>();
        int at = 0;
        String reason = "";
        while (at < contents.length && reason.isEmpty()) {
            if (records.size() == RECORDS_MAX) {
                reason = "there are more than " + RECORDS_MAX + " records";
                break;
            }
            try {
                LogRecord record = next.apply(new LogCursor(contents, at, contents.length));
                if (record.from() != at || record.to() > contents.length) {
                    throw new IllegalArgumentException(
                            "the record is from byte " + record.from() + " to " + record.to());
                }
                records.add(record);
                at = record.to();
            } catch (NotUnderstoodException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        return new LogLayout(records, contents.length, reason);
    }
}
