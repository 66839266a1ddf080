package dev.faultline.sim.internal.vm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Tells contents apart that nobody made to be mistaken for one another: two cyclic redundancy checks, which the JVM
 * computes fast even before anything is compiled.
 */
public final class Checksum {
    private final CRC32 low = new CRC32();
    private final CRC32C high = new CRC32C();

    public Checksum add(ByteBuffer bytes) {
        low.update(bytes.duplicate());
        high.update(bytes);
        return this;
    }

    public Checksum add(byte[] bytes) {
        return add(ByteBuffer.wrap(bytes));
    }

    public Checksum add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes.length).add(bytes);
    }

    public Checksum add(long number) {
        return add(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }

    public long value() {
        return high.getValue() << 32 | low.getValue();
    }

    public String hex() {
        return String.format("%016x", value());
    }
}
