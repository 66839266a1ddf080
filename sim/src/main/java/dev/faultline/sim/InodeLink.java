package dev.faultline.sim;

/** A symbolic link. */
final class InodeLink extends Inode {
    final String target;

    InodeLink(long number, String target, long nowNanos) {
        super(number, 0777, nowNanos);
        this.target = target;
    }

    @Override
    int kind() {
        return KIND_LINK;
    }

    @Override
    long size() {
        return target.length();
    }
}
