package dev.faultline.check.format;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a history stand in its file, and when they happened: for each event, numbered from 0, the line, the
 * index and the time that the file tells. Held as differences, two to seven bytes an event as a rule, since a place is looked
 * up for the few events of a counterexample only. To look one up takes some hundred steps. For one thread while it grows.
 */
public final class EventPlaces {

    private static final int BETWEEN_MARKS = 256;
    /** Line, index, time, and how many bytes came before. */
    private static final int NUMBERS_OF_A_MARK = 4;

    private static final int MOST_BYTES_OF_AN_EVENT = 30;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

    private byte[] bytes = new byte[64];
    private long[] marks = new long[4 * NUMBERS_OF_A_MARK];
    private int length;
    private int size;
    private long line;
    private long index;
    private long nanos;

    /**
     * A place.
     *
     * @param line of the file, from 1; {@link Event#NONE} if it has no lines
     * @param index as the file numbers its events; {@link Event#NONE} if it does not
     * @param timeNanos when; {@link Event#NONE} if it does not tell
     */
    public record Place(long line, long index, long timeNanos) {}

    /** Notes the place of the next event. Beyond some hundred million events nothing is noted any more. */
    public void add(long itsLine, long itsIndex, long itsNanos) {
        if (length > MOST_BYTES - MOST_BYTES_OF_AN_EVENT) {
            return;
        }
        if (size % BETWEEN_MARKS == 0) {
            mark();
        }
        if (length + MOST_BYTES_OF_AN_EVENT > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, length + (length >> 1) + MOST_BYTES_OF_AN_EVENT));
        }
        write(itsLine - line);
        write(itsIndex - index);
        write(itsNanos - nanos);
        line = itsLine;
        index = itsIndex;
        nanos = itsNanos;
        size++;
    }

    /** How many events were noted. */
    public int size() {
        return size;
    }

    /** How much memory this takes, about. */
    public long bytes() {
        return bytes.length + Long.BYTES * (long) marks.length;
    }

    /** The place of an event, null if it was not noted. */
    public @Nullable Place at(int event) {
        if (event < 0 || event >= size) {
            return null;
        }
        int mark = event / BETWEEN_MARKS * NUMBERS_OF_A_MARK;
        long[] sums = Arrays.copyOfRange(marks, mark, mark + NUMBERS_OF_A_MARK - 1);
        int at = (int) marks[mark + NUMBERS_OF_A_MARK - 1];
        for (int i = 0; i < (event % BETWEEN_MARKS + 1) * sums.length; i++) {
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                value |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
            sums[i % sums.length] += (value >>> 1) ^ -(value & 1);
        }
        return new Place(sums[0], sums[1], sums[2]);
    }

    /** The same places, which no longer change with these. */
    public EventPlaces copy() {
        EventPlaces copy = new EventPlaces();
        copy.bytes = Arrays.copyOf(bytes, length);
        copy.marks = marks.clone();
        copy.length = length;
        copy.size = size;
        copy.line = line;
        copy.index = index;
        copy.nanos = nanos;
        return copy;
    }

    private void mark() {
        int at = size / BETWEEN_MARKS * NUMBERS_OF_A_MARK;
        if (at == marks.length) {
            marks = Arrays.copyOf(marks, at + (at >> 1) / NUMBERS_OF_A_MARK * NUMBERS_OF_A_MARK + NUMBERS_OF_A_MARK);
        }
        marks[at] = line;
        marks[at + 1] = index;
        marks[at + 2] = nanos;
        marks[at + 3] = length;
    }

    /** Seven bits a byte, small numbers of both signs first. */
    private void write(long difference) {
        long left = (difference << 1) ^ (difference >> 63);
        while ((left & ~0x7FL) != 0) {
            bytes[length++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[length++] = (byte) left;
    }
}
