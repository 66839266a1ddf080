package dev.faultline.chaos.format;

import static dev.faultline.chaos.format.XxHash.int32;
import static dev.faultline.chaos.format.XxHash.int64;

import java.util.HexFormat;

/** XXH3 with 64 bits, the seed 0 and the usual secret. */
final class Xxh3 {
    private static final long MIX_1 = 0x165667919E3779F9L;
    private static final long MIX_2 = 0x9FB21C651E98DF25L;
    private static final int STRIPE_BYTES = 64;
    private static final byte[] SECRET = HexFormat.of()
            .parseHex("b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                    + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                    + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                    + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
                    + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
                    + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

    private Xxh3() {}

    static long hash(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > 240) {
            return longer(bytes, from, length);
        }
        if (length > 128) {
            return upTo240(bytes, from, length);
        }
        if (length > 16) {
            return upTo128(bytes, from, length);
        }
        return upTo16(bytes, from, length);
    }

    private static long upTo16(byte[] bytes, int from, int length) {
        int to = from + length;
        if (length > 8) {
            long low = int64(bytes, from) ^ int64(SECRET, 24) ^ int64(SECRET, 32);
            long high = int64(bytes, to - 8) ^ int64(SECRET, 40) ^ int64(SECRET, 48);
            return avalanche(length + Long.reverseBytes(low) + high + folded(low, high));
        }
        if (length >= 4) {
            long high = int32(bytes, from) & 0xffffffffL;
            long low = int32(bytes, to - 4) & 0xffffffffL;
            long value = (low + (high << 32)) ^ int64(SECRET, 8) ^ int64(SECRET, 16);
            value ^= Long.rotateLeft(value, 49) ^ Long.rotateLeft(value, 24);
            value *= MIX_2;
            value ^= (value >>> 35) + length;
            value *= MIX_2;
            return value ^ value >>> 28;
        }
        if (length > 0) {
            int first = bytes[from] & 0xff;
            int middle = bytes[from + length / 2] & 0xff;
            int last = bytes[to - 1] & 0xff;
            long value = (first << 16 | middle << 24 | last | length << 8) & 0xffffffffL;
            return XxHash.avalanche64(value ^ ((int32(SECRET, 0) ^ int32(SECRET, 4)) & 0xffffffffL));
        }
        return XxHash.avalanche64(int64(SECRET, 56) ^ int64(SECRET, 64));
    }

    private static long upTo128(byte[] bytes, int from, int length) {
        long sum = length * XxHash.P64_1;
        for (int i = (length - 1) / 32; i >= 0; i--) {
            sum += mix16(bytes, from + 16 * i, 32 * i);
            sum += mix16(bytes, from + length - 16 * (i + 1), 32 * i + 16);
        }
        return avalanche(sum);
    }

    private static long upTo240(byte[] bytes, int from, int length) {
        long sum = length * XxHash.P64_1;
        for (int i = 0; i < 8; i++) {
            sum += mix16(bytes, from + 16 * i, 16 * i);
        }
        sum = avalanche(sum);
        for (int i = 8; i < length / 16; i++) {
            sum += mix16(bytes, from + 16 * i, 16 * (i - 8) + 3);
        }
        return avalanche(sum + mix16(bytes, from + length - 16, 136 - 17));
    }

    private static long longer(byte[] bytes, int from, int length) {
        long[] lanes = {
            0xC2B2AE3DL, XxHash.P64_1, XxHash.P64_2, XxHash.P64_3, XxHash.P64_4, 0x85EBCA77L, XxHash.P64_5, 0x9E3779B1L
        };
        int stripesInBlock = (SECRET.length - STRIPE_BYTES) / 8;
        int stripes = (length - 1) / STRIPE_BYTES;
        for (int i = 0; i < stripes; i++) {
            stripe(lanes, bytes, from + i * STRIPE_BYTES, i % stripesInBlock * 8);
            if (i % stripesInBlock == stripesInBlock - 1) {
                for (int lane = 0; lane < 8; lane++) {
                    long value = lanes[lane];
                    value ^= value >>> 47;
                    value ^= int64(SECRET, SECRET.length - STRIPE_BYTES + 8 * lane);
                    lanes[lane] = value * 0x9E3779B1L;
                }
            }
        }
        stripe(lanes, bytes, from + length - STRIPE_BYTES, SECRET.length - STRIPE_BYTES - 7);
        long hash = length * XxHash.P64_1;
        for (int i = 0; i < 4; i++) {
            hash += folded(
                    lanes[2 * i] ^ int64(SECRET, 11 + 16 * i), lanes[2 * i + 1] ^ int64(SECRET, 11 + 16 * i + 8));
        }
        return avalanche(hash);
    }

    private static void stripe(long[] lanes, byte[] bytes, int at, int secret) {
        for (int lane = 0; lane < 8; lane++) {
            long value = int64(bytes, at + 8 * lane);
            long keyed = value ^ int64(SECRET, secret + 8 * lane);
            lanes[lane ^ 1] += value;
            lanes[lane] += (keyed & 0xffffffffL) * (keyed >>> 32);
        }
    }

    private static long mix16(byte[] bytes, int at, int secret) {
        return folded(int64(bytes, at) ^ int64(SECRET, secret), int64(bytes, at + 8) ^ int64(SECRET, secret + 8));
    }

    private static long folded(long one, long other) {
        return one * other ^ Math.unsignedMultiplyHigh(one, other);
    }

    private static long avalanche(long value) {
        long hash = (value ^ value >>> 37) * MIX_1;
        return hash ^ hash >>> 32;
    }
}
