package dev.faultline.journal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 and refuses what is not, with its position; a replacement character would hide a broken disk. */
final class StrictUtf8 {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private CharBuffer chars = CharBuffer.allocate(1 << 10);

    /** The text of some bytes that start at the beginning of a line; valid until the next call. */
    CharBuffer decode(String source, long line, byte[] bytes, int from, int length) {
        if (chars.capacity() < length) {
            chars = CharBuffer.allocate(Math.max(length, 2 * chars.capacity()));
        }
        chars.clear();
        decoder.reset();
        ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
        CoderResult result = decoder.decode(in, chars, true);
        chars.flip();
        if (result.isError()) {
            throw malformed(source, line, bytes[in.position()]);
        }
        return chars;
    }

    private MalformedJournalException malformed(String source, long firstLine, byte found) {
        long line = firstLine;
        long column = 1;
        for (int i = 0; i < chars.limit(); i++) {
            boolean newline = chars.get(i) == '\n';
            line += newline ? 1 : 0;
            column = newline ? 1 : column + 1;
        }
        return new MalformedJournalException(
                source, line, column, "byte 0x%02x is not UTF-8 here".formatted(found & 0xff));
    }
}
