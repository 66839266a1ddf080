package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import dev.faultline.chaos.format.LogRecord.Checksum;
import dev.faultline.chaos.format.LogRecord.Role;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What RocksDB's write-ahead log and its manifest have in common, and LevelDB's: blocks of 32 KB, in which records stand
 * whole or in fragments. A fragment is a masked CRC-32C over all that follows, a length of two bytes, a type, of recycled
 * files also the number of the log, and a payload. Where a block has no room for that, it ends with zeros. Little-endian.
 */
final class RocksLog {
    static final int BLOCK_BYTES = 32 << 10;
    static final int HEADER_BYTES = 7;
    static final int RECYCLED_BYTES = 11;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;

    /**
     * A fragment.
     *
     * @param from of its header
     * @param payload where that begins
     * @param to where that ends
     */
    private record Fragment(int type, int from, int payload, int to) {
        /** Of recycled files each type has another number. */
        int part() {
            return type >= FULL + 4 && type <= LAST + 4 ? type - 4 : type;
        }

        boolean isRecycled() {
            return payload - from == RECYCLED_BYTES;
        }
    }

    private RocksLog() {}

    /** Reads the file; {@code content} notes the fields of a payload that stands in one piece, and says what it is. */
    static LogLayout read(byte[] contents, Function<LogCursor, String> content) {
        return LogLayout.scan(contents, cursor -> record(cursor.littleEndian(), contents, content));
    }

    private static LogRecord record(LogCursor cursor, byte[] contents, Function<LogCursor, String> content) {
        int room = BLOCK_BYTES - cursor.at() % BLOCK_BYTES;
        if (room < HEADER_BYTES || isEmpty(cursor)) {
            skipPadding(cursor, room);
            return cursor.record(Role.PADDING, "room", Checksum.NONE);
        }
        boolean right = true;
        Fragment first = fragment(cursor);
        right &= isRight(contents, first);
        int part = first.part();
        if (part == FULL || part > LAST) {
            String type = part > LAST ? "type-" + first.type() : payload(cursor, first, content);
            cursor.skipTo(first.to());
            return cursor.record(part > LAST ? Role.FRAME : Role.RECORD, type, LogBytes.verdict(right));
        }
        cursor.bytes("payload", Kind.VALUE, first.to() - first.payload());
        while (part == FIRST || part == MIDDLE) {
            int left = BLOCK_BYTES - cursor.at() % BLOCK_BYTES;
            int gap = left < HEADER_BYTES ? left : 0;
            if (cursor.left() < gap + HEADER_BYTES) {
                break;
            }
            cursor.skipTo(cursor.at() + gap);
            int next = cursor.peek(6);
            if (next != MIDDLE && next != LAST && next != MIDDLE + 4 && next != LAST + 4) {
                break;
            }
            Fragment more = fragment(cursor);
            cursor.bytes("payload", Kind.VALUE, more.to() - more.payload());
            right &= isRight(contents, more);
            part = more.part();
        }
        return cursor.record(Role.RECORD, part == LAST ? "fragments" : "torn", LogBytes.verdict(right));
    }

    private static boolean isEmpty(LogCursor cursor) {
        return cursor.left() < HEADER_BYTES
                ? cursor.peek(0) == 0
                : LogBytes.little(cursor.array(), cursor.at(), HEADER_BYTES) == 0;
    }

    private static void skipPadding(LogCursor cursor, int most) {
        int from = cursor.at();
        int zeros = cursor.part(Math.min(most, cursor.left())).zeros();
        if (zeros == 0) {
            throw cursor.wrong("at byte " + from + " is neither a record nor room for one");
        }
        cursor.skipTo(from + zeros);
    }

    private static String payload(LogCursor cursor, Fragment fragment, Function<LogCursor, String> content) {
        int noted = cursor.fields().size();
        try {
            return content.apply(cursor.part(fragment.to() - fragment.payload()));
        } catch (NotUnderstoodException e) {
            cursor.fields().subList(noted, cursor.fields().size()).clear();
            cursor.bytes("payload", Kind.VALUE, fragment.to() - fragment.payload());
            return "record";
        }
    }

    private static Fragment fragment(LogCursor cursor) {
        int from = cursor.at();
        cursor.number("checksum", Kind.CHECKSUM, 4);
        int length = (int) cursor.number("length", Kind.LENGTH, 2) & 0xffff;
        int type = (int) cursor.number("type", Kind.TYPE, 1) & 0xff;
        boolean recycled = (type >= FULL + 4 && type <= LAST + 4) || type == 11 || type == 131;
        if (type == 0 || (type > 11 && type != 130 && type != 131)) {
            throw cursor.wrong("at byte " + from + " is a record of the unknown type " + type);
        }
        if (recycled) {
            cursor.number("log", Kind.OTHER, 4);
        }
        int payload = cursor.at();
        if (length > cursor.left() || payload % BLOCK_BYTES + length > BLOCK_BYTES) {
            throw cursor.wrong("the record at byte " + from + " is said to have " + length + " bytes");
        }
        return new Fragment(type, from, payload, payload + length);
    }

    private static boolean isRight(byte[] contents, Fragment fragment) {
        return (int) LogBytes.little(contents, fragment.from(), 4)
                == LogBytes.maskedCrc32c(contents, fragment.from() + 6, fragment.to());
    }

    /** Returns the fragments of a record, as its lengths tell. */
    private static List<Fragment> fragments(byte[] contents, LogRecord record) {
        List<Fragment> fragments = new ArrayList<>();
        LogCursor cursor = new LogCursor(contents, record.from(), record.to()).littleEndian();
        while (cursor.left() >= HEADER_BYTES) {
            int room = BLOCK_BYTES - cursor.at() % BLOCK_BYTES;
            if (room < HEADER_BYTES) {
                cursor.skipTo(cursor.at() + room);
            } else {
                Fragment next = fragment(cursor);
                fragments.add(next);
                cursor.skipTo(next.to());
            }
        }
        return fragments;
    }

    /** Computes the checksums of all fragments; where a length is wrong, of those before it. */
    static byte[] seal(byte[] contents, LogRecord record) {
        byte[] sealed = contents.clone();
        if (record.role() == Role.PADDING) {
            return sealed;
        }
        // By where the checksums stand, for a length may have been changed.
        List<LogField> sums = record.fields().stream()
                .filter(field -> field.kind() == Kind.CHECKSUM && field.name().equals("checksum"))
                .toList();
        for (int i = 0; i < sums.size(); i++) {
            int from = sums.get(i).from();
            int to = i + 1 < sums.size() ? sums.get(i + 1).from() : record.to();
            long length = LogBytes.little(contents, from + 4, 2);
            int type = contents[from + 6] & 0xff;
            boolean recycled = type >= FULL + 4 && type <= LAST + 4;
            int end = (int) Math.min(from + (recycled ? RECYCLED_BYTES : HEADER_BYTES) + length, to);
            LogBytes.putLittle(sealed, from, 4, LogBytes.maskedCrc32c(contents, from + 6, Math.max(from + 7, end)));
        }
        return sealed;
    }

    /** Writes the payloads into blocks anew, for where a block ends decides how a record stands in the file. */
    static byte[] arrange(byte[] contents, LogLayout layout, List<LogRecord> records) {
        Blocks blocks = new Blocks();
        for (LogRecord record : records) {
            if (record.role() != Role.PADDING) {
                List<Fragment> fragments = fragments(contents, record);
                ByteArrayOutputStream payload = new ByteArrayOutputStream();
                fragments.forEach(each -> payload.write(contents, each.payload(), each.to() - each.payload()));
                blocks.write(contents, fragments.getFirst(), payload.toByteArray());
            }
        }
        blocks.file.write(contents, layout.understood(), contents.length - layout.understood());
        return blocks.file.toByteArray();
    }

    /** Writes records into blocks. */
    private static final class Blocks {
        private final ByteArrayOutputStream file = new ByteArrayOutputStream();

        void write(byte[] contents, Fragment like, byte[] payload) {
            int header = like.payload() - like.from();
            int done = 0;
            boolean begun = false;
            do {
                int room = BLOCK_BYTES - file.size() % BLOCK_BYTES;
                if (room < header) {
                    file.write(new byte[room], 0, room);
                    room = BLOCK_BYTES;
                }
                int here = Math.min(payload.length - done, room - header);
                boolean ends = done + here == payload.length;
                int type = like.part() > LAST ? like.type() : !begun ? (ends ? FULL : FIRST) : ends ? LAST : MIDDLE;
                byte[] fragment = new byte[header + here];
                System.arraycopy(contents, like.from(), fragment, 0, header);
                LogBytes.putLittle(fragment, 4, 2, here);
                fragment[6] = (byte) (like.isRecycled() && type <= LAST ? type + 4 : type);
                System.arraycopy(payload, done, fragment, header, here);
                LogBytes.putLittle(fragment, 0, 4, LogBytes.maskedCrc32c(fragment, 6, fragment.length));
                file.write(fragment, 0, fragment.length);
                done += here;
                begun = true;
            } while (done < payload.length);
        }
    }
}
