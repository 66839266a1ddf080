package dev.faultline.sim.internal.disk;

/** What a name in a directory stands for. */
public abstract sealed class Inode permits FileInode, InodeText, Directory, InodeLink, InodeDevice, InodeSocket {
    /** The bits of {@code st_mode} that tell the kinds apart. */
    public static final int KIND_FILE = 0x8000;

    public static final int KIND_DIRECTORY = 0x4000;
    static final int KIND_LINK = 0xA000;
    static final int KIND_SOCKET = 0xC000;
    static final int KIND_DEVICE = 0x2000;

    static final int OWNER_READ = 0400;
    static final int OWNER_WRITE = 0200;
    static final int OWNER_EXECUTE = 0100;

    public final long number;
    public final long bornNanos;
    public long accessedNanos;
    public long modifiedNanos;
    public long changedNanos;

    /** How many names it has. */
    int links;
    /** How many open files it has. */
    int opens;
    /** In how many changes that the disk does not hold yet it takes part. */
    int pendingChanges;

    /** The user and the group that programs run as. */
    public static final int OWNER = 1000;

    public int user = OWNER;
    public int group = OWNER;

    private int permissions;

    Inode(long number, int permissions, long nowNanos) {
        this.number = number;
        this.permissions = permissions & 07777;
        bornNanos = nowNanos;
        accessedNanos = nowNanos;
        modifiedNanos = nowNanos;
        changedNanos = nowNanos;
    }

    public abstract int kind();

    public abstract long size();

    public int permissions() {
        return permissions;
    }

    void setPermissions(int bits, long nowNanos) {
        permissions = bits & 07777;
        changedNanos = nowNanos;
    }

    /** Returns what {@code stat} calls the number of links. */
    public int linkCount() {
        return links;
    }

    /** Returns what {@code stat} calls the mode. */
    public int mode() {
        return kind() | permissions;
    }

    public boolean allows(int bits) {
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
