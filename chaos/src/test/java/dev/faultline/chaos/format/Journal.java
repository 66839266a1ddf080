package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogRecord.Checksum;
import dev.faultline.chaos.format.LogRecord.Role;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** A format of somebody else's, as {@code docs/log-formats.md} has it, found as a service. */
public final class Journal implements LogFormat {
    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String doc() {
        return "the journal of my system";
    }

    @Override
    public boolean recognizes(String path, byte[] contents) {
        return path.endsWith(".journal");
    }

    // a length, a CRC-32 of the text, the text
    @Override
    public LogLayout read(byte[] contents) {
        return LogLayout.scan(contents, cursor -> {
            long length = cursor.number("length", LogField.Kind.LENGTH, 4);
            int checksum = (int) cursor.number("checksum", LogField.Kind.CHECKSUM, 4);
            int at = cursor.at();
            cursor.bytes("text", LogField.Kind.VALUE, length);
            boolean right = checksum == crc(contents, at, cursor.at());
            return cursor.record(Role.RECORD, "line", right ? Checksum.RIGHT : Checksum.WRONG);
        });
    }

    @Override
    public byte[] seal(byte[] contents, LogRecord record) {
        byte[] sealed = contents.clone();
        ByteBuffer.wrap(sealed).putInt(record.from() + 4, crc(contents, record.from() + 8, record.to()));
        return sealed;
    }

    private static int crc(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }
}
