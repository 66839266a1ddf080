package dev.faultline.sim.internal.disk;

/** A symbolic link. */
public final class InodeLink extends Inode {
    public final String target;

    public InodeLink(long number, String target, long nowNanos) {
        super(number, 0777, nowNanos);
        this.target = target;
    }

    @Override
    public int kind() {
        return KIND_LINK;
    }

    @Override
    public long size() {
        return target.length();
    }
}
