package dev.faultline.chaos.format;

/**
 * The non-cryptographic hashes XXH32, XXH64 and XXH3 with 64 bits, each with the seed 0, after their specification by Yann
 * Collet. Time is linear in the number of bytes.
 */
final class XxHash {
    private static final int P32_1 = 0x9E3779B1;
    private static final int P32_2 = 0x85EBCA77;
    private static final int P32_1_AND_2 = 0x24234428;
    private static final int P32_3 = 0xC2B2AE3D;
    private static final int P32_4 = 0x27D4EB2F;
    private static final int P32_5 = 0x165667B1;
    static final long P64_1 = 0x9E3779B185EBCA87L;
    static final long P64_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P64_1_AND_2 = 0x60EA27EEADC0B5D6L;
    static final long P64_3 = 0x165667B19E3779F9L;
    static final long P64_4 = 0x85EBCA77C2B2AE63L;
    static final long P64_5 = 0x27D4EB2F165667C5L;

    private XxHash() {}

    static int hash32(byte[] bytes, int from, int to) {
        int at = from;
        int hash;
        if (to - from >= 16) {
            int[] lanes = {P32_1_AND_2, P32_2, 0, -P32_1};
            for (; at <= to - 16; at += 16) {
                for (int i = 0; i < 4; i++) {
                    lanes[i] = round32(lanes[i], int32(bytes, at + 4 * i));
                }
            }
            hash = Integer.rotateLeft(lanes[0], 1)
                    + Integer.rotateLeft(lanes[1], 7)
                    + Integer.rotateLeft(lanes[2], 12)
                    + Integer.rotateLeft(lanes[3], 18);
        } else {
            hash = P32_5;
        }
        hash += to - from;
        for (; at <= to - 4; at += 4) {
            hash = Integer.rotateLeft(hash + int32(bytes, at) * P32_3, 17) * P32_4;
        }
        for (; at < to; at++) {
            hash = Integer.rotateLeft(hash + (bytes[at] & 0xff) * P32_5, 11) * P32_1;
        }
        hash = (hash ^ hash >>> 15) * P32_2;
        hash = (hash ^ hash >>> 13) * P32_3;
        return hash ^ hash >>> 16;
    }

    private static int round32(int lane, int input) {
        return Integer.rotateLeft(lane + input * P32_2, 13) * P32_1;
    }

    static long hash64(byte[] bytes, int from, int to) {
        int at = from;
        long hash;
        if (to - from >= 32) {
            long[] lanes = {P64_1_AND_2, P64_2, 0, -P64_1};
            for (; at <= to - 32; at += 32) {
                for (int i = 0; i < 4; i++) {
                    lanes[i] = round64(lanes[i], int64(bytes, at + 8 * i));
                }
            }
            hash = Long.rotateLeft(lanes[0], 1)
                    + Long.rotateLeft(lanes[1], 7)
                    + Long.rotateLeft(lanes[2], 12)
                    + Long.rotateLeft(lanes[3], 18);
            for (long lane : lanes) {
                hash = (hash ^ round64(0, lane)) * P64_1 + P64_4;
            }
        } else {
            hash = P64_5;
        }
        hash += to - from;
        for (; at <= to - 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round64(0, int64(bytes, at)), 27) * P64_1 + P64_4;
        }
        if (at <= to - 4) {
            hash = Long.rotateLeft(hash ^ (int32(bytes, at) & 0xffffffffL) * P64_1, 23) * P64_2 + P64_3;
            at += 4;
        }
        for (; at < to; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xff) * P64_5, 11) * P64_1;
        }
        return avalanche64(hash);
    }

    private static long round64(long lane, long input) {
        return Long.rotateLeft(lane + input * P64_2, 31) * P64_1;
    }

    static long avalanche64(long value) {
        long hash = (value ^ value >>> 33) * P64_2;
        hash = (hash ^ hash >>> 29) * P64_3;
        return hash ^ hash >>> 32;
    }

    static int int32(byte[] bytes, int at) {
        return (int) LogBytes.little(bytes, at, 4);
    }

    static long int64(byte[] bytes, int at) {
        return LogBytes.little(bytes, at, 8);
    }
}
