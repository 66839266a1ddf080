package dev.faultline.check.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strings from bytes; short ones that occur often are one object, so that a history does not hold them again. */
final class Names {

    private static final int LONGEST = 40;
    private static final int SLOTS = 1 << 12;

    private final byte[][] bytes = new byte[SLOTS][];
    private final @Nullable String[] names = new @Nullable String[SLOTS];

    /** Returns the text, or null if it is not UTF-8. */
    @Nullable
    String text(byte[] from, int start, int end) {
        if (end - start > LONGEST) {
            return decode(from, start, end);
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + from[i];
        }
        int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
        String known = names[slot];
        if (known != null && Arrays.equals(bytes[slot], 0, bytes[slot].length, from, start, end)) {
            return known;
        }
        String name = decode(from, start, end);
        bytes[slot] = Arrays.copyOfRange(from, start, end);
        names[slot] = name;
        return name;
    }

    private static @Nullable String decode(byte[] from, int start, int end) {
        for (int i = start; i < end; i++) {
            if (from[i] < 0) {
                return decodeStrictly(from, start, end);
            }
        }
        return new String(from, start, end - start, StandardCharsets.US_ASCII);
    }

    private static @Nullable String decodeStrictly(byte[] from, int start, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(from, start, end - start))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
