package dev.faultline.sim;

/** What a name in a directory stands for. */
abstract sealed class Inode permits FileInode, InodeText, Directory, InodeLink, InodeDevice, InodeSocket {
    /** The bits of {@code st_mode} that tell the kinds apart. */
    static final int KIND_FILE = 0x8000;

    static final int KIND_DIRECTORY = 0x4000;
    static final int KIND_LINK = 0xA000;
    static final int KIND_SOCKET = 0xC000;
    static final int KIND_DEVICE = 0x2000;

    static final int OWNER_READ = 0400;
    static final int OWNER_WRITE = 0200;
    static final int OWNER_EXECUTE = 0100;

    final long number;
    final long bornNanos;
    long accessedNanos;
    long modifiedNanos;
    long changedNanos;

    /** How many names it has. */
    int links;
    /** How many open files it has. */
    int opens;
    /** In how many changes that the disk does not hold yet it takes part. */
    int pendingChanges;

    int user = NioOwnerHooks.OWNER;
    int group = NioOwnerHooks.OWNER;

    private int permissions;

    Inode(long number, int permissions, long nowNanos) {
        this.number = number;
        this.permissions = permissions & 07777;
        bornNanos = nowNanos;
        accessedNanos = nowNanos;
        modifiedNanos = nowNanos;
        changedNanos = nowNanos;
    }

    abstract int kind();

    abstract long size();

    int permissions() {
        return permissions;
    }

    void setPermissions(int bits, long nowNanos) {
        permissions = bits & 07777;
        changedNanos = nowNanos;
    }

    /** Returns what {@code stat} calls the number of links. */
    int linkCount() {
        return links;
    }

    /** Returns what {@code stat} calls the mode. */
    int mode() {
        return kind() | permissions;
    }

    boolean allows(int bits) {
        return (permissions & bits) == bits;
    }

    /** Returns whether neither a name, an open file nor a change that may be undone leads to it. */
    boolean isGone() {
        return links == 0 && opens == 0 && pendingChanges == 0;
    }

    void touch(long nowNanos) {
        modifiedNanos = nowNanos;
        changedNanos = nowNanos;
    }
}
