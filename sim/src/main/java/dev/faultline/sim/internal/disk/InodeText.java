package dev.faultline.sim.internal.disk;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A file that is on no disk: the operating system makes its contents when it is opened, as in {@code /proc}. It belongs
 * to root, so no program of the node can write to it.
 */
public final class InodeText extends Inode {
    private static final int ROOT = 0;
    /** What {@code stat} tells where that is not the length of the contents. */
    private static final int PAGE_BYTES = 4096;

    private final Supplier<String> contents;
    private final Extent extent;

    /** What {@code stat} tells of the size. */
    public enum Extent {
        /** In {@code /proc}. */
        NONE,
        /** In {@code /sys}. */
        PAGE,
        /** Anywhere else. */
        CONTENTS
    }

    public InodeText(long number, int permissions, long nowNanos, Extent extent, Supplier<String> contents) {
        super(number, permissions, nowNanos);
        this.contents = contents;
        this.extent = extent;
        user = ROOT;
        group = ROOT;
    }

    public byte[] contents() {
        return contents.get().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int kind() {
        return KIND_FILE;
    }

    @Override
    public long size() {
        return switch (extent) {
            case NONE -> 0;
            case PAGE -> PAGE_BYTES;
            case CONTENTS -> contents().length;
        };
    }

    @Override
    public boolean allows(int bits) {
        return (bits & OWNER_WRITE) == 0 && super.allows(bits);
    }
}
