package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCall.Kind;

/** What a file system asks before it changes names and attributes: a disk may be broken, or full. */
interface FileGate {
    /** Lets everything pass. */
    FileGate OPEN = new FileGate() {
        @Override
        public void beforeLook(String path) {}

        @Override
        public void beforeChange(Kind kind, String path, String other) {}

        @Override
        public void afterChange(Kind kind, String path, String other) {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public PosixException full(String path) {
            return new PosixException(PosixError.ENOSPC);
        }
    };

    /**
     * Called before a path is looked up.
     *
     * @throws PosixException if the disk is gone
     */
    void beforeLook(String path);

    /**
     * Called when all is well with a change but for the disk, and nothing has been changed yet.
     *
     * @param other the second path of a rename; else the same once more
     * @throws PosixException if the disk fails
     */
    void beforeChange(Kind kind, String path, String other);

    /** Called when a change has been carried out. */
    void afterChange(Kind kind, String path, String other);

    /** Returns whether no block is free. */
    boolean isFull();

    /** Takes note that a change has found no block, and returns what to throw. */
    PosixException full(String path);
}
